package import Directory
package import FoundationEssentials
import Database

extension Accounts {
    /// Sets a person's password in the name of someone else: the command line's act; pages give links instead, so that
    /// nobody but the person ever knows the password. Their sessions and links end, and they are told by mail.
    ///
    /// - Returns: why the password is refused; empty when it is set.
    package func setPassword(
        _ password: String, of user: ID<User>, by actor: Actor, at moment: Date
    ) throws(AccountsError) -> [PasswordPolicy.Violation] {
        let now = moment.inStoredPrecision
        let violations = policy.violations(of: password, for: try subject(user, at: now))
        guard violations.isEmpty else { return violations }
        let hash = try hash(password)
        try change(by: actor, at: now) { change in
            let isFirst = try !hasPassword(user, in: change.connection)
            try setPassword(
                hash: HashedPassword(hash: hash, suitsPowers: policy.suitsPowers(password)), of: user, in: change)
            if !isFirst { try sendPasswordChanged(to: user, from: nil, in: change.connection, at: now) }
        }
        return []
    }

    /// A password hashed with this site's parameters, to be given to ``setPassword(hash:of:in:)``.
    package func hash(ofPassword password: String) throws(AccountsError) -> HashedPassword {
        HashedPassword(hash: try hash(password), suitsPowers: policy.suitsPowers(password))
    }

    /// Sets a password already hashed, within a change: many demonstration accounts share one hash. Sessions and links
    /// of the person end.
    package func setPassword(hash password: HashedPassword, of user: ID<User>, in change: Change) throws(AccountsError)
    {
        try accountsErrors {
            guard let found = try change.user(user, in: change.scope), found.deletedAt == nil else {
                throw DirectoryError.notFound
            }
            try change.requireWholeAccount(user)
            try change.record(.passwordChanged, person: user)
            let connection = change.connection
            try connection.setCredential(
                password.hash, suitsPowers: password.suitsPowers, of: user, at: change.now.inStoredPrecision)
            try connection.endSessions(of: user)
            try connection.record(.passwordSet, of: user, from: nil, at: change.now)
            try endLinks(of: user, in: connection, at: change.now)
        }
    }

    /// Which of an account's own things exist: shown by the command line and the directory's pages.
    package func status(of user: ID<User>, at now: Date) throws(AccountsError) -> AccountStatus {
        try read { connection in
            AccountStatus(
                hasPassword: try connection.exists("SELECT 1 FROM credential WHERE user = \(user)"),
                passwordSuitsPowers: try connection.exists(
                    "SELECT 1 FROM credential WHERE user = \(user) AND suits_powers = 1"),
                sessions: try connection.count(
                    "SELECT count(*) FROM \(Session.live(at: now)) AND session.user = \(user)"),
                lastSignIn: try connection.lastSignIn(of: user, before: .distantFuture))
        }
    }
}

/// A password ready to be stored.
package struct HashedPassword: Sendable {
    let hash: String
    let suitsPowers: Bool
}

/// What an account has of its own, apart from the directory.
package struct AccountStatus: Hashable, Sendable {
    /// Whether it was ever activated.
    package let hasPassword: Bool
    /// Whether the password is long enough for a referent or an operator; false without one.
    package let passwordSuitsPowers: Bool
    package let sessions: Int
    /// The last sign-in; nil for never, or longer ago than events are kept.
    package let lastSignIn: Date?
}
