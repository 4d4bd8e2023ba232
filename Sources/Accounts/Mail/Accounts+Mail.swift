import Database
import Directory
import FoundationEssentials
import Mail
import Transfer

// How accounts write mail: in the transaction of what the mail tells of, to the address that the account has in it.
extension Accounts {
    /// Writes a letter down for a person; `key` names the occasion.
    ///
    /// - Parameter email: another address than the account's: the one it had before.
    func write(
        _ message: MailMessage, to user: User, at email: String? = nil, key: String, in connection: Connection,
        now: Date
    ) throws {
        // An account's address always is one that mail can be sent to: the directory asks more of it.
        guard let address = MailAddress(email ?? user.email) else { throw DirectoryError.invalid(.email) }
        _ = try mail.outbox.enqueue(
            message, to: Mailbox(name: user.displayName, address), recipient: user.id.rawValue, key: key,
            in: connection, at: now)
    }

    /// Ends the links that a person was given, with the mails that carry them and have not left yet.
    func endLinks(of user: ID<User>, in connection: Connection, at now: Date) throws {
        try mail.outbox.endLinks(of: user, in: connection, at: now)
    }
}
