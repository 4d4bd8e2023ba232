package import XML

/// What kind of name a service provider wants (SAML Core §3.4.1.1).
package struct NameIDPolicy: Hashable, Sendable {
    static let name = QName.samlp("NameIDPolicy")

    /// The kind of name; absent or unspecified leaves the choice to us.
    package let format: NameIDFormat?
    /// The entity or affiliation in whose namespace the name is wanted.
    package let spNameQualifier: String?
    /// Whether a name may be made if there is none yet; nil when nothing is said, which means no by the letter and is
    /// said by many who never thought of it.
    package let allowCreate: Bool?

    /// A policy to write.
    package init(format: NameIDFormat?, spNameQualifier: String? = nil, allowCreate: Bool?) {
        self.format = format
        self.spNameQualifier = spNameQualifier
        self.allowCreate = allowCreate
    }

    /// Reads samlp:NameIDPolicy.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes("Format", "SPNameQualifier", "AllowCreate")
        format = try element.uri("Format").map(NameIDFormat.init(rawValue:))
        spNameQualifier = element.attribute("SPNameQualifier")
        allowCreate = try element.boolean("AllowCreate")
        try Content(of: element).end()
    }

    /// samlp:NameIDPolicy
    package var element: Element {
        Element(
            Self.name,
            having: [
                ("AllowCreate", allowCreate.map { "\($0)" }), ("Format", format?.rawValue),
                ("SPNameQualifier", spNameQualifier),
            ])
    }
}
