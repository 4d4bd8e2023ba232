import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import HTTP
import Mail
import Pages
import Synchronization
import TestFiles
import TestMail

@testable import Portal

/// A site of its own for one test: a real database with the town of Valmont in it, real password hashes (of the least
/// cost), the portal's own router.
final class Valmont: Sendable {
    /// 22 November 2026, 10 h in Paris.
    static let morning = Date(timeIntervalSince1970: 1_795_338_000)
    static let password = "soleil girafe comptoir neige"

    private let folder: TestFolder
    let directory: Directory
    let accounts: Accounts
    let router: Router
    let website: Website
    let town: ID<Structure>
    let socialCentre: ID<Structure>
    let applications: [String: ID<Application>]
    let roles: [String: ID<Role>]
    /// What single sign-on would say.
    let signOns = Mutex(SignOns())

    struct SignOns {
        var waiting: [String: Portal.WaitingSignOn] = [:]
        var opened: [String] = []
        var lastUses: [ID<Application>: Date] = [:]
        var failure: DatabaseError?
    }

    /// What the log was told.
    let logged = Mutex<[String]>([])

    init() throws {
        let (files, town, socialCentre, applications, roles) = try Self.beginning.get()
        (self.town, self.socialCentre, self.applications, self.roles) = (town, socialCentre, applications, roles)
        folder = try TestFolder(copying: files)
        directory = Directory.test(try Database(path: folder.file("site.sqlite")))
        accounts = .test(directory)
        website = Website(identity: .guide, publicURL: .localhost)
        let box = Box()
        let portal = box.portal(directory, accounts, website)
        router = Router(portal.routes, errorPage: portal.errorPage)
        box.site.withLock { $0 = WeakSite(value: self) }
    }

    private typealias World = (
        TestFolder, ID<Structure>, ID<Structure>, [String: ID<Application>], [String: ID<Role>]
    )

    /// The files that every site begins with, and what is in them: written once, copied for each test.
    private static let beginning = Result { () throws -> World in
        let files = try TestFolder()
        let database = try Database(path: files.file("site.sqlite"))
        try database.migrate([Directory.migrations, Outbox.migrations, Accounts.migrations], at: morning)
        let directory = Directory.test(database)
        var applications: [String: ID<Application>] = [:]
        var roles: [String: ID<Role>] = [:]
        let (town, socialCentre) = try directory.change(by: .commandLine("test"), at: morning) {
            change throws(DirectoryError) in
            let town = try change.addStructure("Ville de Valmont", kind: .principal, domains: ["ville-valmont.example"])
            let social = try change.addStructure(
                "CCAS de Valmont", attachedTo: town, domains: ["ccas-valmont.example"])
            _ = try change.addStructure("Caisse des écoles", attachedTo: town)
            for (slug, name, french, icon, tint, group, role) in catalogue {
                let application = try change.addApplication(
                    slug, name: name, description: Bilingual(fr: french, en: "In English"), icon: icon, tint: tint)
                applications[slug] = application
                roles[slug] = try change.addRole(role, in: try change.addRoleGroup(group, to: application))
                var settings = ServiceProviderSettings()
                settings.assertionConsumerServices = [
                    .init(
                        index: 0, binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
                        location: "https://\(slug).example/acs")
                ]
                _ = try change.addServiceProvider(
                    entityID: "https://\(slug).example/", name: name, application: application, settings: settings)
            }
            return (town, social)
        }
        return (files, town, socialCentre, applications, roles)
    }

    private static let catalogue: [(String, String, String, String, Int, String, String)] = [
        (
            "bip", "BIP", "Base statutaire : textes, fiches et modèles pour la gestion du personnel.", "book", 1, "BIP",
            "utilisateurs"
        ),
        (
            "site", "Site internet", "Contenus réservés aux affiliés : guides, lettres et formulaires.", "globe", 3,
            "site internet collectivités", "gestionnaire RH"
        ),
        (
            "netcotisation", "NetCotisation", "Déclaration mensuelle et suivi des cotisations.", "calculator", 5,
            "Net-cotisation collectivité", "net cotisation"
        ),
        (
            "elecpro", "Elecpro 2022", "Préparation des élections professionnelles.", "ballot", 4, "Elecpro",
            "utilisateur"
        ),
    ]
}

/// Lets the portal's closures reach the site that holds the portal.
private final class Box: Sendable {
    let site = Mutex(WeakSite(value: nil))

    func portal(_ directory: Directory, _ accounts: Accounts, _ website: Website) -> Portal {
        let services = Portal.Services(
            signOn: .init(
                waiting: { id, _ in try self.signOns { $0.waiting[id] } ?? nil },
                opened: { _ in
                    try self.signOns { $0.opened.map { Portal.OpenedApplication(name: $0) } } ?? []
                },
                lastUses: { _ in try self.signOns { $0.lastUses } ?? [:] }, openings: { _ in [] }),
            logout: .init(
                signOut: { session, client, now in
                    try accounts.endSession(session, from: client, at: now)
                    return "/deconnexion/jeton"
                }, unfinished: { _, _ in nil }),
            mail: .init(written: { _ in [] }))
        return Portal(accounts: accounts, directory: directory, website: website, services: services) { line in
            self.site.withLock { $0.value }?.logged.withLock { $0.append(line) }
        }
    }

    private func signOns<Value: Sendable>(_ body: (Valmont.SignOns) -> Value) throws -> Value? {
        try site.withLock { $0.value }?.signOns.withLock { signOns in
            if let failure = signOns.failure { throw failure }
            return body(signOns)
        }
    }
}

private struct WeakSite: Sendable {
    weak let value: Valmont?
}

// MARK: - People

extension Valmont {
    /// A person of the town, with a password unless told otherwise, and a role in each named application.
    @discardableResult
    func person(
        _ given: String, _ family: String, _ rights: [String] = [], also second: [String] = [], isActive: Bool = true
    ) throws -> ID<User> {
        let email = Self.address(given, family)
        let user = try change { change throws(DirectoryError) in
            let user = try change.addUser(email, givenName: given, familyName: family, to: town)
            if !second.isEmpty {
                try change.exceptAddress(email, in: socialCentre, reason: "CCAS 3/5")
                try change.attachUser(user, to: socialCentre)
            }
            for (structure, slugs) in [(town, rights), (socialCentre, second)] {
                for slug in slugs {
                    guard let role = roles[slug] else { continue }
                    _ = try change.grant(role, to: user, for: structure)
                }
            }
            return user
        }
        if isActive {
            let link = try link(for: user)
            _ = try accounts.useLink(link, password: Self.password, client: .desk, at: Self.morning - 90_000)
        }
        return user
    }

    func change<Value: Sendable>(
        _ body: (Change) throws(DirectoryError) -> Value
    ) throws(DirectoryError) -> Value {
        try directory.change(by: .commandLine("test"), at: Self.morning - 100_000, body)
    }

    func link(for user: ID<User>, at now: Date = morning - 95_000) throws -> String {
        try accounts.createLink(for: user, by: .commandLine("test"), at: now).token
    }

    /// A message of the operator.
    func tell(_ french: String, from start: Date = morning - 200_000, until end: Date? = nil) throws {
        try change { change throws(DirectoryError) in
            _ = try change.planPortalMessage(Bilingual(fr: french, en: ""), from: start, until: end)
        }
    }

    static func address(_ given: String, _ family: String) -> String {
        "\(given).\(family)@ville-valmont.example".lowercased().map { $0 == "é" ? "e" : $0 }.map(String.init).joined()
    }
}

extension Client {
    static let desk = Client(
        address: "192.0.2.1",
        userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", deviceToken: nil)
}
