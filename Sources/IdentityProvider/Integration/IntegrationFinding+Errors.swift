import Directory
import HTTP
import SAML
import XML

/// Which check an error is of.
extension IntegrationFinding {
    init(_ error: any Error) {
        self =
            switch error {
            case let error as XMLError: IntegrationFinding(xml: error)
            case let error as SAMLError: IntegrationFinding(saml: error)
            case is HTTPError: .binding
            default: .grammar
            }
    }

    private init(saml error: SAMLError) {
        self =
            switch error {
            case .binding(.signatureRefused): .signature
            case .binding(.noKey): .noKey
            case .binding(.notSigned): .unsigned
            case .binding(.algorithmRefused): .algorithm
            case .binding: .binding
            case .unexpectedRoot: .wrongMessage
            case .xml(let error): IntegrationFinding(xml: error)
            default: .grammar
            }
    }

    private init(xml error: XMLError) {
        self =
            switch error {
            case .signatureInvalid, .verifiersDisagree, .crypto: .signature
            case .signatureShape: .signatureShape
            case .algorithmRefused: .algorithm
            case .encryptionShape: .encryption
            case .tooLarge, .notPlain, .tooComplex, .notWellFormed, .elementInText, .cannotWrite: .xml
            }
    }
}
