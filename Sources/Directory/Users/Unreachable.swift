package import Database
package import FoundationEssentials

/// That mail to a person's address comes back.
package struct Unreachable: Hashable, Sendable {
    /// Why, as the mail system there told it. The raw values are stored: never change one.
    package enum Reason: String, Hashable, Sendable, CaseIterable, SQLConvertible {
        /// There is no such mailbox, or it is closed.
        case noMailbox
        /// The mailbox is full.
        case full
        /// Its mail system could not be reached, for days.
        case noAnswer
        /// Its mail system refuses our mail.
        case refused
        /// Nothing that we understand.
        case other
    }

    /// When the report came.
    package let since: Date
    package let reason: Reason
    /// The words of the mail system there. Foreign text: escape it.
    package let detail: String?
}

extension DirectoryReading {
    /// That mail to a person's present address comes back, and why; nil as far as anybody knows.
    package func unreachable(_ user: ID<User>) throws(DirectoryError) -> Unreachable? {
        try one("SELECT since, reason, detail FROM unreachable WHERE user = \(user)", Unreachable.init)
    }

    /// Who of these cannot be reached by mail.
    package func unreachable(among users: [ID<User>]) throws(DirectoryError) -> Set<ID<User>> {
        Set(
            try query("SELECT user FROM unreachable WHERE user IN (SELECT value FROM json_each(\(users.json)))") {
                try $0.id(0) as ID<User>
            })
    }
}

extension Change {
    /// Notes that a mail to a person came back from the address that they have now; answers whether it was so.
    ///
    /// The journal tells it once for each address.
    package func noteUnreachable(
        _ id: ID<User>, at email: String, _ reason: Unreachable.Reason, detail: String?
    ) throws(DirectoryError) -> Bool {
        guard let user = try user(id), user.deletedAt == nil, user.email == email.lowercased() else { return false }
        let isNew = try unreachable(id) == nil
        try execute(
            """
            INSERT INTO unreachable (user, since, reason, detail) VALUES (\(id), \(now), \(reason), \(detail))
            ON CONFLICT (user) DO UPDATE SET since = excluded.since, reason = excluded.reason, detail = excluded.detail
            """)
        if isNew { try record(.addressUnreachable(user.email), person: id) }
        return true
    }
}

extension Connection {
    /// Forgets that mail to a person came back: they read one since, or a new one is on its way and will tell.
    package func forgetUnreachable(_ user: ID<User>) throws(DatabaseError) {
        _ = try execute("DELETE FROM unreachable WHERE user = \(user)")
    }
}

extension Unreachable {
    init(_ row: borrowing Row) throws(DatabaseError) {
        since = try row.date(0)
        reason = try row.value(1)
        detail = try row.textOrNil(2)
    }
}
