import COpenSSL

/// The wall to EVP digests and HMAC.
///
/// OpenSSL 3 looks an algorithm up by name at every use of `EVP_sha256()`; these are fetched once and kept for the life
/// of the process.
@safe final class OpenSSLDigest: Hashable, @unchecked Sendable {
    // Sendable: a fetched EVP_MD is immutable.
    let pointer: OpaquePointer

    /// For OAEP and names of artifacts: no signature and no digest of content can ask for it.
    static let sha1 = OpenSSLDigest("SHA1")
    static let sha256 = OpenSSLDigest("SHA256")
    static let sha384 = OpenSSLDigest("SHA384")
    static let sha512 = OpenSSLDigest("SHA512")

    private init(_ name: String) {
        // Every build of OpenSSL has SHA-2; without it no security of this program would hold: hence the trap.
        guard let pointer = unsafe EVP_MD_fetch(nil, name, nil) else {
            fatalError("OpenSSL has no \(name): \(OpenSSLErrors.drain())")
        }
        unsafe self.pointer = pointer
    }

    func digest(_ bytes: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, initialized in
            var length: UInt32 = 0
            // It fails only without memory; a digest that was not computed must never be compared: hence the trap.
            guard unsafe EVP_Digest(bytes, bytes.count, buffer.baseAddress, &length, pointer, nil) == 1 else {
                fatalError("EVP_Digest failed: \(OpenSSLErrors.drain())")
            }
            initialized = Int(length)
        }
    }

    /// Two arrays of one length.
    static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        unsafe CRYPTO_memcmp(left, right, left.count) == 0
    }

    static func == (left: OpenSSLDigest, right: OpenSSLDigest) -> Bool { left === right }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
