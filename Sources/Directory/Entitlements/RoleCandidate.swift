import Database

/// A person who may be given a role: for which of their structures, and for which they hold it already.
package struct RoleCandidate: Hashable, Sendable {
    package let user: User
    /// Their structures in scope.
    package let places: [Place]

    /// One of the person's structures.
    package struct Place: Hashable, Sendable {
        package let structure: ID<Structure>
        package let name: String
        /// Whether the person holds the role for it.
        package let isMember: Bool
        /// Whether the role's application is open to it.
        package let isOpen: Bool

        /// Whether the role can be given for it.
        package var isFree: Bool { !isMember && isOpen }
    }
}

extension DirectoryReading {
    /// The people in scope whom a search finds, as candidates for a role, by name; see `people(matching:in:limit:)`.
    package func candidates(
        for role: ID<Role>, matching text: String, in scope: Scope, limit: Int
    ) throws(DirectoryError) -> [RoleCandidate] {
        try people(matching: text, in: scope, limit: limit).map { (person) throws(DirectoryError) in
            RoleCandidate(user: person.user, places: try places(of: person.user.id, for: role, in: scope))
        }
    }

    /// A person in scope as a candidate for a role, nil when they are not in scope or deleted.
    package func candidate(
        _ user: ID<User>, for role: ID<Role>, in scope: Scope
    ) throws(DirectoryError) -> RoleCandidate? {
        guard let found = try self.user(user, in: scope), found.deletedAt == nil else { return nil }
        return RoleCandidate(user: found, places: try places(of: user, for: role, in: scope))
    }

    private func places(
        of user: ID<User>, for role: ID<Role>, in scope: Scope
    ) throws(DirectoryError) -> [RoleCandidate.Place] {
        try query(
            """
            SELECT structure.id, structure.name,
                EXISTS (SELECT 1 FROM entitlement AS held WHERE held.affiliation = affiliation.id AND held.role = \(role)),
                \(Application.isOpenToStructure)
            FROM affiliation JOIN structure ON structure.id = affiliation.structure
                JOIN role ON role.id = \(role) JOIN role_group ON role_group.id = role.role_group
                JOIN application ON application.id = role_group.application
            WHERE affiliation.user = \(user) AND \(scope.covers("affiliation.structure"))
            ORDER BY structure.parent IS NOT NULL, structure.name COLLATE NOCASE, structure.id
            """
        ) {
            RoleCandidate.Place(
                structure: try $0.id(0), name: try $0.text(1), isMember: try $0.bool(2), isOpen: try $0.bool(3))
        }
    }
}
