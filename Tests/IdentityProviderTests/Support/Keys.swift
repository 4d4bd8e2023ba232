import Crypto
import FoundationEssentials

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

    static func certificate(_ key: PrivateKey, from: Date = Site.morning - 86_400, days: Double = 365) throws
        -> Certificate
    {
        try Certificate.selfSigned(
            key: key, commonName: "valmont.example", from: from, until: from + days * 86_400, randomness: .system)
    }
}
