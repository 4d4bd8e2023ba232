/// What became of a request (SAML Core §3.2.2.2). Any other URI is kept as it is.
package struct StatusCode: RawRepresentable, Hashable, Sendable {
    /// The URI.
    package let rawValue: String

    /// Any code by its URI.
    package init(rawValue: String) { self.rawValue = rawValue }

    private init(_ name: String) { rawValue = "urn:oasis:names:tc:SAML:2.0:status:" + name }

    // The four top-level codes.
    /// The request succeeded.
    package static let success = StatusCode("Success")
    /// The requester is at fault.
    package static let requester = StatusCode("Requester")
    /// We are.
    package static let responder = StatusCode("Responder")
    /// The version of the message is.
    package static let versionMismatch = StatusCode("VersionMismatch")

    // Second-level codes.
    /// The person could not be authenticated.
    package static let authnFailed = StatusCode("AuthnFailed")
    /// The name or value of an attribute is unknown.
    package static let invalidAttrNameOrValue = StatusCode("InvalidAttrNameOrValue")
    /// The NameIDPolicy cannot be met.
    package static let invalidNameIDPolicy = StatusCode("InvalidNameIDPolicy")
    /// The RequestedAuthnContext cannot be met.
    package static let noAuthnContext = StatusCode("NoAuthnContext")
    /// None of the identity providers asked for can be reached.
    package static let noAvailableIDP = StatusCode("NoAvailableIDP")
    /// IsPassive, and nobody is signed in.
    package static let noPassive = StatusCode("NoPassive")
    /// None of the identity providers asked for is supported.
    package static let noSupportedIDP = StatusCode("NoSupportedIDP")
    /// Some sessions could not be ended.
    package static let partialLogout = StatusCode("PartialLogout")
    /// We may not pass the request on.
    package static let proxyCountExceeded = StatusCode("ProxyCountExceeded")
    /// The request was understood and is refused.
    package static let requestDenied = StatusCode("RequestDenied")
    /// We do not do this.
    package static let requestUnsupported = StatusCode("RequestUnsupported")
    /// The binding is not the one this is answered on.
    package static let unsupportedBinding = StatusCode("UnsupportedBinding")
    /// The person asked for is not known.
    package static let unknownPrincipal = StatusCode("UnknownPrincipal")
}
