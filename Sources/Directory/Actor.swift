import Database
package import FoundationEssentials

/// Who changes the directory.
package enum Actor: Sendable, Hashable {
    /// A signed-in person; what they may do is looked up in the same transaction.
    case user(ID<User>)
    /// The command line or a job of the program, with full powers; the name stands in the journal.
    case commandLine(String)
}

extension DirectoryReading {
    /// What a person may see and change at that moment: an operator everything, a referent their structures, any
    /// other person, and whoever is not live, nothing.
    package func scope(of user: ID<User>, at now: Date) throws(DirectoryError) -> Scope {
        guard try isLive(user, at: now) else { return .nothing }
        if try isOperator(user) { return .everything }
        let isReferent = try exists(
            """
            SELECT 1 FROM referent
            WHERE user = \(user) AND since <= \(now) AND (until IS NULL OR until > \(now))
            """)
        return isReferent ? .referent(user, at: now) : .nothing
    }

    /// Whether the person is an operator; says nothing of whether the account is live.
    package func isOperator(_ user: ID<User>) throws(DirectoryError) -> Bool {
        try exists("SELECT 1 FROM operator WHERE user = \(user)")
    }
}
