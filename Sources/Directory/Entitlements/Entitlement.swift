import Database
package import FoundationEssentials

/// A habilitation: a role that a person holds for a structure.
package struct Entitlement: Hashable, Sendable {
    /// Never used twice.
    package let id: ID<Entitlement>
    package let user: ID<User>
    package let structure: ID<Structure>
    package let structureName: String
    package let role: Role
    package let applicationName: String
    /// Who granted it; nil for the command line.
    package let grantedBy: ID<User>?
    /// Their name, or pseudonym once erased.
    package let grantedByName: String?
    package let grantedAt: Date
    /// Until when; nil for no end.
    package let until: Date?

    /// Whether it has not ended at that moment.
    package func isInForce(at now: Date) -> Bool { until.map { $0 > now } ?? true }

    static let columns: SQL = """
        entitlement.id, affiliation.user, affiliation.structure, structure.name, application.name,
        entitlement.granted_by,
        CASE WHEN granter.erased_at IS NULL THEN granter.given_name || ' ' || granter.family_name
            ELSE 'Utilisateur nº ' || granter.id END,
        entitlement.granted_at, entitlement.until, \(Role.columns)
        """
    static let columnCount = 15

    /// What the columns need beside entitlement, affiliation and user.
    static let joins: SQL = """
        JOIN structure ON structure.id = affiliation.structure
        JOIN role ON role.id = entitlement.role
        JOIN role_group ON role_group.id = role.role_group
        JOIN application ON application.id = role_group.application
        LEFT JOIN user AS granter ON granter.id = entitlement.granted_by
        """

    static let selection: SQL = """
        SELECT \(columns)
        FROM entitlement JOIN affiliation ON affiliation.id = entitlement.affiliation
            JOIN user ON user.id = affiliation.user \(joins)
        """

    init(_ row: borrowing Row) throws(DatabaseError) {
        id = try row.id(0)
        user = try row.id(1)
        structure = try row.id(2)
        structureName = try row.text(3)
        applicationName = try row.text(4)
        grantedBy = try row.idOrNil(5)
        grantedByName = try row.textOrNil(6)
        grantedAt = try row.date(7)
        until = try row.dateOrNil(8)
        role = try Role(row, from: 9)
    }
}

/// What a person lost by a change, for one structure.
package struct LostAccess: Hashable, Sendable {
    package let user: ID<User>
    package let structure: ID<Structure>
    /// The roles that are no longer held for it.
    package let roles: [Role]
}

extension DirectoryReading {
    /// The habilitations of a person for the structures in scope, ended ones included.
    package func entitlements(
        of user: ID<User>, in scope: Scope = .everything
    ) throws(DirectoryError) -> [Entitlement] {
        try query(
            """
            \(Entitlement.selection)
            WHERE affiliation.user = \(user) AND \(scope.covers("affiliation.structure"))
            ORDER BY structure.parent IS NOT NULL, structure.name COLLATE NOCASE, application.position,
                role_group.position, role.position, entitlement.id
            """, Entitlement.init)
    }

    /// The holders of a role for the structures in scope, by name: a page of at most `limit`, those after `last`.
    package func members(
        of role: ID<Role>, in scope: Scope = .everything, after last: (user: User, entitlement: ID<Entitlement>)? = nil,
        limit: Int = 50
    ) throws(DirectoryError) -> [Entitlement] {
        let rest: SQL =
            last.map {
                """
                (user.family_name COLLATE NOCASE, user.given_name COLLATE NOCASE, entitlement.id)
                    > (\($0.user.familyName), \($0.user.givenName), \($0.entitlement))
                """
            } ?? "1"
        return try query(
            """
            \(Entitlement.selection)
            WHERE entitlement.role = \(role) AND user.deleted_at IS NULL
                AND \(scope.covers("affiliation.structure")) AND \(rest)
            ORDER BY user.family_name COLLATE NOCASE, user.given_name COLLATE NOCASE, entitlement.id LIMIT \(limit)
            """, Entitlement.init)
    }

    /// How many habilitations of each role there are for the structures in scope: `Membres (664)`.
    package func memberCounts(
        of application: ID<Application>, in scope: Scope = .everything
    ) throws(DirectoryError) -> [ID<Role>: Int] {
        let pairs = try query(
            """
            SELECT role.id, count(*) FROM role_group JOIN role ON role.role_group = role_group.id
                JOIN entitlement ON entitlement.role = role.id
                JOIN affiliation ON affiliation.id = entitlement.affiliation
                JOIN user ON user.id = affiliation.user
            WHERE role_group.application = \(application) AND user.deleted_at IS NULL
                AND \(scope.covers("affiliation.structure"))
            GROUP BY role.id
            """
        ) { (try $0.id(0) as ID<Role>, try $0.int(1)) }
        return Dictionary(pairs) { _, last in last }
    }

    /// The roles that a person holds for a structure, ended ones included.
    func rolesHeld(by user: ID<User>, for structure: ID<Structure>) throws(DirectoryError) -> [Role] {
        try query(
            """
            SELECT \(Role.columns) FROM affiliation JOIN entitlement ON entitlement.affiliation = affiliation.id
                JOIN role ON role.id = entitlement.role JOIN role_group ON role_group.id = role.role_group
            WHERE affiliation.user = \(user) AND affiliation.structure = \(structure)
            ORDER BY role_group.application, role_group.position, role.position
            """, Role.init)
    }
}
