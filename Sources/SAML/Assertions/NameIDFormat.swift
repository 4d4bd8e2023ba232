/// What kind of name a NameID holds (SAML Core §8.3). Any other URI is kept as it is.
package struct NameIDFormat: RawRepresentable, Hashable, Sendable {
    /// The URI.
    package let rawValue: String

    /// Any format by its URI.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// SAML Core §8.3.1
    package static let unspecified = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified")
    /// SAML Core §8.3.2
    package static let emailAddress = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress")
    /// SAML Core §8.3.6
    package static let entity = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:nameid-format:entity")
    /// SAML Core §8.3.7
    package static let persistent = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent")
    /// SAML Core §8.3.8
    package static let transient = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient")
    /// Only in NameIDPolicy: the answer's NameID must be encrypted (SAML Core §3.4.1.1).
    package static let encrypted = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:nameid-format:encrypted")
}
