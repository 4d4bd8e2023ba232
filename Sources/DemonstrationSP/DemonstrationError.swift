package import Crypto
package import SAML
package import XML

/// Why the demonstration cannot start.
package enum DemonstrationError: Error, Sendable, CustomStringConvertible {
    /// The identity provider's metadata cannot be used, or our own cannot be written.
    case saml(SAMLError)
    /// A key cannot be made or read.
    case crypto(CryptoError)
    /// A key and its certificate do not belong together.
    case xml(XMLError)
    /// A file of the folder of keys cannot be read or written: its name.
    case file(String)

    /// What is wrong, in English words.
    package var description: String {
        switch self {
        case .saml(let error): "the identity provider's metadata: \(error)"
        case .crypto(let error): "the demonstration's keys: \(error)"
        case .xml(let error): "the demonstration's keys: \(error)"
        case .file(let name): "cannot read or write \(name)"
        }
    }
}
