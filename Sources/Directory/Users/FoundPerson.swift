import Database
import FoundationEssentials

/// A person that a search found, with the structures in scope that they belong to.
package struct FoundPerson: Hashable, Sendable {
    package let user: User
    /// Their structures in scope, at least one unless the search was the operator's.
    package let structures: [Place]

    /// A structure that a person belongs to.
    package struct Place: Hashable, Sendable {
        package let id: ID<Structure>
        package let name: String

        /// A structure by identifier and name.
        package init(id: ID<Structure>, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// A person with their structures in scope.
    package init(user: User, structures: [Place]) {
        self.user = user
        self.structures = structures
    }
}

extension DirectoryReading {
    /// At most `limit` people in scope of whom a word of the name or the address begins with each word that is sought;
    /// those whose family name begins so come first. Nothing typed finds nobody.
    package func people(
        matching text: String, in scope: Scope, limit: Int
    ) throws(DirectoryError) -> [FoundPerson] {
        let words = FoldedText(text.prefix(100)).key
        guard !words.isEmpty else { return [] }
        // Seeks in the index of names and stops after the first few.
        var found = try query(
            """
            SELECT \(User.columns) FROM user INDEXED BY user_list
            WHERE user.name_key >= \(words) AND user.name_key < \(words + User.afterAll)
                AND user.deleted_at IS NULL AND \(scope.coversUser("user.id"))
            ORDER BY user.name_key, user.id LIMIT \(limit)
            """, User.init)
        if found.count < limit {
            let known = Set(found.map(\.id))
            let others = try people(found: text, in: scope, limit: limit)
            found += others.filter { !known.contains($0.id) }.prefix(limit - found.count)
        }
        return try found.map { (user) throws(DirectoryError) in
            FoundPerson(
                user: user,
                structures: try affiliations(of: user.id, in: scope).map {
                    FoundPerson.Place(id: $0.structure, name: $0.structureName)
                })
        }
    }
}
