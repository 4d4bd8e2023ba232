/// Where random bytes come from: an argument everywhere, so that a test can repeat what happened.
package struct Randomness: Sendable {
    private let fill: @Sendable (Int) -> [UInt8]

    /// The operating system's and OpenSSL's generator. It ends the process rather than hand out bytes that are not
    /// random.
    package static let system = Randomness { count in OpenSSLRandom.bytes(count) }

    /// A source that answers a request for `n` bytes with exactly `n` bytes.
    package init(_ fill: @escaping @Sendable (Int) -> [UInt8]) {
        self.fill = fill
    }

    /// `count` fresh bytes.
    package func bytes(_ count: Int) -> [UInt8] {
        let bytes = fill(count)
        precondition(bytes.count == count, "a source of randomness gave another number of bytes")
        return bytes
    }

    /// 256 random bits in base64url, 43 characters: session tokens, links, CSRF tokens.
    package func token() -> String {
        Base64URL.encode(bytes(32))
    }
}
