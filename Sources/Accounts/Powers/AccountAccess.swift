package import Directory
package import Mail
import Database
import FoundationEssentials

/// What accounts hold of a person, ended with the account or the right that it rests on (Invariant 6).
///
/// A site's directory is made with it, and asks it in each change that ends something.
package struct AccountAccess: AccessEnding {
    private let outbox: Outbox

    /// - Parameter outbox: the site's: mails that wait are taken back.
    package init(outbox: Outbox) { self.outbox = outbox }

    /// Ends sessions, noted among the sign-in events, and links with the mails that carry them.
    package func endAccess(of user: ID<User>, in change: Change) throws(DirectoryError) {
        try directoryErrors {
            let ended = try change.connection.endSessions(of: user)
            if ended > 0 { try change.connection.record(.sessionsEnded, of: user, from: nil, at: change.now) }
        }
        try endLinks(of: user, in: change)
    }

    /// Ends links, with the mails that carry them and have not left yet.
    package func endLinks(of user: ID<User>, in change: Change) throws(DirectoryError) {
        try directoryErrors { try outbox.endLinks(of: user, in: change.connection, at: change.now) }
    }

    /// Takes back every mail that waits, and ends the invitation: no reminder follows.
    package func cancelMail(to user: ID<User>, in change: Change) throws(DirectoryError) {
        try directoryErrors {
            try outbox.cancel(for: user.rawValue, in: change.connection, at: change.now)
            try change.connection.endInvitation(of: user)
        }
    }

    /// Sessions go on, and ask again for which structure the application is opened.
    package func forgetChoices(_ lost: LostAccess, in change: Change) throws(DirectoryError) {
        try directoryErrors {
            for application in Set(lost.roles.map(\.application)) {
                try change.connection.execute(
                    """
                    DELETE FROM session_choice WHERE application = \(application) AND structure = \(lost.structure)
                        AND session IN (SELECT id FROM session WHERE user = \(lost.user))
                    """)
            }
        }
    }

    /// Deletes password, devices, links, sessions, sign-in events, forms and mails.
    package func erase(_ user: ID<User>, in change: Change) throws(DirectoryError) {
        try directoryErrors {
            for table in [
                "credential", "device", "link", "invitation", "session", "sign_in_event", "parked_form",
                "ended_session",
            ] as [SQL] {
                try change.connection.execute("DELETE FROM \(table) WHERE user = \(user)")
            }
            try outbox.erase(user.rawValue, in: change.connection)
        }
    }

    private func directoryErrors(_ body: () throws -> Void) throws(DirectoryError) {
        do {
            try body()
        } catch {
            switch AccountsError(error) {
            case .database(let error): throw .database(error)
            case .directory(let error): throw error
            case let other: throw .database(.other(code: 0, message: "\(other)"))
            }
        }
    }
}

extension Outbox {
    /// Ends the links that a person was given, with the mails that carry them and have not left yet.
    func endLinks(of user: ID<User>, in connection: Connection, at now: Date) throws {
        try connection.endLinks(of: user, at: now)
        try cancel(for: user.rawValue, MailKind.withLink, in: connection, at: now)
    }
}
