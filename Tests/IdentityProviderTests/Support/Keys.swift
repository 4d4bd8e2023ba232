import Crypto
import FoundationEssentials

@testable import IdentityProvider

/// The keys of this run: real ones, made once.
enum Keys {
    /// The identity provider's.
    static let ours = Result { try PrivateKey.generate(.rsa2048) }
    static let oursEC = Result { try PrivateKey.generate(.ecP256) }
    /// The service providers'.
    static let theirs = Result { try PrivateKey.generate(.rsa2048) }
    static let theirsEC = Result { try PrivateKey.generate(.ecP256) }
    /// Nobody's who is registered.
    static let strange = Result { try PrivateKey.generate(.rsa2048) }

    /// Ours for the metadata document, and those that service providers encrypt for: in use, and before.
    static let metadata = Result { try PrivateKey.generate(.rsa2048) }
    static let encryption = Result { try PrivateKey.generate(.rsa2048) }
    static let encryptionBefore = Result { try PrivateKey.generate(.rsa2048) }

    /// The keys of a site.
    static func set(
        signing: PrivateKey, _ own: Certificate? = nil, others: [Certificate] = [], revision: Int64 = 0
    ) throws -> IdentityKeys {
        try IdentityKeys(
            revision: revision, signing: SigningKeys(key: signing, certificate: own ?? certificate(signing)),
            others: others,
            metadata: pair(metadata), encryption: [pair(encryption), pair(encryptionBefore)])
    }

    private static func pair(_ key: Result<PrivateKey, any Error>) throws -> IdentityKeys.Pair {
        (key: try key.get(), certificate: try certificate(try key.get()))
    }

    static func certificate(_ key: PrivateKey, from: Date = Site.morning - 86_400, days: Double = 365) throws
        -> Certificate
    {
        try Certificate.selfSigned(
            key: key, commonName: "valmont.example", from: from, until: from + days * 86_400, randomness: .system)
    }
}
