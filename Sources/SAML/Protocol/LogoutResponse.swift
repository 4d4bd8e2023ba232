import Calendar
package import FoundationEssentials
package import XML

/// What became of a LogoutRequest (SAML Core §3.7.2).
package struct LogoutResponse: Hashable, Sendable {
    static let name = QName.samlp("LogoutResponse")
    /// What a single logout endpoint takes in answer.
    package static let elementName = name

    /// Names the answer.
    package let id: MessageID
    /// The request it answers.
    package let inResponseTo: MessageID?
    /// When it was made.
    package let issueInstant: Date
    /// The endpoint it was sent to.
    package let destination: String?
    /// Who answers.
    package let issuer: Issuer
    /// Success, and PartialLogout below it when some participant could not be reached.
    package let status: Status

    /// An answer to write.
    package init(
        id: MessageID, inResponseTo: MessageID, issueInstant: Date, destination: String?, issuer: Issuer,
        status: Status
    ) {
        self.id = id
        self.inResponseTo = inResponseTo
        self.issueInstant = issueInstant
        self.destination = destination
        self.issuer = issuer
        self.status = status
    }

    /// Reads samlp:LogoutResponse; Extensions are passed over.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes("ID", "Version", "IssueInstant", "Destination", "Consent", "InResponseTo")
        let header = try MessageHeader(element)
        guard let issuer = header.issuer else { throw .missing("Issuer", in: "LogoutResponse") }
        id = header.id
        issueInstant = header.issueInstant
        destination = header.destination
        self.issuer = issuer
        inResponseTo = try element.messageID("InResponseTo")
        var content = try Content(of: element)
        _ = content.optional(Issuer.name)
        _ = content.optional(.ds("Signature"))
        _ = content.optional(.samlp("Extensions"))
        status = try content.required(Status.name, Status.init)
        try content.end()
    }

    /// samlp:LogoutResponse, not signed.
    package var element: Element {
        Element(
            Self.name,
            having: [
                ("ID", id.rawValue), ("Version", "2.0"), ("IssueInstant", DateTime.string(issueInstant)),
                ("Destination", destination), ("InResponseTo", inResponseTo?.rawValue),
            ], [issuer.element, status.element])
    }
}
