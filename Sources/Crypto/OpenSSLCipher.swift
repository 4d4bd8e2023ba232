import COpenSSL

/// The wall to EVP ciphers: AES in GCM and CBC, each fetched once and kept for the life of the process.
@safe final class OpenSSLCipher: @unchecked Sendable {
    // Sendable: a fetched EVP_CIPHER is immutable.
    private let pointer: OpaquePointer

    static let aes256GCM = OpenSSLCipher("AES-256-GCM")
    static let aes192GCM = OpenSSLCipher("AES-192-GCM")
    static let aes128GCM = OpenSSLCipher("AES-128-GCM")
    static let aes256CBC = OpenSSLCipher("AES-256-CBC")
    static let aes192CBC = OpenSSLCipher("AES-192-CBC")
    static let aes128CBC = OpenSSLCipher("AES-128-CBC")

    private init(_ name: String) {
        // Every build of OpenSSL has AES; without it nothing could be encrypted for anybody: hence the trap.
        guard let pointer = unsafe EVP_CIPHER_fetch(nil, name, nil) else {
            fatalError("OpenSSL has no \(name): \(OpenSSLErrors.drain())")
        }
        unsafe self.pointer = pointer
    }

    /// The ciphertext, followed by a tag of that many bytes. The caller pads for CBC.
    func encrypt(_ bytes: [UInt8], key: [UInt8], vector: [UInt8], tagBytes: Int) throws(CryptoError) -> [UInt8] {
        let context = unsafe EVP_CIPHER_CTX_new()
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        guard unsafe EVP_EncryptInit_ex2(context, pointer, key, vector, nil) == 1,
            unsafe EVP_CIPHER_CTX_set_padding(context, 0) == 1
        else { throw OpenSSLErrors.failure("encryption") }
        var output = [UInt8](repeating: 0, count: bytes.count + tagBytes)
        var length: Int32 = 0
        var last: Int32 = 0
        let isDone = unsafe output.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return bytes.isEmpty }
            return unsafe EVP_EncryptUpdate(context, start, &length, bytes, Int32(bytes.count)) == 1
                && EVP_EncryptFinal_ex(context, start + Int(length), &last) == 1
                && (tagBytes == 0
                    || EVP_CIPHER_CTX_ctrl(
                        context, EVP_CTRL_AEAD_GET_TAG, Int32(tagBytes), start + bytes.count) == 1)
        }
        guard isDone, Int(length + last) == bytes.count else { throw OpenSSLErrors.failure("encryption") }
        return output
    }

    /// The plain bytes, padding of CBC included. An empty tag means none.
    func decrypt(_ bytes: [UInt8], key: [UInt8], vector: [UInt8], tag: [UInt8]) throws(CryptoError) -> [UInt8] {
        let context = unsafe EVP_CIPHER_CTX_new()
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        guard unsafe EVP_DecryptInit_ex2(context, pointer, key, vector, nil) == 1,
            unsafe EVP_CIPHER_CTX_set_padding(context, 0) == 1
        else { throw OpenSSLErrors.failure("decryption") }
        var tag = tag
        if !tag.isEmpty {
            guard unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1 else {
                throw OpenSSLErrors.failure("decryption")
            }
        }
        // One byte more than needed, so that there is an address also for an empty content.
        var output = [UInt8](repeating: 0, count: bytes.count + 1)
        var length: Int32 = 0
        var last: Int32 = 0
        let isDone = unsafe output.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return false }
            return unsafe EVP_DecryptUpdate(context, start, &length, bytes, Int32(bytes.count)) == 1
                && EVP_DecryptFinal_ex(context, start + Int(length), &last) == 1
        }
        guard isDone, Int(length + last) == bytes.count else {
            _ = OpenSSLErrors.drain()
            throw .undecipherable
        }
        output.removeLast()
        return output
    }
}
