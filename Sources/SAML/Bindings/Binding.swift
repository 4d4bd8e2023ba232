/// How a message travels (SAML Bindings §3). Any other URI is kept as it is: metadata lists bindings we do not speak.
package struct Binding: RawRepresentable, Hashable, Sendable {
    /// The URI.
    package let rawValue: String

    /// Any binding by its URI.
    package init(rawValue: String) { self.rawValue = rawValue }

    private init(_ name: String) { rawValue = "urn:oasis:names:tc:SAML:2.0:bindings:" + name }

    /// SAML Bindings §3.4
    package static let httpRedirect = Binding("HTTP-Redirect")
    /// SAML Bindings §3.5
    package static let httpPOST = Binding("HTTP-POST")
    /// SAML Bindings §3.6
    package static let httpArtifact = Binding("HTTP-Artifact")
    /// SAML Bindings §3.2
    package static let soap = Binding("SOAP")
    /// SAML Bindings §3.3
    package static let paos = Binding("PAOS")
}
