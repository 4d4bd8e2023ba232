import Database

/// The list of users as SQL. Its shape follows the scope: all of the site is read along the one index that holds all a
/// list needs; a referent's people are gathered first.
struct UserListQuery {
    let list: UserList
    let moment: ListMoment

    /// Where a row stands in the order: the value it is sorted by, its name, its identifier.
    struct Key: Sendable {
        let value: SQLValue
        let name: String
        let id: ID<User>
    }

    /// Where a page begins.
    enum Start {
        case first
        case after(Key)
        case before(Key)
        case last

        /// Whether the rows are read from the end.
        var isBackward: Bool {
            switch self {
            case .first, .after: false
            case .before, .last: true
            }
        }
    }

    init(_ list: UserList, _ moment: ListMoment) {
        self.list = list
        self.moment = moment
    }

    /// Whether so many people hold a role of the application that is asked for that a page of them is found soonest by
    /// looking at one person after the other; otherwise they are gathered first.
    var isApplicationCommon = false

    /// Whether so few people are found by what is searched for that they are gathered and sorted; otherwise a page is
    /// found soonest along the index of names.
    var isSearchRare = false

    /// Whether the list is so short that its people are found by what they have in common, and sorted; otherwise they are
    /// found in their order.
    var isShort = false

    /// `user WHERE …`: everybody whom the list shows.
    var source: SQL {
        // `NOT INDEXED` leaves the rows' own numbers to find them by.
        isWholeSite && isSearchRare ? "user NOT INDEXED WHERE \(conditions)" : "user WHERE \(conditions)"
    }

    /// Whether the list is all who may open an application, and nothing else is asked.
    var isApplicationAlone: Bool {
        isWholeSite && list.application != nil && list.view == .all && list.search.isEmpty
    }

    private var conditions: SQL {
        let state: SQL =
            list.view == .deleted ? "user.deleted_at IS NOT NULL AND user.erased_at IS NULL" : "user.deleted_at IS NULL"
        return "\(state) AND \(people) AND \(inView) AND \(found) AND \(inApplication)"
    }

    // MARK: - Who

    var isWholeSite: Bool { list.scope == .everything && list.structure == nil }

    /// The `+` keeps SQLite from gathering thousands of rows one by one where the index can be read along.
    private var user: SQL { isWholeSite ? "+user.id" : "user.id" }

    private var people: SQL {
        if isWholeSite { return "1" }
        let place: SQL = list.structure.map { "affiliation.structure = \($0)" } ?? "1"
        return """
            user.id IN (SELECT affiliation.user FROM affiliation
                WHERE \(list.scope.covers("affiliation.structure")) AND \(place))
            """
    }

    private var inView: SQL {
        switch list.view {
        case .all, .deleted: "1"
        case .neverActivated: moment.neverActivated
        case .dormant: moment.dormant
        case .blocked: moment.isBlocked
        case .withoutApplication: withoutApplication
        case .unreachable: "user.id IN (SELECT unreachable.user FROM unreachable)"
        }
    }

    private var withoutApplication: SQL {
        if list.scope == .everything { return "user.rights_until <= \(moment.now)" }
        return """
            NOT EXISTS (
                SELECT 1 FROM affiliation CROSS JOIN entitlement ON entitlement.affiliation = affiliation.id
                WHERE affiliation.user = user.id AND \(list.scope.covers("affiliation.structure"))
                    AND (entitlement.until IS NULL OR entitlement.until > \(moment.now)))
            """
    }

    private var inApplication: SQL {
        guard let application = list.application else { return "1" }
        if isWholeSite {
            let holders: SQL = """
                FROM application_user AS held
                WHERE held.application = \(application) AND held.rights_until > \(moment.now)
                """
            return isApplicationCommon
                ? "EXISTS (SELECT 1 \(holders) AND held.user = user.id)"
                : "user.id IN (SELECT held.user \(holders))"
        }
        return """
            EXISTS (
                SELECT 1 FROM affiliation CROSS JOIN entitlement ON entitlement.affiliation = affiliation.id
                    CROSS JOIN role ON role.id = entitlement.role
                    CROSS JOIN role_group ON role_group.id = role.role_group
                WHERE affiliation.user = user.id AND \(list.scope.covers("affiliation.structure"))
                    AND role_group.application = \(application)
                    AND (entitlement.until IS NULL OR entitlement.until > \(moment.now)))
            """
    }

    private var found: SQL { User.matches(list.search, isSearchRare ? "user.id" : user) }

    // MARK: - Order

    /// Never NULL, so that it can be compared.
    var sortColumn: SQL {
        switch list.order {
        case .name: "0"
        case .structure:
            list.scope == .everything
                ? "user.place_key"
                : """
                coalesce((
                    SELECT min(structure.name_key)
                    FROM affiliation JOIN structure ON structure.id = affiliation.structure
                    WHERE affiliation.user = user.id AND \(list.scope.covers("affiliation.structure"))), '')
                """
        case .standing: moment.standing
        // Who never signed in comes after those who did, the longest ago first.
        case .lastSignIn: "coalesce(user.last_sign_in_at, 0)"
        }
    }

    var sortsByText: Bool { list.order == .structure }

    func sorting(backward: Bool) -> SQL {
        let isDown = list.isDescending != backward
        if list.order == .name, isWholeSite, isShort {
            return isDown ? "+user.name_key DESC, +user.id DESC" : "+user.name_key, +user.id"
        }
        if list.order == .name {
            return isDown ? "user.name_key DESC, user.id DESC" : "user.name_key, user.id"
        }
        return isDown
            ? "\(sortColumn) DESC, user.name_key DESC, user.id DESC" : "\(sortColumn), user.name_key, user.id"
    }

    func condition(_ start: Start) -> SQL {
        switch start {
        case .first, .last: "1"
        case .after(let key): isAfter(key)
        case .before(let key): isBefore(key)
        }
    }

    func isAfter(_ key: Key) -> SQL { list.isDescending ? isSmaller(key) : isGreater(key) }

    func isBefore(_ key: Key) -> SQL { list.isDescending ? isGreater(key) : isSmaller(key) }

    private func isGreater(_ key: Key) -> SQL {
        list.order == .name
            ? "((user.name_key, user.id) > (\(key.name), \(key.id)))"
            : "((\(sortColumn), user.name_key, user.id) > (\(Bound(key.value)), \(key.name), \(key.id)))"
    }

    private func isSmaller(_ key: Key) -> SQL {
        list.order == .name
            ? "((user.name_key, user.id) < (\(key.name), \(key.id)))"
            : "((\(sortColumn), user.name_key, user.id) < (\(Bound(key.value)), \(key.name), \(key.id)))"
    }
}

/// A value that came out of the database, to be compared with.
private struct Bound: SQLConvertible {
    let sqlValue: SQLValue

    init(_ value: SQLValue) { sqlValue = value }
}
