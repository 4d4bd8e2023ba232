/// A private signing key. It may be used by several threads at once; its memory is freed (and wiped by OpenSSL) with the
/// last reference. It is never printed.
package final class PrivateKey: Sendable, CustomStringConvertible {
    let key: OpenSSLKey
    /// The public half.
    package let publicKey: PublicKey

    private init(_ key: OpenSSLKey) throws(CryptoError) {
        self.key = key
        publicKey = try PublicKey(subjectPublicKeyInfo: key.subjectPublicKeyInfo())
    }

    /// A new key pair from the library's own generator. RSA takes a good fraction of a second.
    package static func generate(_ type: KeyType) throws(CryptoError) -> PrivateKey {
        try PrivateKey(OpenSSLKey.generate(type))
    }

    /// Reads an unencrypted PEM key (PKCS #8, PKCS #1 or SEC 1). A key under a passphrase is refused; nobody is asked.
    package convenience init(pem: [UInt8]) throws(CryptoError) {
        guard pem.count <= 64 * 1024 else { throw .malformedKey("more than 64 KiB") }
        try self.init(OpenSSLKey.privateKey(pem: pem))
    }

    /// Reads a PEM key that may be under a passphrase; one that is not is read as it is. Nobody is asked at a terminal.
    ///
    /// - Parameter passphrase: 1 to 1,024 bytes without NUL.
    /// - Throws: `malformedKey` for a wrong passphrase as for a damaged file: they cannot be told apart.
    package convenience init(pem: [UInt8], passphrase: [UInt8]) throws(CryptoError) {
        guard pem.count <= 64 * 1024 else { throw .malformedKey("more than 64 KiB") }
        try self.init(OpenSSLKey.privateKey(pem: pem, passphrase: passphrase))
    }

    /// Whether a PEM text holds a key under a passphrase (RFC 7468 §11, or the older header of RFC 1421).
    package static func isProtected(pem: [UInt8]) -> Bool {
        let text = String(decoding: pem.prefix(64 * 1024), as: UTF8.self)
        return text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") || text.contains("Proc-Type: 4,ENCRYPTED")
    }

    /// PKCS #8 PEM under a passphrase: AES-256-CBC, PBKDF2 with HMAC-SHA-512 (RFC 8018). Takes a tenth of a second.
    ///
    /// - Parameter passphrase: 1 to 1,024 bytes without NUL.
    package func pem(passphrase: [UInt8]) throws(CryptoError) -> [UInt8] {
        try key.privateKeyPEM(passphrase: passphrase)
    }

    /// PKCS #8 PEM, unencrypted: for a file of mode 0400.
    package func pem() throws(CryptoError) -> [UInt8] {
        try key.privateKeyPEM()
    }

    /// RSA or EC, and the size.
    package var kind: KeyKind { key.kind }

    /// Signs `bytes`. The result is what XML Signature puts in SignatureValue: for RSA the PKCS #1 v1.5 value, for ECDSA
    /// r ‖ s, each as long as the curve's order (XML Signature 1.1 §6.4.3), not DER.
    package func sign(_ bytes: [UInt8], with algorithm: SignatureAlgorithm) throws(CryptoError) -> [UInt8] {
        guard key.kind.fits(algorithm) else { throw .algorithmDoesNotFitKey }
        let signature = try key.sign(bytes, digest: algorithm.digest.library)
        guard algorithm.isECDSA else { return signature }
        return try ECDSASignature.concatenated(der: signature, scalarBytes: key.kind.scalarBytes)
    }

    package var description: String { "private key (\(kind))" }
}
