package import XML

/// The entity that made a message or an assertion (SAML Core §2.2.5), in the web browser profiles always an entityID.
package struct Issuer: Hashable, Sendable {
    static let name = QName.saml("Issuer")
    /// saml:Issuer; signatures stand after it.
    package static let elementName = name

    /// The entityID: a URI of at most 1,024 characters (SAML Core §8.3.6).
    package let entityID: String

    /// An issuer to write.
    package init(_ entityID: String) throws(SAMLError) {
        self.entityID = try Bound.uri(entityID, "text", in: "Issuer")
    }

    /// Reads saml:Issuer. White space around the entityID is dropped. A Format other than entity is refused: the
    /// service provider is looked up by entityID.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes("Format", "NameQualifier", "SPNameQualifier", "SPProvidedID")
        if let format = try element.uri("Format"), format != NameIDFormat.entity.rawValue,
            format != NameIDFormat.unspecified.rawValue
        {
            throw .invalidValue("Format", in: "Issuer")
        }
        entityID = try element.uriText()
    }

    /// saml:Issuer without Format, which means entity (SAML Profiles §4.1.4.2).
    package var element: Element { Element(Self.name, text: entityID) }
}
