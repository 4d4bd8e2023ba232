import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import HTTP
import Jobs
import PageInspection
import Site
import TestFiles

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
    /// The role of each, and what receives it.
    let roles: [ID<Application>: ID<Role>]
    let providers: [ID<Application>: ID<ServiceProvider>]
    let jobs: Jobs
    private var made = 0

    /// The words that only what is Montreuil's has in its names.
    static let mark = "Zédoary"

    init() throws {
        folder = try TestFolder()
        let creation = SiteCreation(
            configurationPath: folder.path + "/convergences.json5",
            sample: ConfigurationSample(publicURL: "http://localhost", listen: "127.0.0.1:1", trustedProxies: []),
            keyType: .ecP256, at: Self.now - 86_400)
        _ = try creation.run()
        let configuration = try Configuration.load(folder.path + "/convergences.json5")
        let site = try Site(configuration, checkpointing: .here, at: Self.now - 86_400)
        service = try SiteService(site, log: Log(to: try OutputFile(emptying: folder.path + "/log")), console: nil)
        let mark = Self.mark
        jobs = Jobs(accounts: site.accounts)
        (cig, valmont, ccas, montreuil, bip, baths, roles, providers) = try site.directory.change(
            by: .commandLine("test"), at: Self.now - 86_400
        ) { (change) throws(DirectoryError) in
            let cig = try change.addStructure("CIG", kind: .partner, domains: ["cig.example"])
            let valmont = try change.addStructure("Ville de Valmont", domains: ["valmont.example"])
            let ccas = try change.addStructure("CCAS de Valmont", attachedTo: valmont, domains: ["ccas.example"])
            let montreuil = try change.addStructure("Ville de \(mark)", domains: ["montreuil.example"])
            let bip = try change.addApplication("bip", name: "BIP")
            let user = try change.addRole("utilisateurs", in: try change.addRoleGroup("BIP", to: bip))
            let baths = try change.addApplication("bains", name: "Bains \(mark)")
            let bather = try change.addRole("baigneur", in: try change.addRoleGroup("Bains", to: baths))
            try change.openApplication(baths, to: [montreuil])
            let providers = [
                bip: try change.addServiceProvider(
                    entityID: Self.serviceProvider, name: "BIP", application: bip,
                    settings: Self.settings("https://bip.example")),
                baths: try change.addServiceProvider(
                    entityID: "https://bains.example/sp", name: "Bains \(mark)", application: baths,
                    settings: Self.settings("https://bains.example")),
            ]
            return (cig, valmont, ccas, montreuil, bip, baths, [bip: user, baths: bather], providers)
        }
    }

    /// Changes the directory as the command line does.
    @discardableResult
    func change<Value: Sendable>(_ body: (Change) throws(DirectoryError) -> Value) throws -> Value {
        try site.directory.change(by: .commandLine("test"), at: Self.now - 3600, body)
    }

    /// BIP's.
    static let serviceProvider = "https://bip.example/sp"

    /// What takes assertions and logouts through the browser.
    private static func settings(_ base: String) -> ServiceProviderSettings {
        var settings = ServiceProviderSettings()
        settings.assertionConsumerServices = [
            .init(
                index: 0, binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", location: base + "/acs",
                isDefault: true)
        ]
        settings.singleLogoutServices = [
            .init(binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect", location: base + "/slo")
        ]
        return settings
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
}
