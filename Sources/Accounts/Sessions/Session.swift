package import Directory
package import FoundationEssentials
import Database

/// A signed-in browser, as the database holds it; found only while its person may sign in.
package struct Session: Hashable, Sendable {
    /// Its number; never reused, and no secret.
    package let id: ID<Session>
    package let user: ID<User>
    package let createdAt: Date
    /// When the password was last typed: what an AuthnStatement says, and what changes of the account look at.
    package let authenticatedAt: Date
    /// When something was last asked of it, to the minute.
    package let lastSeenAt: Date
    /// When it ends if nothing more is asked of it.
    package let idleEndsAt: Date
    /// When it ends whatever happens.
    package let absoluteEndsAt: Date
    /// Browser and system in words; may be empty.
    package let deviceDescription: String

    /// Whether the password was typed recently enough for changes of the account.
    package func isRecentlyAuthenticated(at now: Date, figures: AccountsFigures) -> Bool {
        now < authenticatedAt + figures.recentAuthentication
    }

    static let columns: SQL = """
        session.id, session.user, session.created_at, session.authenticated_at, session.last_seen_at,
        session.idle_ends_at, session.absolute_ends_at, session.device_description
        """

    init(_ row: borrowing Row) throws(DatabaseError) {
        id = try row.id(0)
        user = try row.id(1)
        createdAt = try row.date(2)
        authenticatedAt = try row.date(3)
        lastSeenAt = try row.date(4)
        idleEndsAt = try row.date(5)
        absoluteEndsAt = try row.date(6)
        deviceDescription = try row.text(7)
    }
}

extension Session {
    /// Sessions that count at `now`, joined to the live user: the one place that says so.
    static func live(at now: Date) -> SQL {
        """
        session JOIN user ON user.id = session.user
        WHERE session.idle_ends_at > \(now) AND session.absolute_ends_at > \(now) AND \(User.isLive(at: now))
        """
    }
}
