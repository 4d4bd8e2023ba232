import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import HTTP
import Jobs
import Mail
import Pages
import Synchronization
import TestFiles
import TestMail
import TestTowns

@testable import Administration

/// A site of its own for one test: a real database with two towns in it, the CIG's operator, two applications.
final class Town: Sendable {
    /// 22 November 2026, 10 h in Paris.
    static let morning = Date(timeIntervalSince1970: 1_795_338_000)

    private let folder: TestFolder
    let directory: Directory
    let accounts: Accounts
    let jobs: Jobs
    let router: Router
    let logged = Mutex<[String]>([])

    let valmont: ID<Structure>
    let ccas: ID<Structure>
    let montreuil: ID<Structure>
    /// The operator.
    let odile: ID<User>
    /// Referent of Valmont.
    let nadia: ID<User>
    /// Referent of the CCAS only.
    let claire: ID<User>
    /// Referent of Montreuil.
    let omar: ID<User>
    /// Agent of Valmont.
    let karim: ID<User>
    /// Agent of Valmont and of its CCAS.
    let elodie: ID<User>
    /// Agent of Montreuil.
    let rose: ID<User>
    let bip: ID<Application>
    let users: ID<Role>
    let administrator: ID<Role>
    let bipProvider: ID<ServiceProvider>

    private typealias World = (
        two: TwoTowns, claire: ID<User>, karim: ID<User>, elodie: ID<User>, rose: ID<User>,
        provider: ID<ServiceProvider>
    )

    init() throws {
        let (files, world) = try Self.beginning.get()
        folder = try TestFolder(copying: files)
        let directory = Directory.test(try Database(path: folder.file("site.sqlite")))
        self.directory = directory
        let two = world.two
        (valmont, ccas, montreuil) = (two.valmont, two.ccas, two.montreuil)
        (odile, nadia, omar) = (two.odile, two.nadia, two.omar)
        (bip, users, administrator) = (two.bip, two.users, two.administrator)
        (claire, karim) = (world.claire, world.karim)
        (elodie, rose, bipProvider) = (world.elodie, world.rose, world.provider)
        accounts = .test(directory)
        jobs = Jobs(accounts: accounts)
        let administration = Administration(
            accounts: accounts, directory: directory,
            website: Website(identity: directory.identity(over: .guide), publicURL: .localhost), jobs: jobs,
            log: { _ in })
        router = Router(administration.routes, errorPage: administration.errorPage)
    }

    /// The files that every town begins with, and who is in them: written once, copied for each test.
    private static let beginning = Result { () throws -> (TestFolder, World) in
        let files = try TestFolder()
        let database = try Database(path: files.file("site.sqlite"))
        try database.migrate(
            [Directory.migrations, Outbox.migrations, Accounts.migrations, Jobs.migrations], at: morning)
        let world = try Directory.test(database).change(by: .commandLine("test"), at: morning - 864_000) {
            change in
            let two = try TwoTowns(change)
            let (valmont, ccas) = (two.valmont, two.ccas)
            func add(_ given: String, _ family: String, _ email: String, _ to: ID<Structure>) throws -> ID<User> {
                try change.addUser(email, givenName: given, familyName: family, to: to)
            }
            let claire = try add("Claire", "Dubois", "claire@ccas-valmont.example", ccas)
            try change.designateReferent(claire, of: ccas)
            let karim = try add("Karim", "Amrani", "karim.amrani@ville-valmont.example", valmont)
            let elodie = try add("Élodie", "Barbier", "elodie.barbier@ville-valmont.example", valmont)
            try change.attachUser(elodie, to: ccas)
            let rose = try add("Rose", "Secret", "rose@montreuil.example", two.montreuil)
            try change.grant(two.users, to: rose, for: two.montreuil)
            try change.grant(two.users, to: elodie, for: ccas)
            try change.grant(two.administrator, to: two.nadia, for: valmont)
            let net = try change.addApplication("netcotisation", name: "NetCotisation", tint: 5)
            _ = try change.addRole(
                "net cotisation", in: try change.addRoleGroup("Net-cotisation collectivité", to: net))
            var settings = ServiceProviderSettings()
            settings.assertionConsumerServices = [
                .init(
                    index: 0, binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
                    location: "https://bip.example/acs")
            ]
            let provider = try change.addServiceProvider(
                entityID: "https://bip.example/", name: "BIP production", application: two.bip, settings: settings)
            return (two, claire, karim, elodie, rose, provider)
        }
        return (files, world)
    }

    /// With the jobs being done, as in a running program.
    func working<Value>(_ body: () throws -> Value) throws -> Value {
        let worker = JobWorker(jobs, clock: { Self.morning }) { _ in }
        try worker.start()
        defer { worker.stop() }
        return try body()
    }

    /// Somebody in front of a browser, signed in.
    func desk(_ user: ID<User>) throws -> Desk {
        let link = try accounts.createLink(for: user, by: .commandLine("test"), at: Self.morning - 3600)
        let client = Client(address: "192.0.2.1", userAgent: nil, deviceToken: nil)
        let outcome = try accounts.useLink(
            link.token, password: "soleil girafe comptoir neige", client: client, at: Self.morning - 60)
        guard case .signedIn(let signedIn) = outcome else { throw NotSignedIn() }
        return Desk(self, session: signedIn.sessionToken)
    }

    struct NotSignedIn: Error {}

    @discardableResult
    func change<Value: Sendable>(_ body: (Change) throws -> Value) throws -> Value {
        try directory.change(by: .commandLine("test"), at: Self.morning - 600, body)
    }

    func read<Value: Sendable>(_ body: (DirectoryView) throws -> Value) throws -> Value {
        try directory.read(body)
    }

    /// The paths of the roles held by a person, with the structure's name.
    func rights(of user: ID<User>) throws -> [String] {
        try read { try $0.entitlements(of: user) }.map { "\($0.role.path) – \($0.structureName)" }
    }

    /// The habilitation of a person for a structure.
    func right(_ user: ID<User>, _ role: ID<Role>, _ structure: ID<Structure>) throws -> ID<Entitlement>? {
        try read { try $0.entitlements(of: user) }
            .first { $0.role.id == role && $0.structure == structure }?.id
    }
}
