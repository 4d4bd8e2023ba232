package import XML

/// How the subject authenticated (SAML Core §2.7.2.2).
package struct AuthnContext: Hashable, Sendable {
    static let name = QName.saml("AuthnContext")

    /// The class of the authentication; absent when only a declaration is given.
    package let classRef: AuthnContextClass?

    /// A context to write.
    package init(classRef: AuthnContextClass) { self.classRef = classRef }

    /// Reads saml:AuthnContext; declarations and authenticating authorities are passed over.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes()
        var content = try Content(of: element)
        classRef = try content.optional(.saml("AuthnContextClassRef")) { (reference) throws(SAMLError) in
            AuthnContextClass(rawValue: try reference.uriText())
        }
        let declared =
            content.optional(.saml("AuthnContextDecl")) != nil || content.optional(.saml("AuthnContextDeclRef")) != nil
        guard classRef != nil || declared else { throw .missing("AuthnContextClassRef", in: "AuthnContext") }
        while content.optional(.saml("AuthenticatingAuthority")) != nil {}
        try content.end()
    }

    /// saml:AuthnContext
    package var element: Element {
        Element(Self.name, having: [], [classRef.map { Element(.saml("AuthnContextClassRef"), text: $0.rawValue) }])
    }
}
