import Crypto

/// Which algorithms this site makes and takes: all that the program knows, without those that its operator banned
/// (IIP-ALG08). What is weak beyond doubt (MD5, SHA-1 in signatures, RSA PKCS #1 v1.5 encryption, HMAC, DSA, Triple DES)
/// is not known here at all.
package struct AlgorithmPolicy: Sendable, Hashable {
    private let banned: Set<String>

    /// Every algorithm that the program knows.
    package static let everything = AlgorithmPolicy(banning: [])

    /// - Parameter banned: URIs; banning a digest bans every signature and key transport that needs it.
    package init(banning banned: Set<String>) {
        self.banned = banned
    }

    /// The URIs that a ban can name: the others are none that the program could use.
    package static let known: Set<String> = Set(
        SignatureAlgorithm.allCases.map(\.rawValue) + DigestAlgorithm.allCases.map(\.rawValue)
            + ContentCipher.allCases.map(\.rawValue) + KeyTransport.Algorithm.allCases.map(\.rawValue)
            + KeyTransport.Digest.allCases.flatMap { [$0.rawValue, $0.maskURI] })

    /// The signature algorithms that are left.
    var signatures: [SignatureAlgorithm] { SignatureAlgorithm.allCases.filter(allows) }

    /// The digests that are left.
    var digests: [DigestAlgorithm] { DigestAlgorithm.allCases.filter { !banned.contains($0.rawValue) } }

    /// The content ciphers that are left, the best first.
    var ciphers: [ContentCipher] { Self.ranked.filter { !banned.contains($0.rawValue) } }

    func allows(_ algorithm: SignatureAlgorithm) -> Bool {
        !banned.contains(algorithm.rawValue) && !banned.contains(algorithm.digest.rawValue)
    }

    func allows(_ transport: KeyTransport) -> Bool {
        [transport.algorithm.rawValue, transport.digest.rawValue, transport.mask.rawValue, transport.mask.maskURI]
            .allSatisfy { !banned.contains($0) }
    }

    private static let ranked: [ContentCipher] = [
        .aes256GCM, .aes128GCM, .aes192GCM, .aes256CBC, .aes128CBC, .aes192CBC,
    ]
}
