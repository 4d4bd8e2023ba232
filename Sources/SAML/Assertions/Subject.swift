package import XML

/// Whom an assertion speaks of, and how its bearer shows that it is meant for him (SAML Core §2.4.1).
package struct Subject: Hashable, Sendable {
    static let name = QName.saml("Subject")

    /// The person's name; an assertion without any name is possible (IIP-IDP11).
    package let nameID: NameID?
    /// The person's name where only the receiver may read it; then `nameID` is nil.
    package let encryptedID: EncryptedID?
    /// At least one bearer confirmation in the web browser profile (SAML Profiles §4.1.4.2).
    package let confirmations: [SubjectConfirmation]

    /// A subject to write.
    package init(nameID: NameID?, confirmations: [SubjectConfirmation]) {
        self.nameID = nameID
        encryptedID = nil
        self.confirmations = confirmations
    }

    /// A subject to write, its name encrypted.
    package init(encryptedID: EncryptedID, confirmations: [SubjectConfirmation]) {
        nameID = nil
        self.encryptedID = encryptedID
        self.confirmations = confirmations
    }

    /// Reads saml:Subject. BaseID is not supported.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes()
        var content = try Content(of: element)
        nameID = try content.optional(NameID.name, NameID.init)
        encryptedID = nameID == nil ? try content.optional(EncryptedID.name, EncryptedID.init) : nil
        if content.optional(.saml("BaseID")) != nil { throw .unsupported("BaseID") }
        confirmations = try content.all(SubjectConfirmation.name, SubjectConfirmation.init)
        try content.end()
    }

    /// saml:Subject
    package var element: Element {
        Element(Self.name, having: [], [nameID?.element, encryptedID?.element] + confirmations.map(\.element))
    }
}
