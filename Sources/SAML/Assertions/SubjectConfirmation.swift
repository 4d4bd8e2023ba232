package import XML

/// How the party that presents an assertion is confirmed to be its subject (SAML Core §2.4.1.1).
package struct SubjectConfirmation: Hashable, Sendable {
    static let name = QName.saml("SubjectConfirmation")
    /// Who brings the assertion is its subject (SAML Profiles §3.3).
    package static let bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer"

    /// The method's URI.
    package let method: String
    /// The limits within which the confirmation holds.
    package let data: SubjectConfirmationData?

    /// A bearer confirmation to write.
    package init(bearer data: SubjectConfirmationData) {
        method = Self.bearer
        self.data = data
    }

    /// Reads saml:SubjectConfirmation; a name of the confirming party is passed over.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes("Method")
        method = try element.requiredURI("Method")
        var content = try Content(of: element)
        for name in ["BaseID", "NameID", "EncryptedID"] where content.optional(.saml(name)) != nil { break }
        data = try content.optional(SubjectConfirmationData.name, SubjectConfirmationData.init)
        try content.end()
    }

    /// saml:SubjectConfirmation
    package var element: Element { Element(Self.name, having: [("Method", method)], [data?.element]) }
}
