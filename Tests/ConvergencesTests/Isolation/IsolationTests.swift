import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Testing

@testable import Convergences

/// Every route of the product × every kind of person × what is one's own, what is shared, and what is not: what is out
/// of scope does not exist (404, not 403), and asking for it changes nothing.
@Suite struct `The table of routes` {
    private let site: IsolationSite
    private let users: [Person: ID<User>]
    private let objects: PathObjects

    init() throws {
        site = try IsolationSite()
        let agent = try site.addPerson(in: [site.valmont])
        let principal = try site.addPerson(in: [site.valmont])
        let attached = try site.addPerson(in: [site.ccas])
        let chief = try site.addPerson(in: [site.cig])
        let (valmont, ccas, cig, role) = (site.valmont, site.ccas, site.cig, site.roles[site.bip])
        try site.change { (change) throws(DirectoryError) in
            try change.designateReferent(principal, of: valmont)
            try change.designateReferent(attached, of: ccas)
            try change.appointOperator(chief)
            // All may open BIP: what is refused to them is not refused for want of a right.
            for (user, place) in [(agent, valmont), (principal, valmont), (attached, ccas), (chief, cig)] {
                if let role { try change.grant(role, to: user, for: place) }
            }
        }
        users = [
            .agent: agent, .principalReferent: principal, .attachedReferent: attached, .theOperator: chief,
        ]
        objects = PathObjects(site, users)
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
            let names = PathObjects.parameters(of: route)
            for person in Person.allCases {
                guard let guest = guests[person] else { continue }
                for belonging in names.contains(where: isObject) ? Belonging.allCases : [.own] {
                    let expected = expectation(audience, person, belonging, names)
                    let isFresh = expected == .found && route.method == .post
                    let named = try objects.path(of: route, for: person, belonging, fresh: isFresh)
                    let mustStay = expected == .absent && route.method == .post
                    let rows = mustStay ? try site.rows() : [:]
                    let more = details(of: route, for: person, belonging)
                    let query = more.isEmpty ? "" : "?" + more.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
                    let answer: Response =
                        if route.method == .get {
                            try guest.get(named.path + query)
                        } else if isFresh, names.contains(where: Self.work.contains) {
                            try site.working { try guest.post(named.path, more) }
                        } else {
                            try guest.post(named.path, more)
                        }
                    let what = "\(name(route)) by \(person), \(belonging): \(answer.status.rawValue)"
                    #expect(answer.status.rawValue < 500, "\(what)")
                    switch expected {
                    case .found where Self.findsNothing.contains(route.pattern): break
                    case .found: #expect(answer.status != .notFound, "\(what)")
                    case .signIn:
                        let asked = answer.headers["location"]?.hasPrefix("/connexion") == true
                        #expect(asked, "\(what)")
                    case .absent:
                        #expect(answer.status == .notFound, "\(what)")
                        #expect(!answer.text.contains(IsolationSite.mark), "\(what)")
                        if mustStay { #expect(try site.rows() == rows, "\(what) changed something") }
                        // What is not found by others is there all the same.
                        if route.method == .get, let maker = named.maker, person != .agent {
                            let seen = try site.guest(maker).get(named.path)
                            #expect(seen.status != .notFound, "\(what), and by its maker: \(seen.status.rawValue)")
                        }
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
    /// What answers 404 to those who may come too, for want of something beside the object: a service provider without a
    /// source has nothing to renew.
    private static let findsNothing: Set = [
        "/annuaire/applications/{application}/fournisseurs/{fournisseur}/actualiser"
    ]
    /// What is long work: its drafts, and itself.
    private static let drafts: Set = ["lot", "choix"]
    private static let work = drafts.union(["travail"])

    private enum Expectation { case found, signIn, absent, free }

    private func expectation(
        _ audience: IsolationTable.Audience, _ person: Person, _ belonging: Belonging, _ names: [String]
    ) -> Expectation {
        switch (audience, person) {
        case (.anyone, _): return .free
        case (_, .nobody): return .signIn
        case (.signedIn, _): return .free
        case (.operator, .theOperator), (.referent, .theOperator):
            // A draft is its maker's alone, and an application's pages know its own service providers only.
            let isOthers = names.contains(where: Self.drafts.contains) || names.contains("fournisseur")
            return isOthers && belonging != .own ? .absent : .found
        case (.operator, _), (.referent, .agent): return .absent
        case (.referent, _):
            // A colleague of the same scope may know the people, not the work.
            let isWork = names.contains(where: Self.work.contains)
            return belonging == .foreign || (isWork && belonging == .shared) ? .absent : .found
        }
    }

    /// What a route must be told besides its path.
    private func details(
        of route: Route, for person: Person, _ belonging: Belonging
    ) -> [PageForm.Field] {
        switch route.pattern {
        case "/annuaire/utilisateurs/{user}/detacher":
            [.init(name: "structure", value: "\(objects.places(person, belonging)[0].rawValue)")]
        case "/annuaire/structures/{structure}/rattacher":
            [.init(name: "principal", value: "\(site.montreuil.rawValue)")]
        default: []
        }
    }

    /// Whether it names something that is somebody's. Links and requests of the browser are tried by name in
    /// `OthersSecretsTests`.
    private func isObject(_ parameter: String) -> Bool {
        !["jeton", "id", "logout", "participant"].contains(parameter)
    }
}
