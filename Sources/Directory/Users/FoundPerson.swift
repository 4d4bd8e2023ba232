import Database

/// A person that a search found, with the structures in scope that they belong to.
package struct FoundPerson: Hashable, Sendable {
    /// Who.
    package let user: User
    /// Their structures in scope, at least one unless the search was the operator's.
    package let structures: [Place]

    /// A structure that a person belongs to.
    package struct Place: Hashable, Sendable {
        /// Which.
        package let id: ID<Structure>
        /// Its name.
        package let name: String
    }
}

extension DirectoryReading {
    /// People in scope of whom a word of the name or the address begins with each word that is sought, by name.
    package func people(
        matching text: String, in scope: Scope, limit: Int
    ) throws(DirectoryError) -> [FoundPerson] {
        let users = try query(
            """
            SELECT \(User.columns) FROM user
            WHERE user.deleted_at IS NULL AND \(User.matches(text)) AND \(scope.coversUser("user.id"))
            ORDER BY user.family_name COLLATE NOCASE, user.given_name COLLATE NOCASE, user.id LIMIT \(limit)
            """, User.init)
        return try users.map { (user) throws(DirectoryError) in
            FoundPerson(
                user: user,
                structures: try affiliations(of: user.id, in: scope).map {
                    FoundPerson.Place(id: $0.structure, name: $0.structureName)
                })
        }
    }
}
