import Database
import FoundationEssentials

/// How many accounts stand in a part of a scale.
package struct AgeCount: Hashable, Sendable {
    /// At least so many days old; the part ends where the next one begins.
    package let fromDays: Int
    package let count: Int
}

extension DirectoryReading {
    /// The dormant accounts of a scope by how long they have not been used; together as many as the view of that name
    /// has.
    package func dormantByAge(in scope: Scope, at moment: ListMoment) throws(DirectoryError) -> [AgeCount] {
        var list = UserList(scope: scope)
        list.view = .dormant
        let edges = [moment.dormantDays, moment.dormantDays + 90, moment.dormantDays + 180, moment.dormantDays + 360]
        return try ages(
            UserListQuery(list, moment), of: "coalesce(user.last_sign_in_at, user.activated_at)", edges, moment.now)
    }

    /// The accounts of a scope that were never activated, by how long they have been there; together as many as the
    /// view of that name has.
    package func neverActivatedByAge(in scope: Scope, at moment: ListMoment) throws(DirectoryError) -> [AgeCount] {
        var list = UserList(scope: scope)
        list.view = .neverActivated
        return try ages(UserListQuery(list, moment), of: "user.created_at", [0, 7, 30, 90], moment.now)
    }

    private func ages(
        _ query: UserListQuery, of column: SQL, _ edges: [Int], _ now: Date
    ) throws(DirectoryError) -> [AgeCount] {
        let part = edges.dropFirst().enumerated().reduce("0" as SQL) { part, edge in
            // Each edge that is passed counts one.
            "\(part) + (\(column) < \(now - Double(edge.element) * 86_400))"
        }
        let counted = try self.query("SELECT \(part) AS part, count(*) FROM \(query.source) GROUP BY part") { row in
            (part: try row.int(0), count: try row.int(1))
        }
        let counts = Dictionary(counted.map { ($0.part, $0.count) }) { $0 + $1 }
        return edges.enumerated().map { AgeCount(fromDays: $0.element, count: counts[$0.offset] ?? 0) }
    }

    /// How many people hold a role in force of each application, in a scope: as many as the list of users filtered by
    /// it has.
    package func usersByApplication(
        in scope: Scope, at moment: ListMoment
    ) throws(DirectoryError) -> [(application: Application, users: Int)] {
        if scope == .everything {
            var counts: [(application: Application, users: Int)] = []
            for application in try applications(in: scope) {
                var list = UserList(scope: scope)
                list.application = application.id
                counts.append((application, try total(UserListQuery(list, moment))))
            }
            return counts
        }
        let counted: [(ID<Application>, Int)] = try query(
            """
            SELECT role_group.application, count(DISTINCT affiliation.user)
            FROM affiliation CROSS JOIN entitlement ON entitlement.affiliation = affiliation.id
                CROSS JOIN role ON role.id = entitlement.role
                CROSS JOIN role_group ON role_group.id = role.role_group
            WHERE \(scope.covers("affiliation.structure"))
                AND (entitlement.until IS NULL OR entitlement.until > \(moment.now))
                AND affiliation.user NOT IN (SELECT id FROM user WHERE deleted_at IS NOT NULL AND erased_at IS NULL)
            GROUP BY role_group.application
            """
        ) { (try $0.id(0), try $0.int(1)) }
        let counts = Dictionary(counted) { first, _ in first }
        return try applications(in: scope).map { ($0, counts[$0.id] ?? 0) }
    }

    /// The structures of a scope with the most users, and how many each has; as many as the list of users filtered by
    /// it has.
    package func usersByStructure(
        in scope: Scope, limit: Int
    ) throws(DirectoryError) -> [(structure: ID<Structure>, name: String, users: Int)] {
        try query(
            """
            SELECT structure.id, structure.name, counted.users
            FROM (
                SELECT affiliation.structure AS place, count(*) AS users FROM affiliation
                WHERE \(scope.covers("affiliation.structure"))
                    AND affiliation.user NOT IN (SELECT id FROM user WHERE deleted_at IS NOT NULL AND erased_at IS NULL)
                GROUP BY affiliation.structure) AS counted
            CROSS JOIN structure ON structure.id = counted.place
            ORDER BY counted.users DESC, structure.name_key LIMIT \(limit)
            """
        ) { (structure: try $0.id(0), name: try $0.text(1), users: try $0.int(2)) }
    }
}
