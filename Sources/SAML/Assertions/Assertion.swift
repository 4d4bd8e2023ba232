import Calendar
package import FoundationEssentials
package import XML

/// What an identity provider says of a person (SAML Core §2.3.3).
package struct Assertion: Hashable, Sendable {
    static let name = QName.saml("Assertion")
    /// The child of a Response that may carry a signature of its own.
    package static let elementName = name

    /// Names the assertion; used once (replay is refused by it).
    package let id: MessageID
    /// When it was made.
    package let issueInstant: Date
    /// Who made it.
    package let issuer: Issuer
    /// Whom it speaks of.
    package let subject: Subject?
    /// When and for whom it holds.
    package let conditions: Conditions?
    /// That the subject authenticated.
    package let authnStatements: [AuthnStatement]
    /// What else is said of the subject.
    package let attributeStatements: [AttributeStatement]

    /// An assertion of the web browser profile: one AuthnStatement, at most one AttributeStatement (SDP-IDP10).
    package init(
        id: MessageID, issueInstant: Date, issuer: Issuer, subject: Subject, conditions: Conditions,
        authnStatement: AuthnStatement, attributes: [Attribute]
    ) {
        self.id = id
        self.issueInstant = issueInstant
        self.issuer = issuer
        self.subject = subject
        self.conditions = conditions
        authnStatements = [authnStatement]
        attributeStatements = AttributeStatement(attributes).map { [$0] } ?? []
    }

    /// Reads saml:Assertion. Give it a verified element: reading proves nothing.
    ///
    /// Advice is passed over; AuthzDecisionStatement and statements of others are refused.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes("ID", "Version", "IssueInstant")
        guard try element.required("Version") == "2.0" else { throw .unsupportedVersion }
        id = try element.requiredMessageID("ID")
        issueInstant = try element.requiredDateTime("IssueInstant")
        var content = try Content(of: element)
        issuer = try content.required(Issuer.name, Issuer.init)
        _ = content.optional(.ds("Signature"))
        subject = try content.optional(Subject.name, Subject.init)
        conditions = try content.optional(Conditions.name, Conditions.init)
        _ = content.optional(.saml("Advice"))
        var authnStatements: [AuthnStatement] = []
        var attributeStatements: [AttributeStatement] = []
        while let statement = content.next() {
            switch statement.name {
            case AuthnStatement.name: authnStatements.append(try AuthnStatement(statement))
            case AttributeStatement.name: attributeStatements.append(try AttributeStatement(statement))
            default: throw .unexpectedElement(in: "Assertion")
            }
        }
        try content.end()
        self.authnStatements = authnStatements
        self.attributeStatements = attributeStatements
    }

    /// saml:Assertion, not signed.
    package var element: Element {
        Element(
            Self.name,
            having: [("ID", id.rawValue), ("IssueInstant", DateTime.string(issueInstant)), ("Version", "2.0")],
            [issuer.element, subject?.element, conditions?.element] + authnStatements.map(\.element)
                + attributeStatements.map(\.element))
    }

    /// Every attribute of every statement.
    package var attributes: [Attribute] { attributeStatements.flatMap(\.attributes) }
}
