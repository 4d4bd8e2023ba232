package import XML

/// Whom an assertion speaks of, and how its bearer shows that it is meant for him (SAML Core §2.4.1).
package struct Subject: Hashable, Sendable {
    static let name = QName.saml("Subject")

    /// The person's name; an assertion without any name is possible (IIP-IDP11).
    package let nameID: NameID?
    /// At least one bearer confirmation in the web browser profile (SAML Profiles §4.1.4.2).
    package let confirmations: [SubjectConfirmation]

    /// A subject to write.
    package init(nameID: NameID?, confirmations: [SubjectConfirmation]) {
        self.nameID = nameID
        self.confirmations = confirmations
    }

    /// Reads saml:Subject. BaseID and EncryptedID are not supported.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes()
        var content = try Content(of: element)
        nameID = try content.optional(NameID.name, NameID.init)
        if content.optional(.saml("EncryptedID")) != nil { throw .unsupported("EncryptedID") }
        if content.optional(.saml("BaseID")) != nil { throw .unsupported("BaseID") }
        confirmations = try content.all(SubjectConfirmation.name, SubjectConfirmation.init)
        try content.end()
    }

    /// saml:Subject
    package var element: Element {
        Element(Self.name, having: [], [nameID?.element] + confirmations.map(\.element))
    }
}
