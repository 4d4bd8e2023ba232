import COpenSSL

// The wall to private keys under a passphrase: encrypted PKCS #8 (RFC 5958 §3, RFC 8018 §6.2).
extension OpenSSLKey {
    /// PBKDF2 with HMAC-SHA-512 and so many rounds, as OWASP's cheat sheet of password storage asks at least: a tenth of a
    /// second for each key at the server's start.
    private static let rounds: Int32 = 210_000

    /// The longest passphrase that is taken, in bytes.
    static let longestPassphrase = 1024

    /// A private key in PEM, opened with a passphrase. Nobody is asked at a terminal: the passphrase is an argument.
    static func privateKey(pem: [UInt8], passphrase: [UInt8]) throws(CryptoError) -> OpenSSLKey {
        guard isPassphrase(passphrase) else { throw .malformedKey("the passphrase is empty, too long or holds a NUL") }
        let input = unsafe BIO_new_mem_buf(pem, Int32(pem.count))
        defer { unsafe BIO_free(input) }
        // Without a callback OpenSSL takes the last argument for the passphrase, ended by a NUL.
        var ended = passphrase + [0]
        defer { for index in ended.indices { ended[index] = 0 } }
        let found = unsafe ended.withUnsafeMutableBytes { buffer in
            unsafe PEM_read_bio_PrivateKey(input, nil, nil, buffer.baseAddress)
        }
        guard let key = unsafe found else {
            throw .malformedKey("it cannot be opened with the passphrase: \(OpenSSLErrors.drain())")
        }
        return try unsafe OpenSSLKey(adopting: key)
    }

    /// Encrypted PKCS #8 in PEM: AES-256-CBC under a key made of the passphrase.
    func privateKeyPEM(passphrase: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard Self.isPassphrase(passphrase) else {
            throw .malformedKey("the passphrase is empty, too long or holds a NUL")
        }
        let written = unsafe withPointer { pointer -> [UInt8]? in
            guard let plain = unsafe EVP_PKEY2PKCS8(pointer) else { return nil }
            defer { unsafe PKCS8_PRIV_KEY_INFO_free(plain) }
            guard
                let algorithm = unsafe PKCS5_pbe2_set_iv(
                    EVP_aes_256_cbc(), Self.rounds, nil, 16, nil, NID_hmacWithSHA512)
            else { return nil }
            let sealed = unsafe passphrase.withUnsafeBytes { bytes in
                unsafe PKCS8_set0_pbe(
                    bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), plain, algorithm)
            }
            guard let sealed = unsafe sealed else {
                unsafe X509_ALGOR_free(algorithm)
                return nil
            }
            defer { unsafe X509_SIG_free(sealed) }
            let output = unsafe BIO_new(BIO_s_mem())
            defer { unsafe BIO_free(output) }
            guard unsafe PEM_write_bio_PKCS8(output, sealed) == 1 else { return nil }
            let count = Int(unsafe BIO_ctrl_pending(output))
            return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
                initialized = max(0, Int(unsafe BIO_read(output, buffer.baseAddress, Int32(count))))
            }
        }
        guard let written else { throw OpenSSLErrors.failure("encrypting a private key") }
        return written
    }

    private static func isPassphrase(_ bytes: [UInt8]) -> Bool {
        (1...longestPassphrase).contains(bytes.count) && !bytes.contains(0)
    }
}
