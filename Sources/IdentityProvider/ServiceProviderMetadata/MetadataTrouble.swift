package import Directory
import SAML
import Transfer
import XML

/// Why a metadata document does not count.
package struct MetadataTrouble: Error, Hashable, CustomStringConvertible {
    /// What kind of trouble; pages have words for it.
    package let outcome: MetadataOutcome
    /// The detail, in English, with nothing of the document in it.
    package let detail: String

    init(_ outcome: MetadataOutcome, _ detail: String) {
        self.outcome = outcome
        self.detail = detail
    }

    /// What reading it came to.
    init(_ error: SAMLError) {
        let outcome: MetadataOutcome =
            switch error {
            case .xml(.tooLarge): .tooLarge
            case .xml(.signatureInvalid), .xml(.signatureShape), .xml(.algorithmRefused), .xml(.verifiersDisagree),
                .xml(.crypto):
                .signature
            case .metadata(.expired): .ended
            case .metadata(.entityNotFound): .otherEntity
            case .metadata(.noRole("AssertionConsumerService")): .noConsumer
            default: .unreadable
            }
        self.init(outcome, "\(error)")
    }

    /// What asking for it came to.
    init(_ error: TransferError) {
        let outcome: MetadataOutcome =
            switch error {
            case .unreachable, .broken, .signInRefused: .unreachable
            case .timedOut: .tooSlow
            case .certificate, .notEncrypted: .certificate
            case .refusedAddress: .privateAddress
            case .tooLarge: .tooLarge
            case .invalid, .tooManyRedirects: .redirects
            }
        self.init(outcome, "\(error)")
    }

    /// One sentence for the log.
    package var description: String { detail.isEmpty ? outcome.rawValue : "\(outcome.rawValue): \(detail)" }
}
