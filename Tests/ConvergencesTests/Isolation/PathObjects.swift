import Accounts
import Directory
import FoundationEssentials
import HTTP
import Site

@testable import Convergences

/// Whom a request comes from.
enum Person: CaseIterable {
    case nobody, agent, principalReferent, attachedReferent, theOperator
}

/// What the path names, seen by the person. Of what people begin: one's own, a colleague's with the same scope,
/// somebody's with another scope.
enum Belonging: CaseIterable {
    case own, shared, foreign
}

/// Makes what the paths of routes name: real objects, each with the id that the path gets. There is no invented id here:
/// a route that names something new needs something real for it.
final class PathObjects {
    /// A path, and who made what it names, when it is somebody's.
    struct Named {
        let path: String
        let maker: ID<User>?
    }

    private typealias Values = (ids: [String: String], maker: ID<User>?)

    private let site: IsolationSite
    private let users: [Person: ID<User>]
    /// Objects that were made before, for requests that leave them as they are.
    private var shelf: [String: Values] = [:]

    init(_ site: IsolationSite, _ users: [Person: ID<User>]) {
        self.site = site
        self.users = users
    }

    static func parameters(of route: Route) -> [String] {
        route.pattern.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// The structures that an object of this belonging is in, its own one first.
    func places(_ person: Person, _ belonging: Belonging) -> [ID<Structure>] {
        switch (person, belonging) {
        case (.attachedReferent, .own): [site.ccas]
        case (.attachedReferent, .shared): [site.ccas, site.valmont]
        case (.attachedReferent, .foreign): [site.valmont]
        case (_, .own): [site.valmont]
        case (_, .shared): [site.valmont, site.montreuil]
        case (_, .foreign): [site.montreuil]
        }
    }

    /// A path of the route whose objects are in one's own or in another's structures, or were begun by others.
    ///
    /// - Parameter fresh: whether they must be new ones: what a form may change is made for it alone.
    func path(of route: Route, for person: Person, _ belonging: Belonging, fresh: Bool) throws -> Named {
        let names = Self.parameters(of: route)
        // What a route does to an object decides the state in which it must be.
        let state = ["/restaurer", "/reprendre"].first { route.pattern.hasSuffix($0) } ?? ""
        let key = "\(person) \(belonging) \(names) \(state)"
        var values: Values
        if !fresh, let made = shelf[key] {
            values = made
        } else {
            values = try objects(for: person, belonging, route)
            if !fresh { shelf[key] = values }
        }
        if person == .principalReferent, belonging == .shared { values.ids["structure"] = "\(site.ccas.rawValue)" }
        let path = try route.pattern.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard segment.hasPrefix("{") else { return String(segment) }
            let parameter = String(segment.dropFirst().dropLast())
            guard let value = values.ids[parameter] else {
                throw TestFailure("no value for {\(parameter)} of \(route.pattern): say in `objects` what it names")
            }
            return value
        }.joined(separator: "/")
        return Named(path: path, maker: values.maker)
    }

