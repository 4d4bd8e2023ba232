import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Testing

@testable import Convergences

/// Every route of the product × every kind of person × what is one's own, what is shared, and what is not: what is out
/// of scope does not exist (404, not 403), and asking for it changes nothing.
@Suite struct `The table of routes` {
    /// Whom a request comes from.
    private enum Person: CaseIterable {
        case nobody, agent, principalReferent, attachedReferent, theOperator
    }

    /// What the path names, seen by the person.
    private enum Belonging: CaseIterable {
        case own, shared, foreign
    }

    private let site: IsolationSite
    private let users: [Person: ID<User>]

    init() throws {
        site = try IsolationSite()
        let agent = try site.addPerson(in: [site.valmont])
        let principal = try site.addPerson(in: [site.valmont])
        let attached = try site.addPerson(in: [site.ccas])
        let chief = try site.addPerson(in: [site.cig])
        let (valmont, ccas) = (site.valmont, site.ccas)
        try site.change { (change) throws(DirectoryError) in
            try change.designateReferent(principal, of: valmont)
            try change.designateReferent(attached, of: ccas)
            try change.appointOperator(chief)
        }
        users = [
            .agent: agent, .principalReferent: principal, .attachedReferent: attached, .theOperator: chief,
        ]
    }

    /// All but files, which are the same for everybody.
    private var routes: [Route] { site.service.router.routes.filter { !$0.pattern.hasPrefix("/fichiers/") } }

    private func name(_ route: Route) -> String { "\(route.method.rawValue) \(route.pattern)" }

    @Test func `has a row for each route, and no other`() {
        let served = Set(routes.map(name))
        let written = Set(IsolationTable.audiences.keys)
        #expect(served.subtracting(written).sorted() == [], "new routes: say in IsolationTable who may use them")
        #expect(written.subtracting(served).sorted() == [], "routes that are gone")
    }

    @Test func `says of each route what the route says of itself`() {
        for route in routes {
            let written = IsolationTable.audiences[name(route)]
            let said: IsolationTable.Audience =
                switch route.access {
                case .anyone: .anyone
                case .signedIn: .signedIn
                case .referent: .referent
                case .operator: .operator
                }
            if written != said {
                Issue.record("\(name(route)): \(said.rawValue) in the router, \(written?.rawValue ?? "–") in the table")
            }
        }
    }

