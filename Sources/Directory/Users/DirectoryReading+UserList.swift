import Database
import FoundationEssentials

extension DirectoryReading {
    /// A page of the list of users.
    package func users(_ list: UserList, at moment: ListMoment) throws(DirectoryError) -> UserListPage {
        var query = UserListQuery(list, moment)
        let matches = query.isWholeSite ? try rarest(list.search, upTo: Self.gathered) : nil
        var counted = query
        counted.isApplicationCommon = true
        counted.isSearchRare = matches.map { $0 < Self.gathered } ?? false
        let total = try total(counted)
        query.isApplicationCommon = total > Self.sorted
        query.isShort = total <= Self.sorted
        query.isSearchRare = matches.map { $0 < Self.sorted } ?? false
        let start = try start(of: list, query)
        let rows = try page(of: query, start)
        let before =
            switch start {
            case .first: 0
            case .last: max(0, total - rows.count)
            case .after(let key): try count("SELECT count(*) FROM \(counted.source) AND NOT \(counted.isAfter(key))")
            case .before(let key):
                try count("SELECT count(*) FROM \(counted.source) AND \(counted.isBefore(key))") - rows.count
            }
        // A page before the first one would be cut short: the first page is shown whole instead.
        if case .before = start, before <= 0, rows.count < list.size {
            return UserListPage(
                rows: try withPlaces(try page(of: query, .first), query), total: total, firstPlace: 1)
        }
        return UserListPage(rows: try withPlaces(rows, query), total: total, firstPlace: before + 1)
    }

    /// More than so many are not gathered to be counted, or to be sorted: the index is read along instead.
    private static var gathered: Int { 20_000 }
    private static var sorted: Int { 2_000 }

    /// How many people the list has.
    func total(_ query: UserListQuery) throws(DirectoryError) -> Int {
        guard let application = query.list.application, query.isApplicationAlone else {
            return try count("SELECT count(*) FROM \(query.source)")
        }
        // Few are deleted and not yet erased: they are taken off.
        let inForce: SQL = "held.application = \(application) AND held.rights_until > \(query.moment.now)"
        return try count(
            """
            SELECT (SELECT count(*) FROM application_user AS held WHERE \(inForce)) - (
                SELECT count(*) FROM user CROSS JOIN application_user AS held ON held.user = user.id
                WHERE user.deleted_at IS NOT NULL AND user.erased_at IS NULL AND \(inForce))
            """)
    }

    /// How many words of names and addresses begin with the one of a search that fewest do, counted up to a bound; nil
    /// for a search without words.
    private func rarest(_ search: String, upTo bound: Int) throws(DirectoryError) -> Int? {
        var least: Int?
        for word in User.words(of: search) {
            let found = try count(
                """
                SELECT count(*) FROM (
                    SELECT 1 FROM user_word WHERE word >= \(word) AND word < \(word + User.afterAll) LIMIT \(bound))
                """)
            least = min(least ?? found, found)
        }
        return least
    }

    /// The first people whom a search finds, by name.
    func people(found search: String, in scope: Scope, limit: Int) throws(DirectoryError) -> [User] {
        var list = UserList(scope: scope)
        list.search = search
        list.size = limit
        var query = UserListQuery(list, ListMoment(.distantPast))
        if query.isWholeSite {
            query.isSearchRare = try rarest(search, upTo: Self.sorted).map { $0 < Self.sorted } ?? false
        }
        return try page(of: query, .first).map(\.user)
    }

    /// So many rows of a list in its order, from where an earlier batch ended: for files and selections, read one batch
    /// after the other without holding a transaction open between them.
    ///
    /// - Returns: the rows, and where the next batch begins; nil after the last one.
    package func batch(
        of list: UserList, at moment: ListMoment, from place: UserListPlace? = nil, limit: Int
    ) throws(DirectoryError) -> (rows: [UserListRow], next: UserListPlace?) {
        var list = list
        list.size = limit
        var query = UserListQuery(list, moment)
        // Read to its end, so that each person is looked at once.
        query.isApplicationCommon = true
        let rows = try page(of: query, place.map { .after($0.key) } ?? .first)
        guard rows.count == limit, let last = rows.last, let key = try key(of: last.user.id, query) else {
            return (try withPlaces(rows, query), nil)
        }
        return (try withPlaces(rows, query), UserListPlace(key: key))
    }

    /// Rows with the names of their structures and applications in scope.
    package func placed(
        _ rows: [UserListRow], in scope: Scope, at moment: ListMoment
    ) throws(DirectoryError) -> [UserListRow] {
        try withPlaces(rows, UserListQuery(UserList(scope: scope), moment))
    }

    /// How many people of a scope each saved view shows.
    package func userCounts(
        in scope: Scope, at moment: ListMoment, views: [UserList.View] = UserList.View.allCases
    ) throws(DirectoryError) -> [UserList.View: Int] {
        var counts: [UserList.View: Int] = [:]
        for view in views {
            var list = UserList(scope: scope)
            list.view = view
            counts[view] = try count("SELECT count(*) FROM \(UserListQuery(list, moment).source)")
        }
        return counts
    }

