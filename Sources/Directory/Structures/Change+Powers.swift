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
        try record(.referentDesignated(from: JournalDay(since)), person: user, structure: structure)
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
        try record(.referentEnded(on: JournalDay(until)), person: user, structure: structure)
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
        if try isHeldElsewhere(user, beyond: scope, at: now) { throw .accountHeldElsewhere }
    }

    /// Refuses everyone but the operator when the person is, or is about to be, a referent (Invariant 6).
    func refuseForReferent(_ user: ID<User>) throws(DirectoryError) {
        guard scope != .everything else { return }
        if try isDesignated(user, at: now) { throw .currentReferent }
    }
}

extension DirectoryReading {
    /// Whether an account has affiliations out of a scope, or a power that reaches beyond it: acts on the account
    /// itself are then the operator's (Invariant 8).
    package func isHeldElsewhere(
        _ user: ID<User>, beyond scope: Scope, at now: Date
    ) throws(DirectoryError) -> Bool {
        guard scope != .everything else { return false }
        let hasOtherPower = try exists(
            """
            SELECT 1 FROM operator WHERE user = \(user)
            UNION ALL
            SELECT 1 FROM referent
            WHERE user = \(user) AND (until IS NULL OR until > \(now)) AND NOT (\(scope.covers("referent.structure")))
            """)
        if hasOtherPower { return true }
        return try hasAffiliations(of: user, outside: scope)
    }

    /// Whether a person is a referent of some structure, or will be: deleting or suspending them is the operator's
    /// (Invariant 6).
    package func isDesignated(_ user: ID<User>, at now: Date) throws(DirectoryError) -> Bool {
        try exists("SELECT 1 FROM referent WHERE user = \(user) AND (until IS NULL OR until > \(now))")
    }
}
