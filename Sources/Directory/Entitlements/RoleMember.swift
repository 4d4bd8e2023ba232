import Database

/// A line of a role's members: who holds it, for which structure, and who gave it.
package struct RoleMember: Hashable, Sendable {
    /// The habilitation: one person may hold a role for several structures.
    package let entitlement: Entitlement
    /// Who holds it; not deleted, perhaps suspended or gone.
    package let person: User

    init(_ row: borrowing Row) throws(DatabaseError) {
        entitlement = try Entitlement(row)
        person = try User(row, from: Entitlement.columnCount)
    }
}

/// A page of a role's members.
package struct RoleMemberPage: Hashable, Sendable {
    /// In the order of names.
    package let members: [RoleMember]
    /// Whether there are members before the first of these.
    package let hasPrevious: Bool
    /// Whether there are members after the last of these.
    package let hasNext: Bool
}

/// Where a page begins: lists are paged by key, so that the thousandth page costs what the first one does.
package enum PagePlace<Row>: Hashable, Sendable {
    case first
    /// After the row with that identifier.
    case after(ID<Row>)
    /// Before the row with that identifier.
    case before(ID<Row>)
    case last
}

/// A place in the order of a role's members, between two of them; good however the members change meanwhile.
package struct RoleMemberPlace: Sendable {
    let name: String
    let user: ID<User>
    let entitlement: ID<Entitlement>
}

/// Which members of a role are asked for.
package struct RoleMemberFilter: Hashable, Sendable {
    package var role: ID<Role>
    /// Only those who hold it for this structure.
    package var structure: ID<Structure>?
    /// Only people of whom a word of the name or the address begins so; see `DirectoryReading.people(matching:)`.
    package var text: String

    /// Every member of a role.
    package init(_ role: ID<Role>, structure: ID<Structure>? = nil, text: String = "") {
        self.role = role
        self.structure = structure
        self.text = text
    }
}

extension DirectoryReading {
    /// A page of the members of a role for the structures in scope, by name.
    ///
    /// A row that is gone since its page was shown leads to the first page.
    package func members(
        _ filter: RoleMemberFilter, in scope: Scope, at place: PagePlace<Entitlement> = .first, limit: Int = 50
    ) throws(DirectoryError) -> RoleMemberPage {
        let keyset = try keyset(place, scope)
        let order: SQL =
            keyset.isBackward
            ? "user.name_key DESC, user.id DESC, entitlement.id DESC"
            : "user.name_key, user.id, entitlement.id"
        let rows = try query(
            """
            SELECT \(Entitlement.columns), \(User.columns)
            FROM \(try way(to: filter, in: scope)) \(Entitlement.joins)
            WHERE entitlement.role = \(filter.role) AND \(conditions(filter, scope)) AND \(keyset.condition)
            ORDER BY \(order) LIMIT \(limit + 1)
            """, RoleMember.init)
        let shown = rows.prefix(limit)
        return RoleMemberPage(
            members: keyset.isBackward ? shown.reversed() : Array(shown),
            hasPrevious: keyset.isBackward ? rows.count > limit : !keyset.isWhole,
            hasNext: keyset.isBackward ? !keyset.isWhole : rows.count > limit)
    }

    /// So many members in the order of names, from where an earlier batch ended: for files and for what is done to all of
    /// them, read one batch after the other without holding a transaction open between them.
    ///
    /// - Returns: the members, and where the next batch begins; nil after the last one.
    package func batch(
        of filter: RoleMemberFilter, in scope: Scope, from place: RoleMemberPlace? = nil, limit: Int
    ) throws(DirectoryError) -> (members: [RoleMember], next: RoleMemberPlace?) {
        let rest: SQL = place.map { after($0.name, $0.user, $0.entitlement) } ?? "1"
        let members = try query(
            """
            SELECT \(Entitlement.columns), \(User.columns)
            FROM \(try way(to: filter, in: scope)) \(Entitlement.joins)
            WHERE entitlement.role = \(filter.role) AND \(conditions(filter, scope)) AND \(rest)
            ORDER BY user.name_key, user.id, entitlement.id LIMIT \(limit)
            """, RoleMember.init)
        guard members.count == limit, let last = members.last?.entitlement.id, let key = try key(last, in: scope) else {
            return (members, nil)
        }
        return (members, RoleMemberPlace(name: key.name, user: key.user, entitlement: last))
    }

    /// How many members there are: the n of `Membres (n)`.
    ///
    /// All of a role are counted along an index, and the few deleted accounts taken off.
    package func memberCount(_ filter: RoleMemberFilter, in scope: Scope) throws(DirectoryError) -> Int {
        if scope == .everything, filter.structure == nil, filter.text.isEmpty {
            return try count("SELECT count(*) FROM entitlement WHERE role = \(filter.role)")
                - count(
                    """
                    SELECT count(*)
                    FROM user CROSS JOIN affiliation ON affiliation.user = user.id
                        CROSS JOIN entitlement ON entitlement.affiliation = affiliation.id
                    WHERE user.deleted_at IS NOT NULL AND user.erased_at IS NULL AND entitlement.role = \(filter.role)
                    """)
        }
        return try count(
            """
            SELECT count(*) FROM \(try way(to: filter, in: scope))
            WHERE entitlement.role = \(filter.role) AND \(conditions(filter, scope))
            """)
    }

