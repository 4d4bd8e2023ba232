/// Whether a message asks or answers: the name of the parameter it travels under.
package enum MessageKind: String, Sendable {
    case request = "SAMLRequest"
    case response = "SAMLResponse"
}

/// The bounds of messages on the wire (Documentation/Rules.md, Figures).
enum MessageBound {
    /// The XML.
    static let bytes = 64 * 1024
    /// Its Base64, line breaks included.
    static let base64 = 96 * 1024
    /// A whole query, every character of the message escaped; the server's own limit on a header is lower.
    static let query = 512 * 1024
    /// RelayState, which is echoed exactly. SAML Bindings §3.4.3 says 80 bytes; service providers send more.
    static let relayState = 2 * 1024
    /// A signature in Base64: RSA of 8,192 bits takes 1,368.
    static let signature = 2 * 1024
}
