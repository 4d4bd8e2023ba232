/// How a person proved who they are (SAML Authentication Context §3.4). Any other URI is kept as it is.
package struct AuthnContextClass: RawRepresentable, Hashable, Sendable {
    /// The URI.
    package let rawValue: String

    /// Any class by its URI.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// A password, over TLS (§3.4.11).
    package static let passwordProtectedTransport = AuthnContextClass(
        rawValue: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport")
    /// A password, whatever the transport (§3.4.10).
    package static let password = AuthnContextClass(rawValue: "urn:oasis:names:tc:SAML:2.0:ac:classes:Password")
    /// By means not told (§3.4.25).
    package static let unspecified = AuthnContextClass(rawValue: "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified")
    /// A one-time code (§3.4.24).
    package static let timeSyncToken = AuthnContextClass(
        rawValue: "urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken")
    /// REFEDS MFA profile: two factors of different kinds.
    package static let refedsMFA = AuthnContextClass(rawValue: "https://refeds.org/profile/mfa")
}
