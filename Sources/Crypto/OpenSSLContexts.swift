import COpenSSL

// The walls to contexts that are set up once for a key and copied for each use. To set one up OpenSSL looks its algorithms
// up by their names, in tables that no processor's cache holds: with RSA of 2048 bits a tenth of the encryption's time.

/// The wall to `EVP_DigestSign`: how one key signs with one digest.
@safe final class SigningContext: @unchecked Sendable {
    // Sendable: after its making it is only copied, which changes nothing but atomic counts of references.
    private let pointer: OpaquePointer
    /// The most bytes that a signature of the key has.
    private let capacity: Int

    init(key: OpaquePointer, digest: OpenSSLDigest) throws(CryptoError) {
        guard let context = unsafe EVP_MD_CTX_new() else { throw OpenSSLErrors.failure("signing") }
        guard unsafe EVP_DigestSignInit(context, nil, digest.pointer, nil, key) == 1 else {
            unsafe EVP_MD_CTX_free(context)
            throw OpenSSLErrors.failure("signing")
        }
        unsafe pointer = context
        capacity = Int(unsafe EVP_PKEY_get_size(key))
    }

    deinit {
        unsafe EVP_MD_CTX_free(pointer)
    }

    func sign(_ bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        let copy = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(copy) }
        var signature = [UInt8](repeating: 0, count: capacity)
        var length = capacity
        guard unsafe EVP_MD_CTX_copy_ex(copy, pointer) == 1,
            unsafe EVP_DigestSign(copy, &signature, &length, bytes, bytes.count) == 1
        else { throw OpenSSLErrors.failure("signing") }
        signature.removeLast(capacity - length)
        return signature
    }
}

/// The digests of one RSA-OAEP.
struct OAEP: Hashable {
    let digest: OpenSSLDigest
    let mask: OpenSSLDigest

    /// Sets a context up that is for encryption or decryption already.
    func set(on context: OpaquePointer?) -> Bool {
        unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_oaep_md(context, digest.pointer) == 1
            && EVP_PKEY_CTX_set_rsa_mgf1_md(context, mask.pointer) == 1
    }
}

/// The wall to `EVP_PKEY_encrypt`: how one RSA key encrypts.
@safe final class EncryptingContext: @unchecked Sendable {
    // Sendable: as above.
    private let pointer: OpaquePointer
    /// Bytes of the key's modulus, and so of what it encrypts.
    private let size: Int

    init(key: OpaquePointer, _ oaep: OAEP) throws(CryptoError) {
        guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else {
            throw OpenSSLErrors.failure("encryption of a key")
        }
        guard unsafe EVP_PKEY_encrypt_init(context) == 1, unsafe oaep.set(on: context) else {
            unsafe EVP_PKEY_CTX_free(context)
            throw OpenSSLErrors.failure("encryption of a key")
        }
        unsafe pointer = context
        size = Int(unsafe EVP_PKEY_get_size(key))
    }

    deinit {
        unsafe EVP_PKEY_CTX_free(pointer)
    }

    func encrypt(_ bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        let copy = unsafe EVP_PKEY_CTX_dup(pointer)
        defer { unsafe EVP_PKEY_CTX_free(copy) }
        var output = [UInt8](repeating: 0, count: size)
        var length = size
        guard unsafe EVP_PKEY_encrypt(copy, &output, &length, bytes, bytes.count) == 1, length == size else {
            throw OpenSSLErrors.failure("encryption of a key")
        }
        return output
    }
}
