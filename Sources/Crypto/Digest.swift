/// SHA-2 digests, HMAC-SHA-256, and the comparison that takes the same time whatever the bytes.
package enum Digest {
    /// SHA-256, 32 bytes.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] { OpenSSLDigest.sha256.digest(bytes) }
    /// SHA-384, 48 bytes.
    package static func sha384(_ bytes: [UInt8]) -> [UInt8] { OpenSSLDigest.sha384.digest(bytes) }
    /// SHA-512, 64 bytes.
    package static func sha512(_ bytes: [UInt8]) -> [UInt8] { OpenSSLDigest.sha512.digest(bytes) }

    /// SHA-1, 20 bytes: the SourceID of a SAML artifact, which the norm makes of an entityID so (SAML Bindings §3.6.4.2).
    /// It names, it protects nothing.
    package static func sourceID(of entityID: [UInt8]) -> [UInt8] { OpenSSLDigest.sha1.digest(entityID) }

    /// HMAC-SHA-256 (RFC 2104), 32 bytes.
    package static func hmacSHA256(key: [UInt8], message: [UInt8]) -> [UInt8] {
        OpenSSLMAC.hmacSHA256.code(key: key, message: message)
    }

    /// Whether both are the same bytes, in a time that tells nothing but the lengths. For every comparison with a
    /// secret; `==` stops at the first difference.
    package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return OpenSSLDigest.equal(left, right)
    }
}
