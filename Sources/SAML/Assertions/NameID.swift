package import XML

/// The name of a person for one service provider (SAML Core §2.2.3).
package struct NameID: Hashable, Sendable {
    static let name = QName.saml("NameID")

    /// The name itself, exactly as received or to be sent.
    package let value: String
    /// What kind of name it is; absent means unspecified.
    package let format: NameIDFormat?
    /// The identity provider in whose domain the name is meant (persistent and transient names).
    package let nameQualifier: String?
    /// The service provider for which the name is meant.
    package let spNameQualifier: String?
    /// A name the service provider has set for the person; kept, never made.
    package let spProvidedID: String?

    /// A name to write: 1 to 256 characters (IIP-G02).
    package init(
        _ value: String, format: NameIDFormat?, nameQualifier: String? = nil, spNameQualifier: String? = nil
    ) throws(SAMLError) {
        guard !value.isEmpty else { throw .missing("text", in: "NameID") }
        try Bound.written(value, "text", in: "NameID")
        for qualifier in [nameQualifier, spNameQualifier] {
            if let qualifier { try Bound.written(qualifier, "a qualifier", in: "NameID", max: Bound.read) }
        }
        self.value = value
        self.format = format
        self.nameQualifier = nameQualifier
        self.spNameQualifier = spNameQualifier
        spProvidedID = nil
    }

    /// Reads saml:NameID; the name is taken without any change, up to 1,024 characters.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes("Format", "NameQualifier", "SPNameQualifier", "SPProvidedID")
        value = try element.plainText()
        guard !value.isEmpty else { throw .missing("text", in: "NameID") }
        guard value.hasAtMost(Bound.read) else { throw .tooLong("text", in: "NameID") }
        format = try element.uri("Format").map(NameIDFormat.init(rawValue:))
        nameQualifier = element.attribute("NameQualifier")
        spNameQualifier = element.attribute("SPNameQualifier")
        spProvidedID = element.attribute("SPProvidedID")
    }

    /// saml:NameID
    package var element: Element {
        Element(
            Self.name,
            having: [
                ("Format", format?.rawValue), ("NameQualifier", nameQualifier), ("SPNameQualifier", spNameQualifier),
                ("SPProvidedID", spProvidedID),
            ], text: value)
    }
}
