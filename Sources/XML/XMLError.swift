package import Crypto

/// Why a document is refused, a signature does not hold, or an element cannot be written. The texts are for the log and
/// hold names and numbers, never content of the document.
package enum XMLError: Error, Hashable, CustomStringConvertible {
    /// More bytes than the limits allow.
    case tooLarge
    /// Something that a plain message does not hold: a DTD, a processing instruction, a comment, another encoding …
    case notPlain(String)
    /// Deeper, or with more elements or attributes, than the limits allow.
    case tooComplex(String)
    /// libxml2 refused it.
    case notWellFormed(String)
    /// Text was asked of an element that holds elements.
    case elementInText(QName)
    /// The signature is not of the one shape that is accepted (R4).
    case signatureShape(String)
    /// The encrypted element is not of the one shape that is accepted.
    case encryptionShape(String)
    /// The signature or encryption names an algorithm that is not accepted, here or by the caller.
    case algorithmRefused(String)
    /// No key given verifies the signature.
    case signatureInvalid
    /// The two verifiers came to different verdicts: refused, and a reason to wake someone up.
    case verifiersDisagree(String)
    /// The element cannot be written as XML: a character that XML has not, a name that is none …
    case cannotWrite(String)
    /// A key or certificate could not do its part.
    case crypto(CryptoError)

    package var description: String {
        switch self {
        case .tooLarge: "the document is too large"
        case .notPlain(let what): "the document is not plain: \(what)"
        case .tooComplex(let what): "the document is too complex: \(what)"
        case .notWellFormed(let what): "the document is not well-formed: \(what)"
        case .elementInText(let name): "an element where only text belongs, in \(name.local)"
        case .signatureShape(let what): "the signature's shape is refused: \(what)"
        case .encryptionShape(let what): "the encrypted element's shape is refused: \(what)"
        case .algorithmRefused(let what): "an algorithm is refused: \(what)"
        case .signatureInvalid: "the signature does not verify"
        case .verifiersDisagree(let what): "the two verifiers disagree: \(what)"
        case .cannotWrite(let what): "cannot be written as XML: \(what)"
        case .crypto(let error): error.description
        }
    }
}
