package import Crypto
import Directory
import SAML
package import XML

/// The key that this identity provider signs with, ready for every algorithm that it can make.
package struct SigningKeys: Sendable {
    /// What service providers verify with.
    package let certificate: Certificate
    let preferred: XMLSigner
    private let usual: SignatureAlgorithm
    private let signers: [SignatureAlgorithm: XMLSigner]
    private let key: PrivateKey

    /// - Throws: `XMLError` when the certificate is not the key's.
    package init(key: PrivateKey, certificate: Certificate) throws(XMLError) {
        self.certificate = certificate
        self.key = key
        usual = key.kind.signatureAlgorithm
        preferred = try XMLSigner(key: key, certificate: certificate, prefixes: Namespace.prefixes)
        var signers: [SignatureAlgorithm: XMLSigner] = [:]
        for algorithm in SignatureAlgorithm.allCases {
            // An algorithm of another kind of key makes no signer.
            signers[algorithm] = try? XMLSigner(
                key: key, certificate: certificate, algorithm: algorithm, prefixes: Namespace.prefixes)
        }
        self.signers = signers
    }

    /// The signer for what a service provider gets: by the algorithm that the operator chose for it, else by our usual
    /// one if it takes that, else by the first of those that it declares; nil when there is none (IIP-MD10).
    func signer(for serviceProvider: ServiceProvider, allowing policy: AlgorithmPolicy) -> XMLSigner? {
        algorithm(for: serviceProvider, allowing: policy).flatMap { $0 == usual ? preferred : signers[$0] }
    }

    /// The signer of queries, by the same rule; our usual one where none is taken.
    func redirectSigner(for serviceProvider: ServiceProvider, allowing policy: AlgorithmPolicy) -> RedirectSigner {
        RedirectSigner(key: key, algorithm: algorithm(for: serviceProvider, allowing: policy) ?? usual)
    }

    /// The algorithm of those signers.
    func algorithm(for serviceProvider: ServiceProvider, allowing policy: AlgorithmPolicy) -> SignatureAlgorithm? {
        let settings = serviceProvider.settings
        func accepts(_ algorithm: SignatureAlgorithm) -> Bool {
            policy.allows(algorithm)
                && (settings.digestMethods.isEmpty || settings.digestMethods.contains(algorithm.digest.rawValue))
        }
        let chosen = serviceProvider.effective.signatureAlgorithm.flatMap(SignatureAlgorithm.init(rawValue:))
        if let chosen, policy.allows(chosen), signers[chosen] != nil { return chosen }
        // What is declared and unknown to us (SHA-1) still declares.
        let declared = settings.signingMethods.compactMap(SignatureAlgorithm.init(rawValue:))
        let candidates = settings.signingMethods.isEmpty ? SignatureAlgorithm.allCases : declared
        if candidates.contains(usual), accepts(usual) { return usual }
        return candidates.first { accepts($0) && signers[$0] != nil }
    }
}
