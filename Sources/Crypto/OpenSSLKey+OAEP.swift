import COpenSSL

// The wall to RSA-OAEP.
extension OpenSSLKey {
    func encrypt(_ bytes: [UInt8], digest: OpenSSLDigest, mask: OpenSSLDigest) throws(CryptoError) -> [UInt8] {
        let output = unsafe withPointer { pointer -> [UInt8]? in
            let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil)
            defer { unsafe EVP_PKEY_CTX_free(context) }
            var length = Int(unsafe EVP_PKEY_get_size(pointer))
            var output = [UInt8](repeating: 0, count: length)
            guard unsafe EVP_PKEY_encrypt_init(context) == 1, unsafe Self.setOAEP(context, digest, mask),
                unsafe EVP_PKEY_encrypt(context, &output, &length, bytes, bytes.count) == 1,
                length == output.count
            else { return nil }
            return output
        }
        guard let output else { throw OpenSSLErrors.failure("encryption of a key") }
        return output
    }

    func decrypt(_ bytes: [UInt8], digest: OpenSSLDigest, mask: OpenSSLDigest) throws(CryptoError) -> [UInt8] {
        let output = unsafe withPointer { pointer -> [UInt8]? in
            let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil)
            defer { unsafe EVP_PKEY_CTX_free(context) }
            var length = Int(unsafe EVP_PKEY_get_size(pointer))
            var output = [UInt8](repeating: 0, count: length)
            guard unsafe EVP_PKEY_decrypt_init(context) == 1, unsafe Self.setOAEP(context, digest, mask),
                unsafe EVP_PKEY_decrypt(context, &output, &length, bytes, bytes.count) == 1
            else { return nil }
            return Array(output.prefix(length))
        }
        guard let output else {
            _ = OpenSSLErrors.drain()
            throw .undecipherable
        }
        return output
    }

    private static func setOAEP(_ context: OpaquePointer?, _ digest: OpenSSLDigest, _ mask: OpenSSLDigest) -> Bool {
        unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_oaep_md(context, digest.pointer) == 1
            && EVP_PKEY_CTX_set_rsa_mgf1_md(context, mask.pointer) == 1
    }
}
