import COpenSSL

/// The wall to `EVP_MAC`: HMAC-SHA-256, fetched and set up once for the life of the process.
@safe final class OpenSSLMAC: @unchecked Sendable {
    // Sendable: after its making the context is only copied.
    private let pointer: OpaquePointer

    static let hmacSHA256 = OpenSSLMAC(digest: "SHA256")

    private init(digest: String) {
        let mac = unsafe EVP_MAC_fetch(nil, "HMAC", nil)
        defer { unsafe EVP_MAC_free(mac) }
        let context = unsafe EVP_MAC_CTX_new(mac)
        var name = Array(digest.utf8CString)
        let isSet = unsafe name.withUnsafeMutableBufferPointer { name in
            let parameters = unsafe [
                OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.baseAddress, 0),
                OSSL_PARAM_construct_end(),
            ]
            return unsafe EVP_MAC_CTX_set_params(context, parameters) == 1
        }
        // Every build of OpenSSL has HMAC and SHA-2; without them no form of this program would hold: hence the trap.
        guard isSet, let context = unsafe context else {
            fatalError("OpenSSL has no HMAC-SHA-256: \(OpenSSLErrors.drain())")
        }
        unsafe pointer = context
    }

    func code(key: [UInt8], message: [UInt8]) -> [UInt8] {
        let copy = unsafe EVP_MAC_CTX_dup(pointer)
        defer { unsafe EVP_MAC_CTX_free(copy) }
        return unsafe [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, initialized in
            // It fails only without memory; a code that was not computed must never be compared: hence the trap.
            guard unsafe EVP_MAC_init(copy, key, key.count, nil) == 1,
                unsafe EVP_MAC_update(copy, message, message.count) == 1,
                unsafe EVP_MAC_final(copy, buffer.baseAddress, &initialized, buffer.count) == 1
            else { fatalError("HMAC failed: \(OpenSSLErrors.drain())") }
        }
    }
}
