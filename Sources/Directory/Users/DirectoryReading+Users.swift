import Database
package import FoundationEssentials

extension DirectoryReading {
    /// A user in scope, deleted ones included, or nil.
    package func user(_ id: ID<User>, in scope: Scope = .everything) throws(DirectoryError) -> User? {
        try one(
            "SELECT \(User.columns) FROM user WHERE id = \(id) AND \(scope.coversUser("user.id"))", User.init)
    }

    /// The account with that address that is not deleted, or nil; a text that is no address finds nobody.
    package func user(email: String) throws(DirectoryError) -> User? {
        guard let address = try? EmailAddress(email) else { return nil }
        return try one(
            "SELECT \(User.columns) FROM user WHERE email = \(address.text) AND deleted_at IS NULL", User.init)
    }

    /// Accounts with that address that were deleted and not yet erased, the last deleted first.
    package func deletedUsers(email: String) throws(DirectoryError) -> [User] {
        guard let address = try? EmailAddress(email) else { return [] }
        return try query(
            """
            SELECT \(User.columns) FROM user
            WHERE email = \(address.text) AND deleted_at IS NOT NULL AND erased_at IS NULL ORDER BY deleted_at DESC
            """, User.init)
    }

    /// Whether the account can sign in and be asserted at that moment.
    package func isLive(_ user: ID<User>, at now: Date) throws(DirectoryError) -> Bool {
        try exists("SELECT 1 FROM user WHERE id = \(user) AND \(User.isLive(at: now))")
    }

    /// The accounts in scope that are not deleted, by family and given name: a page of at most `limit`, from the one
    /// after `last` on.
    package func users(
        in scope: Scope = .everything, structure: ID<Structure>? = nil, after last: User? = nil, limit: Int = 50
    ) throws(DirectoryError) -> [User] {
        // In scope itself: that someone also belongs to a structure outside of it is not told.
        let place: SQL =
            structure.map {
                """
                user.id IN (SELECT affiliation.user FROM affiliation
                    WHERE affiliation.structure = \($0) AND \(scope.covers("affiliation.structure")))
                """
            } ?? "1"
        // The first comparison repeats what the second says, in a form that seeks in the index of names.
        let rest: SQL =
            last.map {
                """
                user.family_name COLLATE NOCASE >= \($0.familyName)
                    AND (user.family_name COLLATE NOCASE, user.given_name COLLATE NOCASE, user.id)
                        > (\($0.familyName), \($0.givenName), \($0.id))
                """
            } ?? "1"
        return try query(
            """
            SELECT \(User.columns) FROM user
            WHERE user.deleted_at IS NULL AND \(scope.coversUser("user.id")) AND \(place) AND \(rest)
            ORDER BY user.family_name COLLATE NOCASE, user.given_name COLLATE NOCASE, user.id LIMIT \(limit)
            """, User.init)
    }

    /// People of the same name in scope, whatever its capitals, accents and signs: to be shown before another one is
    /// created.
    package func homonyms(
        givenName: String, familyName: String, in scope: Scope
    ) throws(DirectoryError) -> [User] {
        try query(
            """
            SELECT \(User.columns) FROM user
            WHERE name_key = \(PersonName(familyName, givenName).key)
                AND deleted_at IS NULL AND \(scope.coversUser("user.id"))
            ORDER BY id LIMIT 20
            """, User.init)
    }

    /// The structures that a person is affiliated to, those in scope.
    package func affiliations(
        of user: ID<User>, in scope: Scope = .everything
    ) throws(DirectoryError) -> [Affiliation] {
        try query(
            """
            SELECT affiliation.id, affiliation.user, affiliation.structure, structure.name, affiliation.created_at
            FROM affiliation JOIN structure ON structure.id = affiliation.structure
            WHERE affiliation.user = \(user) AND \(scope.covers("affiliation.structure"))
            ORDER BY structure.parent IS NOT NULL, structure.name COLLATE NOCASE
            """, Affiliation.init)
    }

    /// Whether the person has affiliations outside the scope ("a aussi des accès gérés par une autre structure"):
    /// nothing more is told of them.
    package func hasAffiliations(
        of user: ID<User>, outside scope: Scope
    ) throws(DirectoryError) -> Bool {
        try exists(
            "SELECT 1 FROM affiliation WHERE user = \(user) AND NOT (\(scope.covers("affiliation.structure")))")
    }

    /// The operators that are not deleted.
    package func operators() throws(DirectoryError) -> [User] {
        try query(
            """
            SELECT \(User.columns) FROM operator JOIN user ON user.id = operator.user
            WHERE user.deleted_at IS NULL ORDER BY user.family_name COLLATE NOCASE, user.id
            """, User.init)
    }

    /// How many distinct people, structures and habilitations are in scope, for the portal's card of the directory.
    package func counts(in scope: Scope) throws(DirectoryError) -> DirectoryCounts {
        DirectoryCounts(
            structures: try structureCount(in: scope), users: try userCount(in: scope),
            entitlements: try memberCounts(in: scope).values.reduce(0, +))
    }

    /// How many structures are in scope.
    package func structureCount(in scope: Scope) throws(DirectoryError) -> Int {
        try count("SELECT count(*) FROM structure WHERE \(scope.covers("structure.id"))")
    }

    /// How many distinct people are in scope, deleted ones not counted.
    package func userCount(in scope: Scope) throws(DirectoryError) -> Int {
        try count("SELECT count(*) FROM user WHERE user.deleted_at IS NULL AND \(scope.coversUser("user.id"))")
    }
}

/// Totals of a scope.
package struct DirectoryCounts: Hashable, Sendable {
    package let structures: Int
    /// Distinct people that are not deleted.
    package let users: Int
    package let entitlements: Int
}
