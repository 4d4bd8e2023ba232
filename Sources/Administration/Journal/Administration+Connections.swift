import Accounts
import Calendar
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// Sign-ins beside the journal: what happened at the door. A referent is told the day, of people whose whole account is
// theirs to look after; the operator the minute, the address and the device.
extension Administration {
    func connectionsPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let state = try ConnectionsState(visit.request.query)
        let scope = person.user.scope
        let (filter, found) = try connectionsFilter(state, scope)
        var page = try accounts.events(filter, at: state.place, limit: ConnectionsState.perPage)
        if page.events.isEmpty, state.place != .first {
            page = try accounts.events(filter, limit: ConnectionsState.perPage)
        }
        let known = ConnectionsView.Known(
            lines: try lines(page.events, scope), hasPrevious: page.hasPrevious, hasNext: page.hasNext, found: found)
        return ConnectionsView(state: state, known: known, user: person.user, visit: visit)
            .page.response(visit.context)
    }

    /// Every sign-in that the filters find, as a file; made while it is sent.
    func exportConnections(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let state = try ConnectionsState(visit.request.query)
        let user = person.user
        let (filter, _) = try connectionsFilter(state, user.scope)
        let language = visit.language
        var headings = [
            Text(fr: "Date", en: "Date"), Text(fr: "Événement", en: "Event"), UserWords.familyName, UserWords.givenName,
            Words.email, UserWords.structure,
        ]
        if user.isOperator {
            headings += [
                Text(fr: "Heure", en: "Time"), Text(fr: "Adresse IP", en: "IP address"), ConnectionsView.device,
            ]
        }
        let words = headings.map { $0[language] }
        let stream = BodyStream(PagePlace<SignInEvent>?.some(.first)) { (place: inout PagePlace<SignInEvent>?) in
            guard let start = place else { return nil }
            var file = CSVFile(continuing: start == .first ? words : nil)
            let page = try accounts.events(filter, at: start, limit: 500)
            for line in try lines(page.events, user.scope) {
                let event = line.event
                var cells = [
                    CalendarDay(event.at).text, line.sentence(language), line.person?.familyName ?? "",
                    line.person?.givenName ?? "", line.person?.email ?? "", line.structures.joined(separator: ", "),
                ]
                if user.isOperator {
                    cells += [Dates.time(event.at, .en), event.address, event.deviceDescription]
                }
                file.append(cells)
            }
            place = page.hasNext ? page.events.last.map { .after($0.id) } : nil
            return file.bytes
        }
        let name = language.choose(fr: "connexions", en: "sign-ins")
        return CSVFile.response(stream, named: "\(name)-\(CalendarDay(visit.now).text).csv")
    }

    /// The filter of an address, and the people that its words find: nil when none were typed.
    private func connectionsFilter(
        _ state: ConnectionsState, _ scope: Scope
    ) throws -> (SignInEventFilter, found: ConnectionsView.Found?) {
        var filter = SignInEventFilter(scope: scope)
        filter.kinds = state.group?.kinds
        filter.from = state.from?.start()
        filter.until = state.until.map { $0.end() }
        if let id = state.person {
            let person = try directory.read { directory throws(DirectoryError) in try directory.user(id, in: scope) }
            guard let person else { throw HTTPError.notFound }
            filter.people = [id]
            return (filter, .person(person.displayName))
        }
        guard !state.text.isEmpty else { return (filter, nil) }
        let most = 100
        let people = try directory.read { directory throws(DirectoryError) in
            try directory.people(matching: state.text, in: scope, limit: most + 1)
        }
        filter.people = people.prefix(most).map(\.user.id)
        return (filter, people.count > most ? .more(than: most) : .people(people.count))
    }

    private func lines(_ events: [SignInEvent], _ scope: Scope) throws -> [ConnectionLine] {
        try directory.read { directory throws(DirectoryError) in
            try events.map { (event) throws(DirectoryError) in
                guard let id = event.user else { return ConnectionLine(event: event, person: nil, structures: []) }
                return ConnectionLine(
                    event: event, person: try directory.user(id, in: scope),
                    structures: try directory.affiliations(of: id, in: scope).map(\.structureName))
            }
        }
    }
}

/// A sign-in event with whose it is.
struct ConnectionLine: Sendable {
    let event: SignInEvent
    let person: User?
    let structures: [String]

    /// « Karim Amrani s’est connecté »
    func sentence(_ language: Language) -> String {
        let name = person?.displayName ?? Text(fr: "Quelqu’un", en: "Someone")[language]
        return event.kind.sentence[language].split(separator: "{0}", omittingEmptySubsequences: false)
            .joined(separator: name)
    }

    /// The same with the name made strong, and a link to the person.
    func html(_ language: Language) -> HTML {
        guard let person else {
            return event.kind.sentence.html(language, "\(Text(fr: "Quelqu’un", en: "Someone")[language])")
        }
        return event.kind.sentence.html(
            language, "<a href=\"\(UserWords.path(person.id))\">\(person.displayName)</a>")
    }
}

/// What the address of the list of sign-ins says.
struct ConnectionsState {
    var group: SignInEventGroup?
    var person: ID<User>?
    var text = ""
    var from: CalendarDay?
    var until: CalendarDay?
    var place = PagePlace<SignInEvent>.first

    static let perPage = 50

    init(_ query: Parameters) throws(HTTPError) {
        group = try query.only("vue").flatMap(SignInEventGroup.init)
        person = try query.id("personne")
        text = String((try query.typed("q") ?? "").prefix(100))
        from = try query.only("du").flatMap { CalendarDay($0) }
        until = try query.only("au").flatMap { CalendarDay($0) }
        place = try query.pagePlace()
    }

    var isFiltered: Bool { from != nil || until != nil || !text.isEmpty || person != nil }

    static let path = JournalWords.path + "/connexions"

    /// The list with something changed, on its first page unless `change` says which.
    func path(to folder: String = "", _ change: (inout ConnectionsState) -> Void = { _ in }) -> String {
        var state = self
        state.place = .first
        change(&state)
        let query = Parameters(state.parameters).encoded
        return Self.path + folder + (query.isEmpty ? "" : "?" + query)
    }

    var unfiltered: String {
        path {
            ($0.from, $0.until, $0.person) = (nil, nil, nil)
            $0.text = ""
        }
    }

    var kept: [(name: String, value: String)] { parameters.filter { ["vue", "personne"].contains($0.name) } }

    private var parameters: [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = []
        func say(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { parameters.append((name, value)) }
        }
        say("vue", group?.rawValue)
        say("personne", person?.description)
        say("q", text)
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
