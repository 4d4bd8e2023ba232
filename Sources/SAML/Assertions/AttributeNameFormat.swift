/// How the name of an attribute is to be understood (SAML Core §8.2). Any other URI is kept as it is (IIP-IDP01).
package struct AttributeNameFormat: RawRepresentable, Hashable, Sendable {
    /// The URI.
    package let rawValue: String

    /// Any format by its URI.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// SAML Core §8.2.1
    package static let unspecified = AttributeNameFormat(
        rawValue: "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified")
    /// The name is a URI (SAML Core §8.2.2).
    package static let uri = AttributeNameFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:attrname-format:uri")
    /// The name is a plain word (SAML Core §8.2.3).
    package static let basic = AttributeNameFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:attrname-format:basic")
}
