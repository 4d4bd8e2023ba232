import FoundationEssentials
import Testing

@testable import Directory

/// Invariant 1, once more at the last step: what leaves for a service provider.
struct AttributeReleaseTests {
    let world: World
    let person = AttributeRelease.Person(
        email: "helene@ville-valmont.example", givenName: "Hélène", familyName: "Lefèvre-N'Guyen & <b>;")

    init() throws { world = try World() }

    func released(
        _ overrides: ServiceProviderOverrides = .init(), siret: String? = "73282932000074", roles: [ID<Role>]? = nil
    ) throws -> [String: [String]] {
        let id = try world.addServiceProvider(overrides: overrides)
        let attributes = try world.read { view in
            let serviceProvider = try #require(try view.serviceProvider(id))
            let held = try (roles ?? [world.bipUsers, world.bipAdministrator, world.netUsers]).compactMap(view.role)
            return AttributeRelease.release(
                person, actingFor: ActingStructure(id: world.town, name: "Ville de Valmont", siret: siret), roles: held,
                to: serviceProvider)
        }
        #expect(Set(attributes.map(\.name)).count == attributes.count)
        return Dictionary(attributes.map { ($0.name, $0.values) }) { first, _ in first }
    }

    @Test func `classic sends short names, this application's roles by their values, nothing else`() throws {
        #expect(
            try released() == [
                "mail": ["helene@ville-valmont.example"], "givenName": ["Hélène"], "sn": ["Lefèvre-N'Guyen & <b>;"],
                "displayName": ["Hélène Lefèvre-N'Guyen & <b>;"], "structure": ["Ville de Valmont"],
                "siret": ["73282932000074"], "role": ["user", "admin"],
            ])
    }

    @Test func `saml2int sends URI names with friendly ones`() throws {
        var decisions = ServiceProviderOverrides()
        decisions.preset = .saml2int
        let sent = try released(decisions)
        #expect(sent["urn:oid:0.9.2342.19200300.100.1.3"] == ["helene@ville-valmont.example"])
        #expect(sent.count == 7)
        #expect(sent.keys.allSatisfy { $0.hasPrefix("urn:") })
        #expect(AttributeRule.nameFormat(for: .saml2int) == "urn:oasis:names:tc:SAML:2.0:attrname-format:uri")
    }

    @Test func `what is unknown is left out, not sent blank`() throws {
        let sent = try released(siret: nil, roles: [world.netUsers])
        #expect(sent["siret"] == nil)
        #expect(sent["role"] == nil)
    }

    @Test func `the operator's attributes replace the preset's, none included`() throws {
        var decisions = ServiceProviderOverrides()
        decisions.attributes = [
            AttributeRule("Rôle", .roleLabels), AttributeRule("ou", .structureID), AttributeRule("lang", .language),
        ]
        #expect(
            try released(decisions) == [
                "Rôle": ["BIP\\utilisateurs", "BIP\\Administrateur"], "ou": ["\(world.town)"], "lang": ["fr"],
            ])
        let other = try World()
        var none = ServiceProviderOverrides()
        none.attributes = []
        let id = try other.addServiceProvider(overrides: none)
        let serviceProvider = try #require(try other.read { try $0.serviceProvider(id) })
        let structure = ActingStructure(id: other.town, name: "Ville", siret: nil)
        #expect(AttributeRelease.release(person, actingFor: structure, roles: [], to: serviceProvider) == [])
    }

    @Test func `equal values of two roles are sent once`() throws {
        let twin = try world.change { change in
            let group = try change.roleGroups(of: world.bip)[0].id
            return try change.addRole("lecteurs", value: "user", in: group)
        }
        #expect(try released(roles: [world.bipUsers, twin])["role"] == ["user"])
    }
}
