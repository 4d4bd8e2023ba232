package import Crypto
import SAML
package import XML

/// The key that this identity provider signs with, ready for every algorithm that it can make.
package struct SigningKeys: Sendable {
    /// What service providers verify with.
    package let certificate: Certificate
    private let preferred: XMLSigner
    private let signers: [SignatureAlgorithm: XMLSigner]
    private let key: PrivateKey

    /// - Throws: `XMLError` when the certificate is not the key's.
    package init(key: PrivateKey, certificate: Certificate) throws(XMLError) {
        self.certificate = certificate
        self.key = key
        preferred = try XMLSigner(key: key, certificate: certificate, prefixes: Namespace.prefixes)
        var signers: [SignatureAlgorithm: XMLSigner] = [:]
        for algorithm in SignatureAlgorithm.allCases {
            // An algorithm of another kind of key makes no signer.
            signers[algorithm] = try? XMLSigner(
                key: key, certificate: certificate, algorithm: algorithm, prefixes: Namespace.prefixes)
        }
        self.signers = signers
    }

    /// The signer of an algorithm's URI; the key's usual one when none, or one of another kind of key, is named.
    func signer(_ algorithm: String?) -> XMLSigner {
        algorithm.flatMap(SignatureAlgorithm.init(rawValue:)).flatMap { signers[$0] } ?? preferred
    }

    /// The signer of queries, by the same rule.
    func redirectSigner(_ algorithm: String?) -> RedirectSigner {
        let chosen = algorithm.flatMap(SignatureAlgorithm.init(rawValue:)).flatMap { signers[$0] == nil ? nil : $0 }
        return RedirectSigner(key: key, algorithm: chosen ?? key.kind.signatureAlgorithm)
    }
}
