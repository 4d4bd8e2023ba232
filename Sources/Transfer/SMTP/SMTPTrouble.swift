/// Why a message could not be handed over now; worth another try later.
package enum SMTPTrouble: Hashable, Sendable {
    /// The connection: nobody there, too slow, no trust in the certificate, broken off.
    case connection(TransferError)
    /// The server refuses us by name and password. Ours to mend: even a 5xx is no reason to lose mail.
    case signIn(SMTPReply)
    /// The server refuses us or our sender's address, or is busy; not because of the recipient.
    case server(SMTPReply)
    /// The server puts this recipient or this message off (4xx: a full mailbox, greylisting).
    case recipient(SMTPReply)

    /// Whether the next message would meet the same.
    package var concernsServer: Bool {
        if case .recipient = self { false } else { true }
    }
}

extension SMTPTrouble: CustomStringConvertible {
    /// One sentence for the log; no secret.
    package var description: String {
        switch self {
        case .connection(let error): "\(error)"
        case .signIn(let reply): "the server refused our user name or password: \(reply)"
        case .server(let reply): "the server takes no mail of ours now: \(reply)"
        case .recipient(let reply): "the server puts this message off: \(reply)"
        }
    }
}
