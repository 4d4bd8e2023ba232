import Crypto
import Directory
import XML

extension ContentEncryption {
    /// How to encrypt for a service provider; nil when it names no key and algorithms that we may use.
    ///
    /// Any one of its keys will do (IIP-MD08); of those that allow the best cipher the first is taken, since the first
    /// listed is the one to come during a rollover. Only algorithms that are declared with the key are used (IIP-MD10);
    /// a key with which none is declared takes AES-256-GCM and rsa-oaep-mgf1p, which everybody has. AES-CBC is for keys
    /// that declare nothing better, and for the preset *legacy*. Certificates are containers of keys: neither date nor
    /// issuer matters (IIP-MD12).
    static func choose(for serviceProvider: ServiceProvider, allowing policy: AlgorithmPolicy) -> ContentEncryption? {
        choose(for: serviceProvider.settings, serviceProvider.effective, allowing: policy)
    }

    /// The same for settings that belong to nobody yet.
    static func choose(
        for settings: ServiceProviderSettings, _ effective: EffectiveSettings, allowing policy: AlgorithmPolicy
    ) -> ContentEncryption? {
        let ciphers = policy.ciphers.filter { effective.contentCipher == nil || $0.rawValue == effective.contentCipher }
        let keys = settings.encryptionKeys.compactMap { key -> (Certificate, Set<String>, KeyTransport)? in
            guard let certificate = try? Certificate(base64: key.certificate),
                let transport = transport(key.methods, allowing: policy)
            else { return nil }
            let declared = Set(key.methods.map(\.algorithm).filter { ContentCipher(rawValue: $0) != nil })
            return (certificate, declared, transport)
        }
        for cipher in ciphers {
            for (certificate, declared, transport) in keys {
                let isTaken =
                    declared.isEmpty
                    ? cipher.isAuthenticated == (effective.preset != .legacy) || effective.contentCipher != nil
                    : declared.contains(cipher.rawValue)
                guard isTaken else { continue }
                // A key of a kind that cannot be encrypted for (EC, a short RSA key) is passed over.
                if let chosen = try? ContentEncryption(certificate: certificate, cipher: cipher, transport: transport) {
                    return chosen
                }
            }
        }
        return nil
    }

    /// Of the transports declared, rsa-oaep-mgf1p first (SDP-ALG01); digest and mask are SHA-1 where nothing is said
    /// (XML Encryption 1.1 §5.5.2, IIP-ALG06).
    private static func transport(
        _ methods: [ServiceProviderSettings.EncryptionKey.Method], allowing policy: AlgorithmPolicy
    ) -> KeyTransport? {
        // What is neither a cipher nor a transport that we know is a transport that we refuse: rsa-1_5.
        let others = methods.filter { ContentCipher(rawValue: $0.algorithm) == nil && !isForeignCipher($0.algorithm) }
        guard !others.isEmpty else {
            return [KeyTransport(.rsaOAEPMGF1P), KeyTransport(.rsaOAEP, digest: .sha256, mask: .sha256)]
                .first(where: policy.allows)
        }
        let known = others.compactMap { method -> KeyTransport? in
            guard let algorithm = KeyTransport.Algorithm(rawValue: method.algorithm) else { return nil }
            let digest = method.digest.map(KeyTransport.Digest.init(rawValue:)) ?? .sha1
            let mask = method.mask.map(KeyTransport.Digest.init(maskURI:)) ?? .sha1
            guard let digest, let mask else { return nil }
            return KeyTransport(algorithm, digest: digest, mask: mask)
        }.filter(policy.allows)
        return known.first { $0.algorithm == .rsaOAEPMGF1P } ?? known.first
    }

    /// Ciphers that others have and we do not; said of a key, they say nothing of its transport.
    private static func isForeignCipher(_ uri: String) -> Bool {
        uri == "http://www.w3.org/2001/04/xmlenc#tripledes-cbc" || uri.contains("camellia") || uri.contains("seed128")
    }
}