    @Test func `holds for every person and object`() throws {
        var guests: [Person: Guest] = [.nobody: try site.guest(nil)]
        for (person, user) in users { guests[person] = try site.guest(user) }
        for route in routes {
            guard let audience = IsolationTable.audiences[name(route)] else { continue }
            let names = parameters(of: route.pattern)
            for person in Person.allCases {
                guard let guest = guests[person] else { continue }
                let isNobodys = names.contains(where: Self.begunByOne.contains)
                let objects = isNobodys ? [.foreign] : names.contains(where: isObject) ? Belonging.allCases : [.own]
                for belonging in objects {
                    var expected = expectation(audience, person, belonging)
                    if isNobodys, expected == .found { expected = .absent }
                    // What a form may change is made for it alone.
                    let path = try path(of: route, for: person, belonging, fresh: expected == .found)
                    let mustStay = expected == .absent && route.method == .post
                    let rows = mustStay ? try site.rows() : [:]
                    let more = details(of: route, for: person, belonging)
                    let query = more.isEmpty ? "" : "?" + more.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
                    let answer = route.method == .get ? try guest.get(path + query) : try guest.post(path, more)
                    let what = "\(name(route)) by \(person), \(belonging): \(answer.status.rawValue)"
                    #expect(answer.status.rawValue < 500, "\(what)")
                    switch expected {
                    case .found: #expect(answer.status != .notFound, "\(what)")
                    case .signIn:
                        let asked = answer.headers["location"]?.hasPrefix("/connexion") == true
                        #expect(asked, "\(what)")
                    case .absent:
                        #expect(answer.status == .notFound, "\(what)")
                        #expect(!answer.text.contains(IsolationSite.mark), "\(what)")
                        if mustStay { #expect(try site.rows() == rows, "\(what) changed something") }
                    case .free: break
                    }
                    if Self.endsSessions.contains(route.pattern), let user = users[person] {
                        guests[person] = try site.guest(user)
                    }
                }
            }
        }
    }

    private static let endsSessions: Set = ["/deconnexion", "/profil/sessions/fermer", "/connexion"]

    private enum Expectation { case found, signIn, absent, free }

    private func expectation(
        _ audience: IsolationTable.Audience, _ person: Person, _ belonging: Belonging
    ) -> Expectation {
        switch (audience, person) {
        case (.anyone, _): .free
        case (_, .nobody): .signIn
        case (.signedIn, _): .free
        case (.operator, .theOperator), (.referent, .theOperator): .found
        case (.operator, _), (.referent, .agent): .absent
        case (.referent, _): belonging == .foreign ? .absent : .found
        }
    }

    /// What a route must be told besides its path.
    private func details(
        of route: Route, for person: Person, _ belonging: Belonging
    ) -> [PageForm.Field] {
        switch route.pattern {
        case "/annuaire/utilisateurs/{user}/detacher":
            [.init(name: "structure", value: "\(places(person, belonging)[0].rawValue)")]
        case "/annuaire/structures/{structure}/rattacher":
            [.init(name: "principal", value: "\(site.montreuil.rawValue)")]
        default: []
        }
    }

    // MARK: - What a path names

    private func parameters(of pattern: String) -> [String] {
        pattern.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    private func isObject(_ parameter: String) -> Bool {
        !["jeton", "id", "fichier", "logout", "participant", "empreinte"].contains(parameter)
    }

    /// The structures that an object of this belonging is in, its own one first.
    private func places(_ person: Person, _ belonging: Belonging) -> [ID<Structure>] {
        switch (person, belonging) {
        case (.attachedReferent, .own): [site.ccas]
        case (.attachedReferent, .shared): [site.ccas, site.valmont]
        case (.attachedReferent, .foreign): [site.valmont]
        case (_, .own): [site.valmont]
        case (_, .shared): [site.valmont, site.montreuil]
        case (_, .foreign): [site.montreuil]
        }
    }

    /// A path of the route whose objects are fresh ones, in their own or in another's structures.
    private func path(
        of route: Route, for person: Person, _ belonging: Belonging, fresh: Bool
    ) throws -> String {
        let places = places(person, belonging)
        let isForDeleted = route.pattern.hasSuffix("/restaurer")
        let key = "\(person) \(belonging) \(parameters(of: route.pattern)) \(isForDeleted)"
        var values: [String: String]
        if fresh, route.method == .post {
            values = try objects(in: places, for: person, isForeign: belonging == .foreign, route)
        } else if let made = shelf.objects[key] {
            values = made
        } else {
            values = try objects(in: places, for: person, isForeign: belonging == .foreign, route)
            shelf.objects[key] = values
        }
        if person == .principalReferent, belonging == .shared { values["structure"] = "\(site.ccas.rawValue)" }
        return try route.pattern.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard segment.hasPrefix("{") else { return String(segment) }
            let parameter = String(segment.dropFirst().dropLast())
            guard let value = values[parameter] else {
                throw TestFailure("no value for {\(parameter)} of \(route.pattern): say in `objects` what it names")
            }
            return value
        }.joined(separator: "/")
    }

    /// What nobody has: secrets, and work that belongs to whoever began it (their modules' tests share them out).
    private static let unheld = [
        "jeton": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "id": "inconnu", "fichier": "x", "logout": "inconnu",
        "participant": "1", "empreinte": "inconnu", "lot": "999999", "choix": "999999", "travail": "999999",
        "demande": "999999", "message": "999999", "fournisseur": "999999",
    ]
    private static let begunByOne: Set = ["lot", "choix", "travail", "demande", "message", "fournisseur"]

    /// Objects that were made before, for requests that leave them as they are.
    private final class Shelf {
        var objects: [String: [String: String]] = [:]
    }

    private let shelf = Shelf()

    private func objects(
        in places: [ID<Structure>], for person: Person, isForeign: Bool, _ route: Route
    ) throws -> [String: String] {
        let names = parameters(of: route.pattern)
        var values = Self.unheld
        var structure = places[0]
        if names.contains("structure"), person == .theOperator {
            structure = try freshStructure(attached: !route.pattern.hasSuffix("rattacher"))
        }
        values["structure"] = "\(structure.rawValue)"
        if names.contains("user") || names.contains("utilisateur") {
            let user = try site.addPerson(in: places)
            values["user"] = "\(user.rawValue)"
            values["utilisateur"] = values["user"]
            if route.pattern.hasSuffix("/restaurer") {
                try site.change { (change) throws(DirectoryError) in _ = try change.deleteUser(user) }
            }
            if names.contains("structure") {
                try site.change { (change) throws(DirectoryError) in
                    _ = try change.designateReferent(user, of: structure)
                }
            }
        }
        if names.contains("evenement") {
            let wanted = places[0]
            let entry = try site.site.directory.read { (view) throws(DirectoryError) in
                try view.journal(structure: wanted, limit: 1).first?.id
            }
            values["evenement"] = entry.map { "\($0)" }
        }
        if names.contains("domaine") {
            values["domaine"] = "autre.example"
            try site.change { (change) throws(DirectoryError) in
                try change.addDomain("autre.example", to: structure)
            }
        }
        if names.contains("application") {
            let application =
                person == .theOperator ? try site.addApplication() : isForeign ? site.baths : site.bip
            let groups = try site.site.directory.read { (view) throws(DirectoryError) in
                try view.roleGroups(of: application)
            }
            values["application"] = try site.site.directory.read { (view) throws(DirectoryError) in
                try view.application(application)?.slug
            }
            values["groupe"] = groups.first.map { "\($0.id.rawValue)" }
            values["role"] = groups.first?.roles.first.map { "\($0.id.rawValue)" }
        }
        return values
    }

    private func freshStructure(attached: Bool) throws -> ID<Structure> {
        let valmont = site.valmont
        return try site.change { (change) throws(DirectoryError) in
            try change.addStructure("Établissement", attachedTo: attached ? valmont : nil)
        }
    }
}
