import Calendar
package import FoundationEssentials
package import XML

/// A session participant, or the session authority, asks that a person's session end (SAML Core §3.7.1).
package struct LogoutRequest: Hashable, Sendable {
    static let name = QName.samlp("LogoutRequest")
    /// What a single logout endpoint takes.
    package static let elementName = name

    /// Whose session is to end.
    package enum Principal: Hashable, Sendable {
        /// The name under which the person is known.
        case named(NameID)
        /// The saml:EncryptedID that holds the name (IIP-IDP19).
        case encrypted(Element)
    }

    /// Why a session ends (SAML Core §3.7.3).
    package enum Reason: String, Hashable, Sendable {
        /// The person wants it.
        case user = "urn:oasis:names:tc:SAML:2.0:logout:user"
        /// Somebody with power over the account wants it.
        case admin = "urn:oasis:names:tc:SAML:2.0:logout:admin"
    }

    /// Names the request; the answer's InResponseTo.
    package let id: MessageID
    /// When it was made.
    package let issueInstant: Date
    /// The endpoint it was sent to.
    package let destination: String?
    /// Who asks.
    package let issuer: Issuer
    /// From then on it is to be ignored.
    package let notOnOrAfter: Date?
    /// Why, when it is one of the reasons of the specification.
    package let reason: Reason?
    /// Whose session.
    package let principal: Principal
    /// Which sessions; all of the person's at this service provider when empty.
    package let sessionIndexes: [String]
    /// No answer is wanted (Asynchronous Single Logout Profile Extension §2).
    package let isAsynchronous: Bool

    private static let asynchronous = QName("urn:oasis:names:tc:SAML:2.0:protocol:ext:async-slo", "Asynchronous")
    private static let sessionIndex = QName.samlp("SessionIndex")

    /// A request to write.
    package init(
        id: MessageID, issueInstant: Date, destination: String, issuer: Issuer, notOnOrAfter: Date?, reason: Reason?,
        nameID: NameID, sessionIndexes: [String]
    ) throws(SAMLError) {
        for index in sessionIndexes { try Bound.written(index, "SessionIndex", in: "LogoutRequest") }
        self.id = id
        self.issueInstant = issueInstant
        self.destination = destination
        self.issuer = issuer
        self.notOnOrAfter = notOnOrAfter
        self.reason = reason
        self.principal = .named(nameID)
        self.sessionIndexes = sessionIndexes
        isAsynchronous = false
    }

    /// Reads samlp:LogoutRequest. saml:BaseID is refused: nobody here is known by one. Other Extensions are passed over.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes(
            "ID", "Version", "IssueInstant", "Destination", "Consent", "Reason", "NotOnOrAfter")
        let header = try MessageHeader(element)
        guard let issuer = header.issuer else { throw .missing("Issuer", in: "LogoutRequest") }
        id = header.id
        issueInstant = header.issueInstant
        destination = header.destination
        self.issuer = issuer
        notOnOrAfter = try element.dateTime("NotOnOrAfter")
        reason = element.attribute("Reason").flatMap(Reason.init(rawValue:))

        var content = try Content(of: element)
        _ = content.optional(Issuer.name)
        _ = content.optional(.ds("Signature"))
        isAsynchronous = content.optional(.samlp("Extensions"))?.first(Self.asynchronous) != nil
        if let encrypted = content.optional(.saml("EncryptedID")) {
            principal = .encrypted(encrypted)
        } else {
            principal = .named(try content.required(NameID.name, NameID.init))
        }
        sessionIndexes = try content.all(Self.sessionIndex) { (element) throws(SAMLError) in
            let index = try element.plainText()
            guard index.hasAtMost(Bound.read) else { throw .tooLong("text", in: "SessionIndex") }
            return index
        }
        try content.end()
    }

    /// samlp:LogoutRequest, not signed. An encrypted name is only read.
    package var element: Element {
        let name: Element =
            switch principal {
            case .named(let nameID): nameID.element
            case .encrypted(let element): element
            }
        return Element(
            Self.name,
            having: [
                ("ID", id.rawValue), ("Version", "2.0"), ("IssueInstant", DateTime.string(issueInstant)),
                ("Destination", destination), ("NotOnOrAfter", notOnOrAfter.map(DateTime.string)),
                ("Reason", reason?.rawValue),
            ], [issuer.element, name] + sessionIndexes.map { Element(Self.sessionIndex, text: $0) })
    }
}
