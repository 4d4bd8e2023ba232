import Database
import Directory
import FoundationEssentials

/// What one lookup by address finds, or does not find: the same shape for everyone, so that the same work follows.
struct SignInCandidate {
    var user: ID<User>?
    var phc: String?
    /// When the password was set.
    var changedAt: Date?
    var isSuspended = false
    var isDeleted = false
    var departsAt: Date?

    /// Why this person may not sign in; nil when they may.
    func failure(passwordMatches: Bool, at now: Date) -> SignInEvent.Kind? {
        guard user != nil else { return .unknownAddress }
        if isDeleted { return .deleted }
        if phc == nil { return .neverActivated }
        if isSuspended { return .suspended }
        if let departsAt, departsAt <= now { return .departed }
        return passwordMatches ? nil : .wrongPassword
    }
}

extension Connection {
    func candidate(_ email: String) throws(DatabaseError) -> SignInCandidate {
        try one(
            """
            SELECT found.id, credential.phc, credential.changed_at, found.state, found.deleted_at, found.departs_at
            FROM (
                SELECT * FROM user WHERE email = \(email) AND deleted_at IS NULL
                UNION ALL
                SELECT * FROM user WHERE email = \(email) AND deleted_at IS NOT NULL AND erased_at IS NULL
            ) AS found
            LEFT JOIN credential ON credential.user = found.id
            ORDER BY found.deleted_at IS NOT NULL, found.id DESC LIMIT 1
            """
        ) { row in
            SignInCandidate(
                user: try row.id(0), phc: try row.textOrNil(1), changedAt: try row.dateOrNil(2),
                isSuspended: try row.text(3) != "active", isDeleted: try row.dateOrNil(4) != nil,
                departsAt: try row.dateOrNil(5))
        } ?? SignInCandidate()
    }

    /// Whether the person may sign in and the password checked is still theirs: asked again in the transaction that lets them in.
    func isLive(_ user: ID<User>, unchangedSince changedAt: Date, at now: Date) throws(DatabaseError) -> Bool {
        try exists(
            """
            SELECT 1 FROM user JOIN credential ON credential.user = user.id
            WHERE user.id = \(user) AND credential.changed_at = \(changedAt) AND \(User.isLive(at: now))
            """)
    }
}
