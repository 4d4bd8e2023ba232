import Crypto

/// What proves that a form was on a page of ours, shown to this browser.
///
/// HMAC-SHA-256 keyed by a secret that only this browser and its request hold: the session token, or before sign-in a
/// random cookie of its own. So nothing has to be stored, a second node needs no shared key, the token dies with the
/// session, and reading it on a page does not reveal the cookie.
struct FormToken: Hashable, Sendable {
    /// The name of the hidden field.
    static let field = "jeton"

    /// The hidden field's value.
    let value: String

    init(secret: String) {
        let mac = Digest.hmacSHA256(key: Array(secret.utf8), message: Array("convergences form 1".utf8))
        value = Base64URL.encode(mac)
    }

    /// Whether a form came with this token; in constant time.
    func matches(_ received: String) -> Bool {
        Digest.equal(Array(value.utf8), Array(received.utf8))
    }
}
