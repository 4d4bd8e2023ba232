import Database
package import Directory
package import FoundationEssentials
package import Mail

/// What a report that came back came to.
package enum ReturnNoted: Hashable, Sendable {
    /// The person cannot be reached at that address: their page and the lists say so.
    case unreachable(User, Unreachable.Reason)
    /// The mail is still on its way, or it arrived: there is nothing to note.
    case nothingToNote
    /// The mail is ours, but its address is nobody's any more: corrected, or the account is gone.
    case addressGone
    /// The report names no mail of ours: it is thrown away.
    case notOurs
    /// It is no report.
    case noReport
}

extension Accounts {
    /// Notes what came back to the mailbox that our mails are sent from.
    ///
    /// The report may be anybody's work. It counts only when it names a mail of ours by its Message-ID, which nobody
    /// but its recipient's mail systems knows, and then for that mail's address alone.
    package func note(_ returned: ReturnedMail, by actor: Actor, at moment: Date) throws(AccountsError) -> ReturnNoted {
        switch returned.fate {
        case .unknown: return .noReport
        case .delayed, .delivered: return .nothingToNote
        case .failed: break
        }
        let now = moment.inStoredPrecision
        return try change(by: actor, at: now) { change in
            let connection = change.connection
            for id in returned.messageIDs {
                let found = try mail.outbox.noteReturned(id, detail: returned.detail, in: connection)
                guard let found else { continue }
                guard let recipient = found.recipient else { return .addressGone }
                let reason = Unreachable.Reason(status: returned.status)
                let user = ID<User>(recipient)
                guard try change.noteUnreachable(user, at: found.address, reason, detail: returned.detail),
                    let person = try change.user(user)
                else { return .addressGone }
                return .unreachable(person, reason)
            }
            return .notOurs
        }
    }
}

extension Unreachable.Reason {
    /// What an enhanced status code means for people (RFC 3463 §3).
    init(status: String?) {
        let numbers = (status ?? "").split(separator: ".")
        guard numbers.count == 3 else {
            self = .other
            return
        }
        switch (numbers[1], numbers[2]) {
        case ("1", _), ("2", "1"): self = .noMailbox
        case ("2", "2"): self = .full
        case ("4", _): self = .noAnswer
        case ("3", _), ("5", _), ("6", _), ("7", _): self = .refused
        default: self = .other
        }
    }
}
