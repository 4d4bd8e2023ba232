package import Directory
package import FoundationEssentials
import Database

/// A form that was sent after the session of its sender had run out: kept until they have signed in again.
package struct ParkedForm: Hashable, Sendable {
    /// Where it was sent.
    package let path: String
    /// Its fields, urlencoded, without token and passwords.
    package let fields: [UInt8]
    /// When it was sent.
    package let parkedAt: Date
}

extension Accounts {
    /// How long a form is kept, in seconds.
    package static let parkedFormLife: TimeInterval = 3600
    /// The longest form that is kept, in bytes.
    package static let parkedFormLimit = 65_536
    private static let parkedFormsPerPerson = 3
    /// A session that ran out is remembered for this long, so that a form sent with it finds its sender.
    static let endedSessionMemory: TimeInterval = 12 * 3600

    /// Keeps a form for the person whose session ran out; the token is for a cookie of the browser that sent it.
    ///
    /// Only that person, in that browser, gets it back. A session that was closed (signed out, closed from elsewhere, a
    /// new password, a suspension) is not remembered: nothing is kept then.
    /// - Returns: nil when there is nobody to keep it for, or too much of it.
    package func park(
        _ fields: [UInt8], sentTo path: String, session token: String?, at now: Date
    ) throws(AccountsError) -> String? {
        guard let session = Token(token), fields.count <= Self.parkedFormLimit, path.utf8.count <= 512 else {
            return nil
        }
        let fresh = Token(randomness)
        return try write(.normal) { (connection) -> String? in
            let owner: ID<User>? = try connection.one(
                """
                SELECT user.id FROM (
                    SELECT user AS owner, min(idle_ends_at, absolute_ends_at) AS ended_at FROM session
                    WHERE token_hash = \(session.hash)
                    UNION ALL
                    SELECT user, ended_at FROM ended_session WHERE token_hash = \(session.hash)
                ) JOIN user ON user.id = owner
                WHERE ended_at <= \(now) AND ended_at > \(now - Self.endedSessionMemory) AND \(User.isLive(at: now))
                """
            ) { try $0.id(0) }
            guard let owner else { return nil }
            try connection.execute(
                """
                DELETE FROM parked_form WHERE user = \(owner) AND token_hash NOT IN (
                    SELECT token_hash FROM parked_form WHERE user = \(owner) ORDER BY parked_at DESC
                    LIMIT \(Self.parkedFormsPerPerson - 1))
                """)
            try connection.execute(
                """
                INSERT INTO parked_form (token_hash, user, path, fields, parked_at, expires_at)
                VALUES (\(fresh.hash), \(owner), \(path), \(fields), \(now), \(now + Self.parkedFormLife))
                """)
            return fresh.text
        }
    }

    /// The form kept under a cookie's token, if it is this person's.
    package func parkedForm(
        _ token: String?, of user: ID<User>, at now: Date
    ) throws(AccountsError) -> ParkedForm? {
        guard let token = Token(token) else { return nil }
        return try read { connection in
            try connection.one(
                """
                SELECT path, fields, parked_at FROM parked_form
                WHERE token_hash = \(token.hash) AND user = \(user) AND expires_at > \(now)
                """
            ) { ParkedForm(path: try $0.text(0), fields: try $0.blob(1), parkedAt: try $0.date(2)) }
        }
    }

    /// Forgets a form: it was sent again, or given up.
    package func forgetParkedForm(_ token: String?, of user: ID<User>) throws(AccountsError) {
        guard let token = Token(token) else { return }
        try write(.normal) { connection in
            _ = try connection.execute(
                "DELETE FROM parked_form WHERE token_hash = \(token.hash) AND user = \(user)")
        }
    }
}
