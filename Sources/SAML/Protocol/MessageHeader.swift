package import FoundationEssentials
package import XML

/// What every request and response begins with (SAML Core §3.2.1, §3.2.2): enough to find the sender's record and to
/// judge time, destination and replay before the rest of the grammar is looked at.
package struct MessageHeader: Hashable, Sendable {
    /// The message's element, e.g. "AuthnRequest".
    package let name: QName
    /// Names the message; used once.
    package let id: MessageID
    /// When it was sent, by the sender's clock.
    package let issueInstant: Date
    /// Where it was sent; must be this endpoint when present, and must be present when signed (SAML Bindings §3.4.5.2).
    package let destination: String?
    /// Who sent it. The schema lets it be absent, the web browser profile does not (SAML Profiles §4.1.4.1).
    package let issuer: Issuer?

    /// Reads the header of any SAML protocol message. What it says is only a claim until the signature has verified.
    package init(_ element: Element) throws(SAMLError) {
        guard element.name.namespace == Namespace.samlp else { throw .unexpectedRoot(expected: "SAML message") }
        guard try element.required("Version") == "2.0" else { throw .unsupportedVersion }
        name = element.name
        id = try element.requiredMessageID("ID")
        issueInstant = try element.requiredDateTime("IssueInstant")
        destination = try element.uri("Destination")
        var content = try Content(of: element)
        issuer = try content.optional(Issuer.name, Issuer.init)
    }
}
