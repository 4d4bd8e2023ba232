/// A public key that signatures are verified with: RSA of 2048 to 8192 bits, or EC on P-256, P-384 or P-521. Any other is
/// refused when it is read. Two are equal when their SubjectPublicKeyInfo is.
package final class PublicKey: Sendable, Hashable, CustomStringConvertible {
    let key: OpenSSLKey
    /// DER SubjectPublicKeyInfo.
    package let subjectPublicKeyInfo: [UInt8]

    init(_ key: OpenSSLKey) throws(CryptoError) {
        self.key = key
        subjectPublicKeyInfo = try key.subjectPublicKeyInfo()
    }

    /// A bare key, as DER SubjectPublicKeyInfo.
    package convenience init(subjectPublicKeyInfo: [UInt8]) throws(CryptoError) {
        guard subjectPublicKeyInfo.count <= 16 * 1024 else { throw .malformedKey("more than 16 KiB") }
        try self.init(OpenSSLKey.publicKey(subjectPublicKeyInfo: subjectPublicKeyInfo))
    }

    /// The key inside a certificate.
    package convenience init(certificate: Certificate) throws(CryptoError) {
        try self.init(subjectPublicKeyInfo: certificate.publicKey.subjectPublicKeyInfo)
    }

    /// The same in base64.
    package convenience init(base64: String) throws(CryptoError) {
        guard let der = Base64.decode(base64, allowing: .any) else { throw .malformedKey("not base64") }
        try self.init(subjectPublicKeyInfo: der)
    }

    /// A bare RSA key by its two numbers, big-endian, as ds:RSAKeyValue holds them.
    package convenience init(rsaModulus modulus: [UInt8], exponent: [UInt8]) throws(CryptoError) {
        guard modulus.count <= 2048, exponent.count <= 64 else { throw .malformedKey("an RSA key of that length") }
        try self.init(subjectPublicKeyInfo: RSAKeyInfo.der(modulus: modulus, exponent: exponent))
    }

    /// SHA-256 of the SubjectPublicKeyInfo as `AB:CD:…`: what two people compare by telephone.
    package var fingerprint: String {
        Digest.sha256(subjectPublicKeyInfo).map { Hex.encode([$0]).uppercased() }.joined(separator: ":")
    }

    /// RSA or EC, and the size.
    package var kind: KeyKind { key.kind }

    /// Returns when `signature` (RSA PKCS #1 v1.5, or ECDSA r ‖ s) is this key's over `bytes` by `algorithm`; throws
    /// otherwise. There is no result to forget to look at.
    package func verify(_ signature: [UInt8], over bytes: [UInt8], with algorithm: SignatureAlgorithm)
        throws(CryptoError)
    {
        guard kind.fits(algorithm) else { throw .algorithmDoesNotFitKey }
        guard algorithm.isECDSA else {
            return try key.verify(signature, over: bytes, digest: algorithm.digest.library)
        }
        let der = try ECDSASignature.der(concatenated: signature, scalarBytes: kind.scalarBytes)
        try key.verify(der, over: bytes, digest: algorithm.digest.library)
    }

    package static func == (left: PublicKey, right: PublicKey) -> Bool {
        left.subjectPublicKeyInfo == right.subjectPublicKeyInfo
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(subjectPublicKeyInfo)
    }

    package var description: String { "public key (\(kind))" }
}
