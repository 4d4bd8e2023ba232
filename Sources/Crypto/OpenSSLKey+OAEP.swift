import COpenSSL
import Synchronization

// The wall to RSA-OAEP.
extension OpenSSLKey {
    func encrypt(_ bytes: [UInt8], digest: OpenSSLDigest, mask: OpenSSLDigest) throws(CryptoError) -> [UInt8] {
        let oaep = OAEP(digest: digest, mask: mask)
        return try encrypting.withLock { (known) throws(CryptoError) in
            if let context = known[oaep] { return context }
            let context = try unsafe withPointer { (key) throws(CryptoError) in
                try unsafe EncryptingContext(key: key, oaep)
            }
            known[oaep] = context
            return context
        }.encrypt(bytes)
    }

    func decrypt(_ bytes: [UInt8], digest: OpenSSLDigest, mask: OpenSSLDigest) throws(CryptoError) -> [UInt8] {
        let output = unsafe withPointer { pointer -> [UInt8]? in
            let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil)
            defer { unsafe EVP_PKEY_CTX_free(context) }
            var length = Int(unsafe EVP_PKEY_get_size(pointer))
            var output = [UInt8](repeating: 0, count: length)
            guard unsafe EVP_PKEY_decrypt_init(context) == 1, unsafe OAEP(digest: digest, mask: mask).set(on: context),
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
}
