import FoundationEssentials

@testable import Directory

/// The guide's world: a town with its CCAS and library, another town, the CIG; four applications.
struct World {
    let site: Site
    let town: ID<Structure>
    let ccas: ID<Structure>
    let library: ID<Structure>
    let otherTown: ID<Structure>
    let operatorUser: ID<User>
    /// Referent of the town.
    let nadia: ID<User>
    /// Referent of the CCAS only.
    let claire: ID<User>
    /// Referent of the other town.
    let omar: ID<User>
    /// Agent of the town, without rights.
    let karim: ID<User>
    let bip: ID<Application>
    let bipUsers: ID<Role>
    let bipAdministrator: ID<Role>
    let net: ID<Application>
    let netUsers: ID<Role>

    var now: Date { site.now }

    init() throws {
        let site = try Site()
        self.site = site
        let world = try site.directory.change(by: .commandLine("test"), at: site.now) { change in
            let cig = try change.addStructure("CIG", kind: .partner, domains: ["cig.example"])
            let town = try change.addStructure("Ville de Valmont", domains: ["ville-valmont.example"])
            let ccas = try change.addStructure(
                "CCAS de Valmont", attachedTo: town, domains: ["ccas-valmont.example"])
            let library = try change.addStructure("Médiathèque de Valmont", attachedTo: town)
            let otherTown = try change.addStructure("Ville de Montreuil-le-Gué", domains: ["montreuil.example"])
            let chief = try change.addUser("chef@cig.example", givenName: "Odile", familyName: "Morel", to: cig)
            try change.appointOperator(chief)
            let nadia = try change.addUser(
                "nadia.benslimane@ville-valmont.example", givenName: "Nadia", familyName: "Benslimane", to: town)
            try change.designateReferent(nadia, of: town)
            let claire = try change.addUser(
                "claire@ccas-valmont.example", givenName: "Claire", familyName: "Dubois", to: ccas)
            try change.designateReferent(claire, of: ccas)
            let omar = try change.addUser(
                "omar@montreuil.example", givenName: "Omar", familyName: "Haddad", to: otherTown)
            try change.designateReferent(omar, of: otherTown)
            let karim = try change.addUser(
                "karim.amrani@ville-valmont.example", givenName: "Karim", familyName: "Amrani", to: town)
            let bip = try change.addApplication("bip", name: "BIP")
            let bipGroup = try change.addRoleGroup("BIP", to: bip)
            let bipAdministrator = try change.addRole("Administrateur", value: "admin", in: bipGroup)
            let bipUsers = try change.addRole("utilisateurs", value: "user", in: bipGroup)
            let net = try change.addApplication("netcotisation", name: "NetCotisation", tint: 3)
            let netGroup = try change.addRoleGroup("Net-cotisation collectivité", to: net)
            let netUsers = try change.addRole("net cotisation", in: netGroup)
            return (
                town, ccas, library, otherTown, chief, nadia, claire, omar, karim, bip, bipUsers, bipAdministrator, net,
                netUsers
            )
        }
        (
            town, ccas, library, otherTown, operatorUser, nadia, claire, omar, karim, bip, bipUsers, bipAdministrator,
            net, netUsers
        ) = world
    }

    /// A change in the name of a person; the command line unless given.
    @discardableResult
    func change<Value: Sendable>(
        by user: ID<User>? = nil, at moment: Date? = nil, _ body: (Change) throws -> Value
    ) throws -> Value {
        try site.directory.change(
            by: user.map(Actor.user) ?? .commandLine("test"), at: moment ?? site.now, body)
    }

    /// Answers of one moment.
    func read<Value: Sendable>(_ body: (DirectoryView) throws -> Value) throws -> Value {
        try site.directory.read(body)
    }

    /// The error of a change, nil if it was made.
    func refusal<Value: Sendable>(
        by user: ID<User>? = nil, at moment: Date? = nil, _ body: (Change) throws -> Value
    ) -> DirectoryError? {
        do {
            _ = try change(by: user, at: moment, body)
            return nil
        } catch {
            return error as? DirectoryError
        }
    }

    /// How many entries the journal has.
    func journalLength() throws -> Int { try read { try $0.verifyJournal().entries } }

    func scope(of user: ID<User>) throws -> Scope { try read { try $0.scope(of: user, at: now) } }

    /// Registers a service provider with one ACS.
    func addServiceProvider(
        _ entityID: String = "https://bip.example/sp", of application: ID<Application>? = nil,
        overrides: ServiceProviderOverrides = .init(),
        change settingsChange: (inout ServiceProviderSettings) -> Void = { _ in }
    ) throws -> ID<ServiceProvider> {
        var settings = ServiceProviderSettings()
        settings.assertionConsumerServices = [
            .init(index: 0, binding: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", location: entityID + "/acs")
        ]
        settingsChange(&settings)
        let final = settings
        return try change {
            try $0.addServiceProvider(
                entityID: entityID, name: "SP", application: application ?? bip, settings: final,
                metadata: Array("<xml/>".utf8), overrides: overrides)
        }
    }
}
