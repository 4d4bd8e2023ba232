import Crypto

/// A secret that a browser or a mail holds; the database keeps ``hash`` only.
struct Token {
    /// 256 random bits, base64url.
    let text: String

    /// A fresh one.
    init(_ randomness: Randomness) {
        text = randomness.token()
    }

    /// One that came back from outside; nil when it cannot be one of ours.
    init?(_ presented: String?) {
        guard let presented, presented.utf8.count == 43, Base64URL.decode(presented)?.count == 32 else { return nil }
        text = presented
    }

    /// SHA-256 of the text: 256 random bits need no slow hash and no salt.
    var hash: [UInt8] { Digest.sha256(Array(text.utf8)) }
}
