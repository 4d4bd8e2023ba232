/// What cannot be done with keys, certificates, signatures and password hashes.
///
/// The text in a case is for the log: it names the operation and what the library said, never a secret or input bytes.
package enum CryptoError: Error, Hashable, CustomStringConvertible {
    /// Bytes that should be a key are not one.
    case malformedKey(String)
    /// A key of a kind or size that this program refuses (RSA below 2048 bits, DSA, an unknown curve …).
    case unsupportedKey(String)
    /// Bytes that should be an X.509 certificate are not one.
    case malformedCertificate(String)
    /// The signature algorithm is not one of the key's kind (RSA and ECDSA never mix).
    case algorithmDoesNotFitKey
    /// The signature is not this key's over these bytes.
    case signatureInvalid
    /// The ciphertext is not this key's, or was changed. No detail, on purpose.
    case undecipherable
    /// A password of more than `PasswordHasher.maximumPasswordBytes` bytes of UTF-8.
    case passwordTooLong
    /// A call of the C library failed that should not have.
    case library(operation: String, detail: String)

    package var description: String {
        switch self {
        case .malformedKey(let detail): "not a key: \(detail)"
        case .unsupportedKey(let detail): "key refused: \(detail)"
        case .malformedCertificate(let detail): "not a certificate: \(detail)"
        case .algorithmDoesNotFitKey: "the signature algorithm does not fit the key"
        case .signatureInvalid: "the signature does not verify"
        case .undecipherable: "the ciphertext cannot be decrypted"
        case .passwordTooLong: "the password is too long"
        case .library(let operation, let detail): "\(operation) failed: \(detail)"
        }
    }
}
