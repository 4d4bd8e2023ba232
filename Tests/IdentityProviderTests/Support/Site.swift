import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import HTTP
import Mail
import Pages
import SAML
import Synchronization
import TestFiles
import TestMail
import Transfer
import XML

@testable import IdentityProvider

/// A site in a file of its own, with the world that every test starts from and a clock that stands still until moved.
///
/// - Hélène, of the town: user and editor of BIP there.
/// - Sofia: NetCotisation for the town and for its CCAS, with different roles; BIP for the town.
/// - Karim, of the town: no right at all.
final class Site: Sendable {
    /// 22 November 2026, 14:18:22.123 UTC.
    static let morning = Date(timeIntervalSince1970: 1_795_357_102.123)
    static let password = "quatre cerfs sous la pluie"

    let folder: TestFolder
    let database: Database
    let directory: Directory
    let accounts: Accounts
    let publicURL: PublicURL
    let key: PrivateKey
    let identityProvider: IdentityProvider
    let router: Router
    let world: World
    private let clock: Clock
    private let lines = Lines()

    struct World: Sendable {
        let town: ID<Structure>
        let ccas: ID<Structure>
        let library: ID<Structure>
        let helene: ID<User>
        let sofia: ID<User>
        let karim: ID<User>
        let bip: ID<Application>
        let bipUsers: ID<Role>
        let bipEditors: ID<Role>
        let bipAdministrators: ID<Role>
        let net: ID<Application>
        let netUsers: ID<Role>
        let netManagers: ID<Role>
    }

    /// The moment, moved by the test.
    private final class Clock: Sendable {
        let now: Mutex<Date>

        init(_ now: Date) { self.now = Mutex(now) }
    }

    /// What the identity provider told its log.
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    /// The same files, opened anew, as after the process was killed.
    func restarted() throws -> Site { try Site(publicURL: "\(publicURL)", key: .success(key), reopening: self) }

    init(
        publicURL text: String = "https://auth.valmont.example", key: Result<PrivateKey, any Error> = Keys.ours,
        algorithms: AlgorithmPolicy = .everything, publication: MetadataPublication = .standard,
        keys: KeyRing? = nil, reopening owner: Site? = nil
    ) throws {
        clock = Clock(owner?.now ?? Site.morning)
        // A service provider of a test listens on this machine.
        var client = OutboundClient()
        client.schemes = .any
        client.allowsPrivateAddresses = true
        client.wholeTime = .seconds(5)
        folder = try owner?.folder ?? TestFolder(copying: Self.beginning.get().files)
        database = try Database(path: folder.file("site.sqlite"))
        directory = Directory.test(database)
        accounts = .test(directory)
        publicURL = try PublicURL(text).orThrow()
        self.key = try key.get()
        identityProvider = try IdentityProvider(
            identity: .init(
                entityID: "\(text)/saml/metadata",
                keys: try keys ?? KeyRing(Keys.set(signing: self.key)),
                metadata: MetadataText(.guide), publication: publication, algorithms: algorithms),
            accounts: accounts, directory: directory,
            website: Website(identity: .guide, publicURL: publicURL), randomness: .system, client: client,
            clock: { [clock] in clock.now.withLock { $0 } },
            log: { [lines] line in lines.all.withLock { $0.append(line) } })
        router = Router(identityProvider.routes)
        world = try Self.beginning.get().world
    }

    /// The files that every site begins with, and who is in them: written once, copied for each test.
    private static let beginning = Result { () throws -> (files: TestFolder, world: World) in
        let files = try TestFolder()
        let database = try Database(path: files.file("site.sqlite"))
        try database.migrate(
            [Directory.migrations, Outbox.migrations, Accounts.migrations, IdentityProvider.migrations], at: morning)
        let directory = Directory.test(database)
        return (files, try populate(directory, .test(directory)))
    }

