import Directory
import HTTP

/// What the address of the list of users says: view, filters, order, size, page. Reading it and writing the links of
/// the list is done here alone, so that Back, a reload and a mailed link show the same list.
struct UserListState {
    /// Everything but the scope.
    private(set) var list: UserList

    static let sizes = [25, 50, 100]

    private static let views: [(name: String, view: UserList.View)] = [
        ("jamais-actives", .neverActivated), ("dormants", .dormant), ("bloques", .blocked),
        ("sans-application", .withoutApplication), ("injoignables", .unreachable), ("supprimes", .deleted),
    ]
    private static let orders: [(name: String, order: UserList.Order)] = [
        ("nom", .name), ("structure", .structure), ("etat", .standing), ("connexion", .lastSignIn),
    ]

    /// The address of the list as it came; what it cannot mean counts as not said.
    init(_ query: Parameters, scope: Scope) throws(HTTPError) {
        list = UserList(scope: scope)
        list.search = String((try query.only("q") ?? "").prefix(100))
        list.structure = try query.id("structure")
        let application = try query.only("application")
        if application == "aucune" {
            list.view = .withoutApplication
        } else {
            list.application = application.flatMap { ID<Application>($0) }
            let name = try query.only("vue")
            list.view = Self.views.first { $0.name == name }?.view ?? .all
        }
        let sorting = try query.only("tri") ?? ""
        list.isDescending = sorting.hasPrefix("-")
        list.order = Self.orders.first { $0.name == sorting.drop { $0 == "-" } }?.order ?? .name
        let size = try query.only("taille").flatMap { Int($0) } ?? 50
        list.size = Self.sizes.contains(size) ? size : 50
        if let last: ID<User> = try query.id("apres") {
            list.start = .after(last)
        } else if let first: ID<User> = try query.id("avant") {
            list.start = .before(first)
        } else if try query.only("page") == "derniere" {
            list.start = .last
        }
    }

    /// Whether anything but the view narrows the list.
    var isFiltered: Bool { !list.search.isEmpty || list.structure != nil || list.application != nil }

    // MARK: - Links

    /// The list as it is, on its first page.
    var path: String { path { _ in } }

    /// The list with something changed, on its first page unless `change` says which.
    func path(to folder: String = "", _ change: (inout UserList) -> Void) -> String {
        var list = list
        list.start = .first
        change(&list)
        let query = Parameters(Self.parameters(list)).encoded
        return UserWords.list + folder + (query.isEmpty ? "" : "?" + query)
    }

    /// A saved view of the whole scope, without filters.
    static func path(_ view: UserList.View) -> String {
        views.first { $0.view == view }.map { "\(UserWords.list)?vue=\($0.name)" } ?? UserWords.list
    }

    /// What a form of filters has to go on saying: view, order, size.
    var kept: [(name: String, value: String)] {
        var bare = list
        bare.search = ""
        bare.structure = nil
        bare.application = nil
        bare.start = .first
        return Self.parameters(bare)
    }

    private static func parameters(_ list: UserList) -> [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = []
        func say(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { parameters.append((name, value)) }
        }
        say("vue", views.first { $0.view == list.view }?.name)
        say("q", list.search)
        say("structure", list.structure?.description)
        say("application", list.application?.description)
        if list.order != .name || list.isDescending {
            say("tri", (list.isDescending ? "-" : "") + (orders.first { $0.order == list.order }?.name ?? ""))
        }
        if list.size != 50 { say("taille", "\(list.size)") }
        switch list.start {
        case .first: break
        case .after(let last): say("apres", last.description)
        case .before(let first): say("avant", first.description)
        case .last: say("page", "derniere")
        }
        return parameters
    }
}
