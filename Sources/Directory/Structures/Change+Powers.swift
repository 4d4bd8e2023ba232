import Database
package import FoundationEssentials

extension Change {
    /// Designates a référent administrateur of a structure; the operator's act.
    ///
    /// - Parameter since: when it begins; now unless given.
    /// - Throws: `notLive`, `alreadyExists(.designation)`.
    @discardableResult
    package func designateReferent(
        _ user: ID<User>, of structure: ID<Structure>, since: Date? = nil
    ) throws(DirectoryError) -> ID<Referent> {
        try requireStructure(structure)
        try requireOperator()
        guard try isLive(user, at: now) else { throw .notLive }
        let since = since ?? now
        let id: ID<Referent> = try insert(
            "INSERT INTO referent (user, structure, since) VALUES (\(user), \(structure), \(since))",
            duplicate: .designation)
        try record(.referentDesignated, person: user, structure: structure, after: since.dayText)
        return id
    }

    /// Ends the designation of a referent.
    ///
    /// - Parameter until: the moment it ends; now unless given. One that had not begun ends with its beginning.
    package func endReferent(
        _ user: ID<User>, of structure: ID<Structure>, until: Date? = nil
    ) throws(DirectoryError) {
        try requireStructure(structure)
        try requireOperator()
        let until = until ?? now
        let ended = try execute(
            """
            UPDATE referent SET until = max(since, \(until))
            WHERE user = \(user) AND structure = \(structure) AND (until IS NULL OR until > \(until))
            """)
        guard ended > 0 else { throw .notFound }
        try record(.referentEnded, person: user, structure: structure, after: until.dayText)
    }

    /// Makes a person an operator of the site, with full powers.
    package func appointOperator(_ user: ID<User>) throws(DirectoryError) {
        try requireOperator()
        guard try isLive(user, at: now) else { throw .notLive }
        try execute("INSERT INTO operator (user, since) VALUES (\(user), \(now))", duplicate: .operator)
        try record(.operatorAppointed, person: user)
    }

    /// Takes the operator's powers back.
    package func dismissOperator(_ user: ID<User>) throws(DirectoryError) {
        try requireOperator()
        if user == actingUser { throw .yourself }
        guard try execute("DELETE FROM operator WHERE user = \(user)") > 0 else { throw .notFound }
        try record(.operatorDismissed, person: user)
    }

    /// Refuses an act on an *account*, as against one affiliation of it, unless all of the account is the actor's to
    /// decide on: every affiliation in scope, and no power that the actor has not (Invariant 8).
    package func requireWholeAccount(_ user: ID<User>) throws(DirectoryError) {
        guard scope != .everything else { return }
        let hasOtherPower = try exists(
            """
            SELECT 1 FROM operator WHERE user = \(user)
            UNION ALL
            SELECT 1 FROM referent
            WHERE user = \(user) AND (until IS NULL OR until > \(now)) AND NOT (\(scope.covers("referent.structure")))
            """)
        let isElsewhere = try hasAffiliations(of: user, outside: scope)
        if hasOtherPower || isElsewhere { throw .accountHeldElsewhere }
    }

    /// Refuses everyone but the operator when the person is, or is about to be, a referent (Invariant 6).
    func refuseForReferent(_ user: ID<User>) throws(DirectoryError) {
        guard scope != .everything else { return }
        let isReferent = try exists(
            "SELECT 1 FROM referent WHERE user = \(user) AND (until IS NULL OR until > \(now))")
        if isReferent { throw .currentReferent }
    }
}

extension Date {
    /// The day in the world's writing, 2026-11-22 (UTC), for the journal.
    var dayText: String { String(ISO8601Format().prefix(10)) }
}
