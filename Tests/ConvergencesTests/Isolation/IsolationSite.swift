import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import HTTP
import PageInspection

@testable import Convergences

/// A whole site, wired as it is served, with two towns in it that must know nothing of each other.
///
/// What belongs to Montreuil carries a mark in its name, so that any answer can be searched for it.
final class IsolationSite {
    /// A sunny morning; every request comes at this moment.
    static let now = Date(timeIntervalSince1970: 1_795_338_000)

    let folder: TestFolder
    let service: SiteService
    var site: Site { service.site }
    /// Structures are numbered as they are made.
    let cig: ID<Structure>
    let valmont: ID<Structure>
    let ccas: ID<Structure>
    let montreuil: ID<Structure>
    /// Open to Montreuil alone; `bip` is open to all.
    let baths: ID<Application>
    let bip: ID<Application>
    private var made = 0

    /// The words that only what is Montreuil's has in its names.
    static let mark = "Zédoary"

    init() throws {
        folder = try TestFolder()
        let creation = SiteCreation(
            configurationPath: folder.path + "/convergences.json5",
            sample: ConfigurationSample(publicURL: "http://localhost", listen: "127.0.0.1:1", trustedProxies: []),
            keyType: .ecP256, now: Self.now - 86_400)
        _ = try creation.run()
        let configuration = try Configuration.load(folder.path + "/convergences.json5")
        let site = try Site(configuration, checkpointing: .here, at: Self.now - 86_400)
        service = try SiteService(site, log: Log(to: try OutputFile(emptying: folder.path + "/log")), console: nil)
        let mark = Self.mark
        (cig, valmont, ccas, montreuil, bip, baths) = try site.directory.change(
            by: .commandLine("test"), at: Self.now - 86_400
        ) { (change) throws(DirectoryError) in
            let cig = try change.addStructure("CIG", kind: .partner, domains: ["cig.example"])
            let valmont = try change.addStructure("Ville de Valmont", domains: ["valmont.example"])
            let ccas = try change.addStructure("CCAS de Valmont", attachedTo: valmont, domains: ["ccas.example"])
            let montreuil = try change.addStructure("Ville de \(mark)", domains: ["montreuil.example"])
            let bip = try change.addApplication("bip", name: "BIP")
            _ = try change.addRole("utilisateurs", in: try change.addRoleGroup("BIP", to: bip))
            let baths = try change.addApplication("bains", name: "Bains \(mark)")
            _ = try change.addRole("baigneur", in: try change.addRoleGroup("Bains", to: baths))
            try change.openApplication(baths, to: [montreuil])
            return (cig, valmont, ccas, montreuil, bip, baths)
        }
    }

    /// Changes the directory as the command line does.
    @discardableResult
    func change<Value: Sendable>(_ body: (Change) throws(DirectoryError) -> Value) throws -> Value {
        try site.directory.change(by: .commandLine("test"), at: Self.now - 3600, body)
    }

    /// Somebody new in these structures; of Montreuil alone, their name carries the mark.
    func addPerson(in structures: [ID<Structure>]) throws -> ID<User> {
        made += 1
        let domains = [cig: "cig", valmont: "valmont", ccas: "ccas", montreuil: "montreuil"]
        let name = structures == [montreuil] ? Self.mark : "Personne"
        let (number, first) = (made, structures[0])
        return try change { (change) throws(DirectoryError) in
            let domain = domains[first] ?? "valmont"
            let id = try change.addUser(
                "p\(number)@\(domain).example", givenName: "Numéro \(number)", familyName: name, to: first)
            for other in structures.dropFirst() {
                try change.exceptAddress("p\(number)@\(domain).example", in: other, reason: "essai")
                try change.attachUser(id, to: other)
            }
            return id
        }
    }

    /// Another application, open to all.
    func addApplication() throws -> ID<Application> {
        made += 1
        let slug = "application-\(made)"
        return try change { (change) throws(DirectoryError) in
            let id = try change.addApplication(slug, name: "Application")
            _ = try change.addRole("rôle", in: try change.addRoleGroup("Groupe", to: id))
            return id
        }
    }

    /// A person signed in, in front of a browser; nil for nobody.
    func guest(_ user: ID<User>?) throws -> Guest {
        guard let user else { return Guest(self, session: nil) }
        let link = try site.accounts.createLink(for: user, by: .commandLine("test"), at: Self.now - 3600)
        let client = Client(address: "192.0.2.1", userAgent: nil, deviceToken: nil)
        let outcome = try site.accounts.useLink(
            link.token, password: "soleil girafe comptoir neige", client: client, at: Self.now - 60)
        guard case .signedIn(let signedIn) = outcome else { throw TestFailure("not signed in") }
        return Guest(self, session: signedIn.sessionToken)
    }
}

/// A browser as far as these tests see one: a session and the token of its forms.
final class Guest {
    private let site: IsolationSite
    private var cookies: [String: String]
    private var token: String?

    init(_ site: IsolationSite, session: String?) {
        self.site = site
        cookies = session.map { ["session": $0] } ?? [:]
    }

    func get(_ path: String) throws -> Response { try send(.get, path, nil) }

    /// Sends fields with a token that the server takes for this browser's own.
    func post(_ path: String, _ fields: [PageForm.Field] = []) throws -> Response {
        if token == nil {
            let page = try get(cookies["session"] == nil ? "/connexion" : "/profil")
            token = PageInspection(page.text).value(of: "jeton")
        }
        let others = fields.filter { $0.name != "jeton" }.map { (name: $0.name, value: $0.value) }
        return try send(.post, path, Parameters([(name: "jeton", value: token ?? "")] + others))
    }

    private func send(_ method: HTTP.Method, _ path: String, _ form: Parameters?) throws -> Response {
        var headers: Headers = ["accept-language": "fr"]
        if !cookies.isEmpty {
            headers["cookie"] = cookies.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: "; ")
        }
        if form != nil { headers["content-type"] = "application/x-www-form-urlencoded" }
        let request = try Request(
            method, path, headers: headers, body: Array((form?.encoded ?? "").utf8), receivedAt: IsolationSite.now)
        let answer = site.service.router.answer(request)
        for cookie in answer.cookies where cookie.name == "formulaire" { cookies[cookie.name] = cookie.value }
        return answer
    }
}

extension Response {
    /// The whole body as text, streamed or not.
    var text: String {
        var bytes = body
        while let piece = try? stream?.next() { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }
}
