import Calendar
package import FoundationEssentials
package import XML

/// That the subject authenticated, when and how (SAML Core §2.7.2).
package struct AuthnStatement: Hashable, Sendable {
    static let name = QName.saml("AuthnStatement")

    /// When the person proved who they are; earlier than the assertion when a session was already there.
    package let authnInstant: Date
    /// Names this session at this service provider, for logout; at most 256 characters.
    package let sessionIndex: String?
    /// The moment at which the service provider must end its session.
    package let sessionNotOnOrAfter: Date?
    /// How the person proved it.
    package let authnContext: AuthnContext

    /// A statement to write.
    package init(
        authnInstant: Date, sessionIndex: String?, sessionNotOnOrAfter: Date?, authnContextClass: AuthnContextClass
    ) throws(SAMLError) {
        if let sessionIndex { try Bound.written(sessionIndex, "SessionIndex", in: "AuthnStatement") }
        self.authnInstant = authnInstant
        self.sessionIndex = sessionIndex
        self.sessionNotOnOrAfter = sessionNotOnOrAfter
        authnContext = AuthnContext(classRef: authnContextClass)
    }

    /// Reads saml:AuthnStatement; SubjectLocality is passed over.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes("AuthnInstant", "SessionIndex", "SessionNotOnOrAfter")
        authnInstant = try element.requiredDateTime("AuthnInstant")
        sessionIndex = element.attribute("SessionIndex")
        sessionNotOnOrAfter = try element.dateTime("SessionNotOnOrAfter")
        var content = try Content(of: element)
        _ = content.optional(.saml("SubjectLocality"))
        authnContext = try content.required(AuthnContext.name, AuthnContext.init)
        try content.end()
    }

    /// saml:AuthnStatement
    package var element: Element {
        Element(
            Self.name,
            having: [
                ("AuthnInstant", DateTime.string(authnInstant)), ("SessionIndex", sessionIndex),
                ("SessionNotOnOrAfter", sessionNotOnOrAfter.map(DateTime.string)),
            ], [authnContext.element])
    }
}
