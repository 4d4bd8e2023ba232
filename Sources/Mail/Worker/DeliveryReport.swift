package import Database
package import FoundationEssentials

/// What the worker tells the log, one value for each thing that happened: no words of a mail and no secret, save the
/// link that a site without a mail server wants to see. The server's reply may quote the address.
package enum DeliveryReport: Sendable {
    /// The server has taken a mail.
    case sent(Int64, MailKind, reply: String)
    /// A mail is in the folder; its link is for the console of whoever tries the product, never for a log.
    case written(Int64, MailKind, path: String, link: String?)
    /// A mail is tried again later.
    case postponed(Int64, MailKind, MailTrouble, detail: String, until: Date)
    /// A mail is given up.
    case failed(Int64, MailKind, MailTrouble, detail: String)
    /// The store does not answer; the worker tries again.
    case storeFailed(DatabaseError)
}

extension DeliveryReport: CustomStringConvertible {
    /// One line for the log, without the link.
    package var description: String {
        switch self {
        case .sent(let id, let kind, let reply): "mail \(id) (\(kind.rawValue)) sent: \(reply)"
        case .written(let id, let kind, let path, _): "mail \(id) (\(kind.rawValue)) written: \(path)"
        case .postponed(let id, let kind, _, let detail, _): "mail \(id) (\(kind.rawValue)) postponed: \(detail)"
        case .failed(let id, let kind, _, let detail): "mail \(id) (\(kind.rawValue)) given up: \(detail)"
        case .storeFailed(let error): "mail waits: \(error)"
        }
    }
}