    private static func populate(_ directory: Directory, _ accounts: Accounts) throws -> World {
        let hash = try accounts.hash(ofPassword: password)
        return try directory.change(by: .commandLine("test"), at: morning - 3600) { change in
            let town = try change.addStructure(
                "Ville de Valmont & <Associés>; Ouest", siret: "21920036100018", domains: ["ville-valmont.example"])
            let ccas = try change.addStructure("CCAS de Valmont", attachedTo: town)
            let library = try change.addStructure("Médiathèque de Valmont", attachedTo: town)
            func person(_ name: String, _ given: String, _ family: String) throws -> ID<User> {
                let id = try change.addUser(
                    "\(name)@ville-valmont.example", givenName: given, familyName: family, to: town)
                try accounts.setPassword(hash: hash, of: id, in: change)
                return id
            }
            let helene = try person("helene", "Hélène", "Lefèvre-N'Guyen")
            let sofia = try person("sofia", "Sofia", "Amrani")
            let karim = try person("karim", "Karim", "Haddad")
            try change.attachUser(sofia, to: ccas)
            let bip = try change.addApplication("bip", name: "BIP")
            let bipGroup = try change.addRoleGroup("BIP", to: bip)
            let bipUsers = try change.addRole("utilisateurs", value: "user", in: bipGroup)
            let bipEditors = try change.addRole("rédacteurs", value: "Rédaction & <web>; été", in: bipGroup)
            let bipAdministrators = try change.addRole("Administrateur", value: "admin", in: bipGroup)
            let net = try change.addApplication("netcotisation", name: "NetCotisation")
            let netGroup = try change.addRoleGroup("Net-cotisation collectivité", to: net)
            let netUsers = try change.addRole("net cotisation", in: netGroup)
            let netManagers = try change.addRole("gestionnaire", value: "gestion", in: netGroup)
            for (role, user, structure) in [
                (bipUsers, helene, town), (bipEditors, helene, town), (bipUsers, sofia, town),
                (netUsers, sofia, town), (netManagers, sofia, ccas),
            ] {
                try change.grant(role, to: user, for: structure)
            }
            return World(
                town: town, ccas: ccas, library: library, helene: helene, sofia: sofia, karim: karim, bip: bip,
                bipUsers: bipUsers, bipEditors: bipEditors, bipAdministrators: bipAdministrators, net: net,
                netUsers: netUsers, netManagers: netManagers)
        }
    }

    // MARK: - Time, log, rows

    var now: Date { clock.now.withLock { $0 } }

    /// Moves the clock.
    func pass(_ seconds: TimeInterval) { clock.now.withLock { $0 += seconds } }

    /// The lines of the log so far.
    var log: [String] { lines.all.withLock { $0 } }

    /// A change of the directory by the command line.
    @discardableResult
    func change<Value: Sendable>(_ body: (Change) throws -> Value) throws -> Value {
        try directory.change(by: .commandLine("test"), at: now, body)
    }

    func count(_ sql: SQL) throws -> Int {
        try database.read { (connection) throws(DatabaseError) in try connection.count(sql) }
    }

    // MARK: - Service providers

    /// A site with one service provider, and Hélène's browser in which she is signed in.
    static func withPeer(
        decide: (inout ServiceProviderOverrides) -> Void = { _ in },
        settings: (inout ServiceProviderSettings) -> Void = { _ in }
    ) throws -> (Site, Peer, Browser) {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer, decide: decide, settings: settings)
        return (site, peer, try Browser(site, signedIn: "helene"))
    }

    /// Registers a service provider; one POST consumer unless `settings` says otherwise.
    @discardableResult
    func register(
        _ peer: Peer, of application: ID<Application>? = nil,
        decide: (inout ServiceProviderOverrides) -> Void = { _ in },
        settings adjust: (inout ServiceProviderSettings) -> Void = { _ in }
    ) throws -> ID<ServiceProvider> {
        var settings = try peer.settings
        adjust(&settings)
        var overrides = ServiceProviderOverrides()
        decide(&overrides)
        let (final, decisions) = (settings, overrides)
        return try change {
            try $0.addServiceProvider(
                entityID: peer.entityID, name: "SP", application: application ?? world.bip, settings: final,
                metadata: nil, overrides: decisions)
        }
    }

    var entityID: String { identityProvider.identity.entityID }
    var singleSignOn: String { "\(publicURL)/saml/sso" }
}

extension Optional {
    struct Missing: Error {}

    /// The value, or an error that ends the test.
    func orThrow() throws -> Wrapped {
        guard let self else { throw Missing() }
        return self
    }
}
