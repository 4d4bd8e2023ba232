import COpenSSL
import Synchronization

/// The wall to `EVP_PKEY`: one key of a kind that this program accepts, freed with the last reference.
@safe final class OpenSSLKey: @unchecked Sendable {
    // Sendable: an EVP_PKEY is not changed after its making, and signing and verifying with one from several threads is
    // allowed (each call has its own context).
    private let pointer: OpaquePointer
    let kind: KeyKind
    /// What this key was used for before, set up once for each digest.
    private let signing = Mutex<[OpenSSLDigest: SigningContext]>([:])
    let encrypting = Mutex<[OAEP: EncryptingContext]>([:])

    /// Takes over the reference; frees it when the key is refused.
    init(adopting pointer: OpaquePointer) throws(CryptoError) {
        do {
            kind = try unsafe OpenSSLKey.kind(of: pointer)
        } catch {
            unsafe EVP_PKEY_free(pointer)
            throw error
        }
        unsafe self.pointer = pointer
    }

    deinit {
        unsafe EVP_PKEY_free(pointer)
    }

    private static func kind(of pointer: OpaquePointer) throws(CryptoError) -> KeyKind {
        switch unsafe EVP_PKEY_get_base_id(pointer) {
        case EVP_PKEY_RSA:
            let bits = Int(unsafe EVP_PKEY_get_bits(pointer))
            guard (2048...8192).contains(bits) else { throw .unsupportedKey("RSA of \(bits) bits") }
            return .rsa(bits: bits)
        case EVP_PKEY_EC:
            var name = [CChar](repeating: 0, count: 64)
            var length = 0
            guard unsafe EVP_PKEY_get_group_name(pointer, &name, name.count, &length) == 1 else {
                throw .unsupportedKey("EC without a named curve: \(OpenSSLErrors.drain())")
            }
            switch String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self) {
            case "prime256v1": return .ec(bits: 256)
            case "secp384r1": return .ec(bits: 384)
            case "secp521r1": return .ec(bits: 521)
            case let other: throw .unsupportedKey("the curve \(other)")
            }
        default:
            throw .unsupportedKey("neither RSA nor EC")
        }
    }

    // MARK: Making and reading

    static func generate(_ type: KeyType) throws(CryptoError) -> OpenSSLKey {
        let (id, bits, curve): (Int32, Int32, Int32) =
            switch type {
            case .rsa2048: (EVP_PKEY_RSA, 2048, 0)
            case .rsa3072: (EVP_PKEY_RSA, 3072, 0)
            case .rsa4096: (EVP_PKEY_RSA, 4096, 0)
            case .ecP256: (EVP_PKEY_EC, 0, NID_X9_62_prime256v1)
            case .ecP384: (EVP_PKEY_EC, 0, NID_secp384r1)
            }
        let context = unsafe EVP_PKEY_CTX_new_id(id, nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_keygen_init(context) == 1,
            unsafe id == EVP_PKEY_RSA
                ? EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits) == 1
                : EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, curve) == 1,
            unsafe EVP_PKEY_generate(context, &key) == 1, let key = unsafe key
        else { throw OpenSSLErrors.failure("key generation") }
        return try unsafe OpenSSLKey(adopting: key)
    }

    /// An unencrypted private key in PEM (PKCS #8, PKCS #1 or SEC 1). An encrypted one is refused, never asked for.
    static func privateKey(pem: [UInt8]) throws(CryptoError) -> OpenSSLKey {
        let input = unsafe BIO_new_mem_buf(pem, Int32(pem.count))
        defer { unsafe BIO_free(input) }
        // Without a callback OpenSSL would prompt on the terminal.
        let noPassphrase:
            @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 =
                { _, _, _, _ in -1 }
        guard let key = unsafe PEM_read_bio_PrivateKey(input, nil, noPassphrase, nil) else {
            throw .malformedKey("no unencrypted PEM private key: \(OpenSSLErrors.drain())")
        }
        return try unsafe OpenSSLKey(adopting: key)
    }

    /// A public key as DER SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), nothing after it.
    static func publicKey(subjectPublicKeyInfo der: [UInt8]) throws(CryptoError) -> OpenSSLKey {
        let (key, consumed) = unsafe der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            let key = unsafe d2i_PUBKEY(nil, &cursor, buffer.count)
            let consumed = unsafe cursor.map { unsafe $0 - (buffer.baseAddress ?? $0) } ?? 0
            return unsafe (key, consumed)
        }
        guard let key = unsafe key else { throw .malformedKey("SubjectPublicKeyInfo: \(OpenSSLErrors.drain())") }
        let adopted = try unsafe OpenSSLKey(adopting: key)
        guard consumed == der.count else { throw .malformedKey("bytes after the SubjectPublicKeyInfo") }
        return adopted
    }

    func privateKeyPEM() throws(CryptoError) -> [UInt8] {
        let output = unsafe BIO_new(BIO_s_secmem())
        defer { unsafe BIO_free(output) }
        guard unsafe PEM_write_bio_PKCS8PrivateKey(output, pointer, nil, nil, 0, nil, nil) == 1 else {
            throw OpenSSLErrors.failure("writing a private key")
        }
        let count = Int(unsafe BIO_ctrl_pending(output))
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = max(0, Int(unsafe BIO_read(output, buffer.baseAddress, Int32(count))))
        }
    }

    func subjectPublicKeyInfo() throws(CryptoError) -> [UInt8] {
        var encoded: UnsafeMutablePointer<UInt8>?
        let count = unsafe i2d_PUBKEY(pointer, &encoded)
        guard count > 0, let bytes = unsafe encoded else { throw OpenSSLErrors.failure("writing a public key") }
        defer { unsafe CRYPTO_free(bytes, "", 0) }
        return unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: Int(count)))
    }

    // MARK: Signatures

    /// PKCS #1 v1.5 for RSA, DER `ECDSA-Sig-Value` for EC.
    func sign(_ bytes: [UInt8], digest: OpenSSLDigest) throws(CryptoError) -> [UInt8] {
        try signing.withLock { (known) throws(CryptoError) in
            if let context = known[digest] { return context }
            let context = try unsafe SigningContext(key: pointer, digest: digest)
            known[digest] = context
            return context
        }.sign(bytes)
    }

    /// Returns when the signature is the key's over `bytes`, and throws in every other case, errors included.
    func verify(_ signature: [UInt8], over bytes: [UInt8], digest: OpenSSLDigest) throws(CryptoError) {
        let context = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe EVP_DigestVerifyInit(context, nil, digest.pointer, nil, pointer) == 1 else {
            throw OpenSSLErrors.failure("verifying")
        }
        guard unsafe EVP_DigestVerify(context, signature, signature.count, bytes, bytes.count) == 1 else {
            _ = OpenSSLErrors.drain()
            throw .signatureInvalid
        }
    }

    /// For the other walls of this module; the pointer is borrowed for the call.
    func withPointer<R, Failure: Error>(_ body: (OpaquePointer) throws(Failure) -> R) throws(Failure) -> R {
        try unsafe body(pointer)
    }
}

extension PublicKey {
    /// An `EVP_PKEY` of this key, for the wall to xmlsec1 and nobody else: a reference that the receiver owns and frees.
    /// It is shared, as every use of an `EVP_PKEY` for verifying may be. Reading the key again from its bytes would cost
    /// ten times the verification.
    package func retainedLibraryKey() -> OpaquePointer? {
        unsafe key.withPointer { pointer in unsafe EVP_PKEY_up_ref(pointer) == 1 ? pointer : nil }
    }
}