    /// The members with those habilitations, of those that the filter finds in scope: what a bulk action is about.
    package func members(
        _ filter: RoleMemberFilter, in scope: Scope, among entitlements: [ID<Entitlement>]
    ) throws(DirectoryError) -> [RoleMember] {
        var members: [RoleMember] = []
        for id in entitlements {
            members += try query(
                """
                SELECT \(Entitlement.columns), \(User.columns)
                FROM entitlement JOIN affiliation ON affiliation.id = entitlement.affiliation
                    JOIN user ON user.id = affiliation.user \(Entitlement.joins)
                WHERE entitlement.id = \(id) AND entitlement.role = \(filter.role) AND \(conditions(filter, scope))
                """, RoleMember.init)
        }
        return members
    }

    /// How many habilitations of each role there are for the structures in scope, or for one of them; a role without
    /// any is not in the answer.
    ///
    /// Counts an index and takes the few deleted accounts off.
    package func memberCounts(
        in scope: Scope, structure: ID<Structure>? = nil
    ) throws(DirectoryError) -> [ID<Role>: Int] {
        let all: [(ID<Role>, Int)]
        if scope == .everything, structure == nil {
            all = try query("SELECT role, count(*) FROM entitlement GROUP BY role") { (try $0.id(0), try $0.int(1)) }
        } else {
            all = try query(
                """
                SELECT entitlement.role, count(*)
                FROM affiliation CROSS JOIN entitlement ON entitlement.affiliation = affiliation.id
                WHERE \(isFor(structure)) AND \(scope.covers("affiliation.structure")) GROUP BY entitlement.role
                """
            ) { (try $0.id(0), try $0.int(1)) }
        }
        let gone = try query(
            """
            SELECT entitlement.role, count(*)
            FROM user CROSS JOIN affiliation ON affiliation.user = user.id
                CROSS JOIN entitlement ON entitlement.affiliation = affiliation.id
            WHERE user.deleted_at IS NOT NULL AND user.erased_at IS NULL
                AND \(isFor(structure)) AND \(scope.covers("affiliation.structure")) GROUP BY entitlement.role
            """
        ) { (try $0.id(0) as ID<Role>, try $0.int(1)) }
        return Dictionary(all) { $1 }.merging(gone.map { ($0.0, -$0.1) }, uniquingKeysWith: +)
    }

    private func conditions(_ filter: RoleMemberFilter, _ scope: Scope) -> SQL {
        let found: SQL = filter.text.isEmpty ? "1" : User.matches(filter.text)
        return """
            user.deleted_at IS NULL AND \(isFor(filter.structure)) AND \(scope.covers("affiliation.structure"))
                AND \(found)
            """
    }

    private func isFor(_ structure: ID<Structure>?) -> SQL {
        structure.map { "affiliation.structure = \($0)" } ?? "1"
    }

    /// The order in which the tables are visited. A role that most people hold is read along the index of names, so
    /// that a page stops after its last row; a rare one, or one structure's, is gathered and sorted.
    private func way(to filter: RoleMemberFilter, in scope: Scope) throws(DirectoryError) -> SQL {
        if filter.structure != nil || scope != .everything {
            return """
                affiliation CROSS JOIN entitlement ON entitlement.affiliation = affiliation.id
                CROSS JOIN user ON user.id = affiliation.user
                """
        }
        let isCommon =
            try count("SELECT count(*) FROM (SELECT 1 FROM entitlement WHERE role = \(filter.role) LIMIT 2000)") == 2000
        guard isCommon, filter.text.isEmpty else {
            return """
                entitlement CROSS JOIN affiliation ON affiliation.id = entitlement.affiliation
                CROSS JOIN user ON user.id = affiliation.user
                """
        }
        return """
            user INDEXED BY user_list CROSS JOIN affiliation ON affiliation.user = user.id
            CROSS JOIN entitlement ON entitlement.affiliation = affiliation.id
            """
    }

    /// The condition of a page on the order of names.
    private func keyset(_ place: PagePlace<Entitlement>, _ scope: Scope) throws(DirectoryError) -> Keyset {
        switch place {
        case .first: return Keyset()
        case .last: return Keyset(isBackward: true)
        case .after(let id):
            guard let key = try key(id, in: scope) else { return Keyset() }
            return Keyset(condition: after(key.name, key.user, id), isWhole: false)
        case .before(let id):
            guard let key = try key(id, in: scope) else { return Keyset() }
            return Keyset(
                condition: """
                    user.name_key <= \(key.name)
                        AND (user.name_key, user.id, entitlement.id) < (\(key.name), \(key.user), \(id))
                    """, isBackward: true, isWhole: false)
        }
    }

    /// The first comparison repeats what the second says, in a form that seeks in the index of names.
    private func after(_ name: String, _ user: ID<User>, _ entitlement: ID<Entitlement>) -> SQL {
        """
        user.name_key >= \(name) AND (user.name_key, user.id, entitlement.id) > (\(name), \(user), \(entitlement))
        """
    }

    /// Where a habilitation stands in the order: nil for one out of scope, whose holder's name is not to be found out by
    /// looking where a page begins.
    private func key(
        _ id: ID<Entitlement>, in scope: Scope
    ) throws(DirectoryError) -> (name: String, user: ID<User>)? {
        try one(
            """
            SELECT user.name_key, user.id
            FROM entitlement JOIN affiliation ON affiliation.id = entitlement.affiliation
                JOIN user ON user.id = affiliation.user
            WHERE entitlement.id = \(id) AND \(scope.covers("affiliation.structure"))
            """
        ) { (name: try $0.text(0), user: try $0.id(1)) }
    }
}

/// Where a page stands in the order of names.
private struct Keyset {
    var condition: SQL = "1"
    /// The rows come in reverse, from the end of the page.
    var isBackward = false
    /// The page stands at the list's own beginning (or end).
    var isWhole = true
}
