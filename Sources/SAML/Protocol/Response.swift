import Calendar
package import FoundationEssentials
package import XML

/// The answer to an AuthnRequest, or a sign-on that the identity provider began (SAML Core §3.3.3).
package struct Response: Hashable, Sendable {
    static let name = QName.samlp("Response")
    /// What an AssertionConsumerService takes.
    package static let elementName = name

    /// Names the answer.
    package let id: MessageID
    /// The request it answers; absent when the identity provider began.
    package let inResponseTo: MessageID?
    /// When it was made.
    package let issueInstant: Date
    /// The AssertionConsumerService it is sent to.
    package let destination: String?
    /// The identity provider.
    package let issuer: Issuer?
    /// What became of the request.
    package let status: Status
    /// One on success, none otherwise.
    package let assertions: [Assertion]
    /// Those that only the receiver can read.
    package let encryptedAssertions: [EncryptedAssertion]

    /// An answer to write.
    package init(
        id: MessageID, inResponseTo: MessageID?, issueInstant: Date, destination: String, issuer: Issuer,
        status: Status, assertion: Assertion?
    ) {
        self.id = id
        self.inResponseTo = inResponseTo
        self.issueInstant = issueInstant
        self.destination = destination
        self.issuer = issuer
        self.status = status
        assertions = assertion.map { [$0] } ?? []
        encryptedAssertions = []
    }

    /// Reads samlp:Response. Give it a verified element, or take the assertions from verified ones: reading proves
    /// nothing. Extensions are passed over.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes("ID", "Version", "IssueInstant", "Destination", "Consent", "InResponseTo")
        let header = try MessageHeader(element)
        id = header.id
        issueInstant = header.issueInstant
        destination = header.destination
        issuer = header.issuer
        inResponseTo = try element.messageID("InResponseTo")
        var content = try Content(of: element)
        _ = content.optional(Issuer.name)
        _ = content.optional(.ds("Signature"))
        _ = content.optional(.samlp("Extensions"))
        status = try content.required(Status.name, Status.init)
        var assertions: [Assertion] = []
        var encryptedAssertions: [EncryptedAssertion] = []
        while let next = content.next() {
            switch next.name {
            case Assertion.name: assertions.append(try Assertion(next))
            case EncryptedAssertion.name: encryptedAssertions.append(try EncryptedAssertion(next))
            default: throw .unexpectedElement(in: "Response")
            }
        }
        try content.end()
        self.assertions = assertions
        self.encryptedAssertions = encryptedAssertions
    }

    /// samlp:Response, nothing in it signed.
    package var element: Element {
        Element(
            Self.name,
            having: [
                ("Destination", destination), ("ID", id.rawValue), ("InResponseTo", inResponseTo?.rawValue),
                ("IssueInstant", DateTime.string(issueInstant)), ("Version", "2.0"),
            ], [issuer?.element, status.element] + assertions.map(\.element))
    }
}
