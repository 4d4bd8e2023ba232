import Crypto
package import Directory

extension MetadataSource.Terms {
    /// The key of a PEM file that an operator got by another way than the document: a bare public key, or a certificate
    /// as its container. Nil when it is neither, or a key of a kind that is refused.
    package static func key(pem: [UInt8]) -> [UInt8]? {
        guard pem.count <= 64 * 1024 else { return nil }
        if let certificate = try? Certificate(pem: pem) {
            return (try? certificate.publicKey)?.subjectPublicKeyInfo
        }
        guard let der = PEM.decode(pem, label: "PUBLIC KEY") else { return nil }
        return (try? PublicKey(subjectPublicKeyInfo: der))?.subjectPublicKeyInfo
    }
}