    private func objects(for person: Person, _ belonging: Belonging, _ route: Route) throws -> Values {
        let names = Self.parameters(of: route)
        let places = places(person, belonging)
        let begun = try begun(names, for: person, belonging, in: places[0], route)
        var values = begun.ids
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
            if names.contains("structure") { try designate(user, of: structure) }
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
            values.merge(try application(for: person, belonging, names)) { $1 }
        }
        return (values, begun.maker)
    }

    // MARK: - Applications

    private func application(
        for person: Person, _ belonging: Belonging, _ names: [String]
    ) throws -> [String: String] {
        let hasProvider = names.contains("fournisseur")
        let application =
            hasProvider
            ? site.bip
            : person == .theOperator ? try site.addApplication() : belonging == .foreign ? site.baths : site.bip
        var values: [String: String] = [:]
        let groups = try site.site.directory.read { (view) throws(DirectoryError) in
            try view.roleGroups(of: application)
        }
        values["application"] = try site.site.directory.read { (view) throws(DirectoryError) in
            try view.application(application)?.slug
        }
        values["groupe"] = groups.first.map { "\($0.id.rawValue)" }
        values["role"] = groups.first?.roles.first.map { "\($0.id.rawValue)" }
        // Another application's provider is none of this one.
        let provider = site.providers[belonging == .own ? site.bip : site.baths]
        values["fournisseur"] = provider.map { "\($0.rawValue)" }
        return values
    }

    // MARK: - What people begin

    private func begun(
        _ names: [String], for person: Person, _ belonging: Belonging, in place: ID<Structure>, _ route: Route
    ) throws -> Values {
        let mark = belonging == .foreign ? IsolationSite.mark : "Personne"
        if names.contains("lot") || names.contains("choix") || names.contains("travail") {
            let maker = try maker(for: person, belonging, in: place)
            let name: String
            let id: String
            if names.contains("lot") {
                (name, id) = ("lot", "\(try site.importDraft(by: maker, naming: mark).rawValue)")
            } else {
                let chosen = try site.addPerson(in: [place])
                if names.contains("choix") {
                    (name, id) = ("choix", "\(try site.selectionDraft(by: maker, of: chosen, named: mark).rawValue)")
                } else {
                    let isStopped = route.pattern.hasSuffix("/reprendre")
                    let job = try site.job(by: maker, of: chosen, named: mark, isStopped: isStopped)
                    (name, id) = ("travail", "\(job.rawValue)")
                }
            }
            return ([name: id], maker)
        }
        if names.contains("demande") {
            // Only a referent asks; for the operator and for agents it is anybody's.
            let isReferent = person == .principalReferent || person == .attachedReferent
            let maker =
                isReferent ? try maker(for: person, belonging, in: place) : try referent(of: place)
            let request = try site.request(by: maker, about: try site.addPerson(in: [place]))
            return (["demande": "\(request.rawValue)"], nil)
        }
        if names.contains("message") {
            let message = try site.change { (change) throws(DirectoryError) in
                try change.planPortalMessage(Bilingual(fr: mark, en: mark), from: IsolationSite.now + 60, until: nil)
            }
            return (["message": "\(message.rawValue)"], nil)
        }
        if names.contains("jeton") {
            let owner = try site.addPerson(in: [place])
            let link = try site.site.accounts.createLink(
                for: owner, by: .commandLine("test"), at: IsolationSite.now - 60)
            return (["jeton": link.token], nil)
        }
        if names.contains("id") {
            // It waits for another browser, which has come for it.
            let other = try site.guest(nil)
            let id = try site.waitingSignOn(in: other)
            _ = try other.get("/saml/continue/\(id)")
            return (["id": id], nil)
        }
        if names.contains("logout") {
            let owner = try site.addPerson(in: [place])
            let role = site.roles[site.bip]
            try site.change { (change) throws(DirectoryError) in
                if let role { try change.grant(role, to: owner, for: place) }
            }
            let logout = try site.logout(of: owner)
            return (["logout": logout.name, "participant": "\(logout.participant)"], nil)
        }
        return ([:], nil)
    }

    /// Who began it: the person, a colleague who is referent of the same structure, or the referent of another one.
    /// Each begins little, so that nothing of theirs makes room for something newer.
    private func maker(for person: Person, _ belonging: Belonging, in place: ID<Structure>) throws -> ID<User> {
        if belonging == .own, let own = users[person] { return own }
        return try referent(of: place)
    }

    private func referent(of place: ID<Structure>) throws -> ID<User> {
        let referent = try site.addPerson(in: [place])
        try designate(referent, of: place)
        return referent
    }

    private func designate(_ user: ID<User>, of structure: ID<Structure>) throws {
        try site.change { (change) throws(DirectoryError) in _ = try change.designateReferent(user, of: structure) }
    }

    private func freshStructure(attached: Bool) throws -> ID<Structure> {
        let valmont = site.valmont
        return try site.change { (change) throws(DirectoryError) in
            try change.addStructure("Établissement", attachedTo: attached ? valmont : nil)
        }
    }
}
