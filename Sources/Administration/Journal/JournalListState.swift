import Calendar
import Directory
import FoundationEssentials
import HTTP
import Markup

/// What the address of the journal says: view, filters, page. Reading it and writing the links of the list is done here
/// alone, so that Back, a reload and a mailed link show the same list.
struct JournalListState {
    var group: JournalGroup?
    var kind: JournalEntry.Kind?
    var person: ID<User>?
    var role: ID<Role>?
    var application: ID<Application>?
    var structure: ID<Structure>?
    var from: CalendarDay?
    var until: CalendarDay?
    var text = ""
    var place = PagePlace<JournalEntry>.first

    static let perPage = 50

    /// The address of the list as it came; what it cannot mean counts as not said.
    init(_ query: Parameters) throws(HTTPError) {
        group = try query.only("vue").flatMap(JournalGroup.init)
        kind = try query.only("action").flatMap(JournalEntry.Kind.init)
        person = try query.id("personne")
        role = try query.id("role")
        application = try query.id("application")
        structure = try query.id("structure")
        from = try query.only("du").flatMap { CalendarDay($0) }
        until = try query.only("au").flatMap { CalendarDay($0) }
        text = String((try query.typed("q") ?? "").prefix(100))
        place = try query.pagePlace()
    }

    func filter(_ scope: Scope) -> JournalFilter {
        var filter = JournalFilter(scope: scope)
        filter.person = person
        filter.role = role
        filter.application = application
        filter.structure = structure
        filter.text = text
        filter.from = from?.start()
        filter.until = until.map { $0.end() }
        switch (group, kind) {
        case (let group?, let kind?): filter.kinds = kind.group == group ? [kind] : []
        case (let group?, nil): filter.kinds = Set(group.kinds)
        case (nil, let kind?): filter.kinds = [kind]
        case (nil, nil): break
        }
        return filter
    }

    /// Whether anything but the view and the object of the history narrows the list.
    var isFiltered: Bool { isOfPeriod || kind != nil || structure != nil || !text.isEmpty }

    var isOfPeriod: Bool { from != nil || until != nil }

    /// Whether the list is the history of one object.
    var isHistory: Bool { person != nil || role != nil || application != nil }

    // MARK: - Links

    /// The list with something changed, on its first page unless `change` says which.
    func path(to folder: String = "", _ change: (inout JournalListState) -> Void = { _ in }) -> String {
        var state = self
        state.place = .first
        change(&state)
        let query = Parameters(state.parameters).encoded
        return JournalWords.path + folder + (query.isEmpty ? "" : "?" + query)
    }

    /// The list without its filters; the view and the object stay.
    var unfiltered: String {
        path {
            $0.kind = nil
            $0.structure = nil
            ($0.from, $0.until) = (nil, nil)
            $0.text = ""
        }
    }

    /// What the form of filters has to go on saying.
    var kept: [(name: String, value: String)] {
        parameters.filter { ["vue", "personne", "role", "application"].contains($0.name) }
    }

    private var parameters: [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = []
        func say(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { parameters.append((name, value)) }
        }
        say("vue", group?.rawValue)
        say("personne", person?.description)
        say("role", role?.description)
        say("application", application?.description)
        say("q", text)
        say("structure", structure?.description)
        say("action", kind?.rawValue)
        say("du", from?.text)
        say("au", until?.text)
        switch place {
        case .first: break
        case .after(let last): say("apres", last.description)
        case .before(let first): say("avant", first.description)
        case .last: say("page", "derniere")
        }
        return parameters
    }
}
