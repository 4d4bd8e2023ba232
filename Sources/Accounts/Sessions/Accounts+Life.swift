package import Directory
package import FoundationEssentials
import Database

extension Accounts {
    /// When a session ends that was asked for just now, if nothing more is asked of it.
    package func end(of session: Session, seenAt now: Date) -> Date {
        guard now >= session.lastSeenAt + AccountsFigures.slide else { return session.idleEndsAt }
        return min(now + figures.idle, session.absoluteEndsAt)
    }

    /// The session of a cookie's token as `session(token:at:)` finds it, but looking does not keep it from idling: for
    /// a page that watches its own session.
    package func peekSession(token: String?, at now: Date) throws(AccountsError) -> Session? {
        guard let token = Token(token) else { return nil }
        return try read { connection in
            try connection.one(
                "SELECT \(Session.columns) FROM \(Session.live(at: now)) AND session.token_hash = \(token.hash)"
            ) { try Session($0) }
        }
    }

    /// Whether a person who was given a power since they chose their password has to choose a longer one before they
    /// use it.
    package func needsLongerPassword(_ user: ID<User>) throws(AccountsError) -> Bool {
        try read { connection in
            try connection.exists("SELECT 1 FROM credential WHERE user = \(user) AND suits_powers = 0")
        }
    }
}
