import Database
package import FoundationEssentials

extension Change {
    /// Gives a role to a person for a structure, or changes until when they hold it.
    ///
    /// - Returns: false when they held it already on the same terms.
    /// - Throws: `operatorOnly` for a role that the operator alone grants (Invariant 5), `notAffiliated`, `notLive`,
    ///   `applicationNotOpen`, `invalid(.until)`.
    @discardableResult
    package func grant(
        _ role: ID<Role>, to user: ID<User>, for structure: ID<Structure>, until: Date? = nil
    ) throws(DirectoryError) -> Bool {
        let (role, affiliation) = try requireHolder(of: role, user, structure)
        try requirePower(toGrant: role)
        if let until, until <= now { throw .invalid(.until) }
        guard try self.user(user)?.deletedAt == nil else { throw .notLive }
        let isOpen = try exists(
            """
            SELECT 1 FROM application, structure
            WHERE application.id = \(role.application) AND structure.id = \(structure)
                AND \(Application.isOpenToStructure)
            """)
        guard isOpen else { throw .applicationNotOpen }
        let held = try one(
            "SELECT until FROM entitlement WHERE affiliation = \(affiliation) AND role = \(role.id)"
        ) { (until: try $0.dateOrNil(0), isHeld: true) }
        if let held {
            guard held.until != until else { return false }
            try execute(
                """
                UPDATE entitlement SET until = \(until), granted_by = \(actingUser), granted_at = \(now)
                WHERE affiliation = \(affiliation) AND role = \(role.id)
                """)
            try record(
                .entitlementChanged(from: JournalDay(held.until), to: JournalDay(until)), role, user, structure)
        } else {
            try execute(
                """
                INSERT INTO entitlement (affiliation, role, granted_by, granted_at, until)
                VALUES (\(affiliation), \(role.id), \(actingUser), \(now), \(until))
                """)
            try record(.entitlementGranted(until: JournalDay(until)), role, user, structure)
        }
        return true
    }

    /// Takes a role back; sessions forget that the application was opened for this structure.
    ///
    /// - Parameter reason: for the journal, if one is given.
    /// - Returns: what the person lost.
    /// - Throws: `operatorOnly`, `notFound` when it is not held, `invalid(.reason)`.
    @discardableResult
    package func revoke(
        _ role: ID<Role>, from user: ID<User>, for structure: ID<Structure>, reason: String? = nil
    ) throws(DirectoryError) -> LostAccess {
        let reason = try NormalText.optionalLine(reason, .reason, limit: 300)
        let (role, affiliation) = try requireHolder(of: role, user, structure)
        try requirePower(toGrant: role)
        let removed = try execute("DELETE FROM entitlement WHERE affiliation = \(affiliation) AND role = \(role.id)")
        guard removed > 0 else { throw .notFound }
        try record(.entitlementRevoked(reason: reason), role, user, structure)
        return try end(LostAccess(user: user, structure: structure, roles: [role]))
    }

    /// Ends what rested on rights that were just taken; answers them.
    func end(_ lost: LostAccess) throws(DirectoryError) -> LostAccess {
        try ending.forgetChoices(lost, in: self)
        return lost
    }

    /// Refuses a referent a role that the operator alone grants and takes back (Invariant 5).
    func requirePower(toGrant role: Role) throws(DirectoryError) {
        if role.grantedBy == .operator { try requireOperator() }
    }

    /// Refuses a change that would take back a role which the actor could not revoke.
    func requirePower(toRevoke roles: [Role]) throws(DirectoryError) {
        for role in roles { try requirePower(toGrant: role) }
    }

    private func requireHolder(
        of role: ID<Role>, _ user: ID<User>, _ structure: ID<Structure>
    ) throws(DirectoryError) -> (Role, ID<Affiliation>) {
        try requireStructure(structure)
        guard let role = try self.role(role) else { throw .notFound }
        let affiliation: ID<Affiliation>? = try one(
            "SELECT id FROM affiliation WHERE user = \(user) AND structure = \(structure)"
        ) { try $0.id(0) }
        guard let affiliation else { throw .notAffiliated }
        return (role, affiliation)
    }

    private func record(
        _ event: JournalEvent, _ role: Role, _ user: ID<User>, _ structure: ID<Structure>
    ) throws(DirectoryError) {
        try record(event, person: user, structure: structure, application: role.application, role: role.id)
    }
}
