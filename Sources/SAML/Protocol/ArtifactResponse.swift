import Calendar
package import FoundationEssentials
package import XML

/// The answer to an ArtifactResolve: the message, or nothing for an artifact that stands for none (SAML Core §3.5.2).
package struct ArtifactResponse: Hashable, Sendable {
    static let name = QName.samlp("ArtifactResponse")

    /// Names the answer.
    package let id: MessageID
    /// The question it answers.
    package let inResponseTo: MessageID?
    /// When it was made.
    package let issueInstant: Date
    /// Who answers.
    package let issuer: Issuer?
    /// *Success* also where there is no message (SAML Core §3.5.3).
    package let status: Status
    /// The message, with its own signature if it has one.
    package let message: Element?

    /// An answer to write.
    package init(
        id: MessageID, inResponseTo: MessageID, issueInstant: Date, issuer: Issuer, status: Status, message: Element?
    ) {
        self.id = id
        self.inResponseTo = inResponseTo
        self.issueInstant = issueInstant
        self.issuer = issuer
        self.status = status
        self.message = message
    }

    /// Reads samlp:ArtifactResponse.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes("ID", "Version", "IssueInstant", "Destination", "Consent", "InResponseTo")
        let header = try MessageHeader(element)
        id = header.id
        issueInstant = header.issueInstant
        issuer = header.issuer
        inResponseTo = try element.messageID("InResponseTo")
        var content = try Content(of: element)
        _ = content.optional(Issuer.name)
        _ = content.optional(.ds("Signature"))
        _ = content.optional(.samlp("Extensions"))
        status = try content.required(Status.name, Status.init)
        message = content.next()
        try content.end()
    }

    /// samlp:ArtifactResponse, not signed.
    package var element: Element {
        Element(
            Self.name,
            having: [
                ("ID", id.rawValue), ("InResponseTo", inResponseTo?.rawValue),
                ("IssueInstant", DateTime.string(issueInstant)), ("Version", "2.0"),
            ], [issuer?.element, status.element, message])
    }
}
