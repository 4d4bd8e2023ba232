import Crypto
import SAML
import XML

/// What service providers may encrypt for us, which is the name in a LogoutRequest (SAML Core §3.7.1).
enum InboundEncryption {
    /// Ciphers that notice changes, and nothing else: with AES-CBC whether we can read a message would tell something of
    /// it, bit by bit.
    private static let ciphers: [ContentCipher] = [.aes256GCM, .aes128GCM, .aes192GCM]

    /// What everybody has stands first (xmlsec1 of Debian 12 has no other); the two digests of IIP-ALG06.
    private static let transports = [
        KeyTransport(.rsaOAEPMGF1P), KeyTransport(.rsaOAEPMGF1P, digest: .sha256),
        KeyTransport(.rsaOAEP, digest: .sha256, mask: .sha256), KeyTransport(.rsaOAEP),
    ]

    /// As our metadata declares it; empty when the site's ban leaves nothing.
    static func methods(allowing policy: AlgorithmPolicy) -> [EncryptionMethod] {
        let ciphers = ciphers.filter { policy.ciphers.contains($0) }
        let transports = transports.filter { policy.allows($0) }
        guard !ciphers.isEmpty, !transports.isEmpty else { return [] }
        return ciphers.map { EncryptionMethod($0.rawValue) }
            + transports.map { transport in
                EncryptionMethod(
                    transport.algorithm.rawValue, digestMethod: transport.digest.rawValue,
                    maskFunction: transport.algorithm == .rsaOAEP ? transport.mask.maskURI : nil)
            }
    }

    /// Whether what was received is encrypted by a cipher that we declare.
    static func accepts(_ encrypted: EncryptedID, allowing policy: AlgorithmPolicy) -> Bool {
        ciphers.contains(encrypted.contentCipher) && policy.ciphers.contains(encrypted.contentCipher)
    }
}
