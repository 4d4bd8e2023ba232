import Accounts
import Directory

/// Why a message or a visit is not answered with an assertion: one fixed page for the person (`kind`), the detail for
/// the log only. Nothing of the input is ever shown (Documentation/Rules.md, Receiving a message).
struct MessageRefusal: Error {
    /// What the person is told; each case is one page.
    enum Kind: Hashable {
        /// The message is not one that this identity provider may answer.
        case message
        /// The service provider is not registered here, or is switched off.
        case unknownServiceProvider
        /// The application does not exist, or nothing in it can be opened from here.
        case unknownApplication
        /// The request was used already, or belongs to another browser.
        case used
        /// The request waited too long, or was never here.
        case expired
        /// Too many requests are waiting.
        case busy
        /// The store cannot be written at the moment.
        case outage
        /// Something of ours failed.
        case failure
    }

    /// What the person is told.
    let kind: Kind
    /// What the log is told: names of parts and rules, never the message itself.
    let detail: String
    /// What the integrator of the service provider is told, if it is their affair.
    let note: IntegrationNote?

    init(_ kind: Kind, _ detail: String, _ note: IntegrationNote? = nil) {
        self.kind = kind
        self.detail = detail
        self.note = note
    }

    /// What any error comes to at the edge: what is no refusal is a failure of ours.
    init(_ error: any Error) {
        switch error {
        case let refusal as MessageRefusal:
            self = refusal
        case let stale as StaleMessage:
            let detail = "IssueInstant is too long ago"
            self.init(
                .expired, "service provider \(stale.serviceProvider): \(detail)",
                IntegrationNote(serviceProvider: stale.serviceProvider, finding: .late, detail: detail))
        default:
            self.init(AccountsError.isOutage(error) ? .outage : .failure, "\(error)")
        }
    }
}