    /// How one account stands, and when its person last signed in; nil when there is none in scope.
    package func listRow(
        of user: ID<User>, in scope: Scope, at moment: ListMoment
    ) throws(DirectoryError) -> UserListRow? {
        try one(
            """
            SELECT \(User.columns), \(moment.standing), user.last_sign_in_at FROM user
            WHERE user.id = \(user) AND \(scope.coversUser("user.id"))
            """, UserListRow.init)
    }
}

// MARK: - Parts

extension DirectoryReading {
    private func start(of list: UserList, _ query: UserListQuery) throws(DirectoryError) -> UserListQuery.Start {
        switch list.start {
        case .first: return .first
        case .last: return .last
        case .after(let id): return try key(of: id, query).map { .after($0) } ?? .first
        case .before(let id): return try key(of: id, query).map { .before($0) } ?? .first
        }
    }

    /// Where a person stands in the order of the list: nil for someone out of scope, whose name is not to be found out
    /// by looking where a page begins.
    private func key(of user: ID<User>, _ query: UserListQuery) throws(DirectoryError) -> UserListQuery.Key? {
        try one(
            """
            SELECT \(query.sortColumn), user.name_key FROM user
            WHERE user.id = \(user) AND \(query.list.scope.coversUser("user.id"))
            """
        ) { row in
            let value: SQLValue = query.sortsByText ? .text(try row.text(0)) : .integer(try row.int64(0))
            return UserListQuery.Key(value: value, name: try row.text(1), id: user)
        }
    }

    func page(of list: UserListQuery, _ start: UserListQuery.Start) throws(DirectoryError) -> [UserListRow] {
        let isBackward = start.isBackward
        let rows = try query(
            """
            SELECT \(User.columns), \(list.moment.standing), user.last_sign_in_at FROM \(list.source)
                AND \(list.condition(start))
            ORDER BY \(list.sorting(backward: isBackward)) LIMIT \(list.list.size)
            """, UserListRow.init)
        return isBackward ? rows.reversed() : rows
    }

    /// The rows with the names of their structures and applications.
    private func withPlaces(
        _ rows: [UserListRow], _ list: UserListQuery
    ) throws(DirectoryError) -> [UserListRow] {
        let ids = rows.map(\.user.id)
        let structures = try structures(of: ids, in: list.list.scope)
        let applications = try applications(of: ids, in: list.list.scope, at: list.moment.now)
        let unreachable = try unreachable(among: ids)
        return rows.map { row in
            var row = row
            row.structures = structures[row.user.id] ?? []
            row.applications = applications[row.user.id] ?? []
            row.isUnreachable = unreachable.contains(row.user.id)
            return row
        }
    }

    private func structures(
        of users: [ID<User>], in scope: Scope
    ) throws(DirectoryError) -> [ID<User>: [String]] {
        let pairs = try query(
            """
            SELECT affiliation.user, structure.name
            FROM json_each(\(users.json)) AS wanted CROSS JOIN affiliation ON affiliation.user = wanted.value
                JOIN structure ON structure.id = affiliation.structure
            WHERE \(scope.covers("affiliation.structure")) ORDER BY structure.name_key, structure.id
            """
        ) { (try $0.id(0) as ID<User>, try $0.text(1)) }
        return Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }
    }

    private func applications(
        of users: [ID<User>], in scope: Scope, at now: Date
    ) throws(DirectoryError) -> [ID<User>: [String]] {
        let pairs = try query(
            """
            SELECT affiliation.user, application.name
            FROM json_each(\(users.json)) AS wanted CROSS JOIN affiliation ON affiliation.user = wanted.value
                CROSS JOIN entitlement ON entitlement.affiliation = affiliation.id
                CROSS JOIN role ON role.id = entitlement.role
                CROSS JOIN role_group ON role_group.id = role.role_group
                CROSS JOIN application ON application.id = role_group.application
            WHERE \(scope.covers("affiliation.structure")) AND (entitlement.until IS NULL OR entitlement.until > \(now))
            GROUP BY affiliation.user, application.id ORDER BY application.position, application.id
            """
        ) { (try $0.id(0) as ID<User>, try $0.text(1)) }
        return Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }
    }
}

extension [ID<User>] {
    /// The identifiers as a JSON array: one bound value, however many there are.
    var json: String { "[" + map(\.description).joined(separator: ",") + "]" }
}

extension UserListRow {
    init(_ row: borrowing Row) throws(DatabaseError) {
        user = try User(row)
        guard let standing = Standing(rawValue: try row.int(User.columnCount)) else {
            throw .unexpectedValue(column: "standing")
        }
        self.standing = standing
        lastSignInAt = try row.dateOrNil(User.columnCount + 1)
    }
}
