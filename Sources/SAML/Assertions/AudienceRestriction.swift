package import XML

/// The entities an assertion is meant for: one of these (SAML Core §2.5.1.4).
package struct AudienceRestriction: Hashable, Sendable {
    static let name = QName.saml("AudienceRestriction")

    /// entityIDs, at least one.
    package let audiences: [String]

    /// A restriction to one service provider.
    package init(_ entityID: String) throws(SAMLError) {
        audiences = [try Bound.uri(entityID, "Audience", in: "AudienceRestriction")]
    }

    /// Reads saml:AudienceRestriction.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes()
        var content = try Content(of: element)
        audiences = try content.all(.saml("Audience")) { (audience) throws(SAMLError) in try audience.uriText() }
        try content.end()
        guard !audiences.isEmpty else { throw .missing("Audience", in: "AudienceRestriction") }
    }

    /// saml:AudienceRestriction
    package var element: Element {
        Element(Self.name, having: [], audiences.map { Element(.saml("Audience"), text: $0) })
    }
}
