import FoundationEssentials
import Testing

@testable import Directory

struct ReadingTests {
    @Test func `an empty directory answers every question with nothing`() throws {
        let site = try Site()
        let user = ID<User>(1)
        let structure = ID<Structure>(1)
        try site.directory.read { view in
            for scope in [Scope.everything, .referent(user, at: site.now), .nothing] {
                #expect(try view.structure(structure, in: scope) == nil)
                #expect(try view.structures(in: scope) == [])
                #expect(try view.user(user, in: scope) == nil)
                #expect(try view.users(in: scope, structure: structure) == [])
                #expect(try view.homonyms(givenName: "A", familyName: "B", in: scope) == [])
                #expect(try view.affiliations(of: user, in: scope) == [])
                #expect(try !view.hasAffiliations(of: user, outside: scope))
                #expect(try view.counts(in: scope) == DirectoryCounts(structures: 0, users: 0, entitlements: 0))
                #expect(try view.structures(allowing: "a.example", in: scope) == [])
            }
            #expect(try view.structure(siret: "35600000000048") == nil)
            #expect(try view.establishments(attachedTo: structure) == [])
            #expect(try view.allowedDomains(of: structure) == [])
            #expect(try view.exceptedAddresses(of: structure) == [])
            let allowed = try view.allows(EmailAddress("a@a.example"), in: structure)
            #expect(!allowed)
            #expect(try view.structuresWithoutReferent(at: site.now) == [])
            #expect(try view.referents(of: structure, at: site.now) == [])
            #expect(try view.referents(forUser: user, at: site.now) == [])
            #expect(try view.referentHistory(of: structure) == [])
            #expect(try view.designations(of: user, at: site.now) == [])
            #expect(try view.user(email: "a@a.example") == nil)
            #expect(try view.deletedUsers(email: "a@a.example") == [])
            #expect(try view.operators() == [])
            #expect(try view.signedInUser(user, at: site.now) == nil)
            #expect(try view.scope(of: user, at: site.now) == .nothing)
            #expect(try view.applications() == [])
            #expect(try view.application(ID(1)) == nil)
            #expect(try view.application(slug: "bip") == nil)
            #expect(try view.structures(openedTo: ID(1)) == [])
            #expect(try view.roleGroups(of: ID(1)) == [])
            #expect(try view.role(ID(1)) == nil)
            #expect(try view.role("utilisateurs", group: "BIP", application: ID(1)) == nil)
            #expect(try view.serviceProviders() == [])
            #expect(try view.serviceProviders(of: ID(1)) == [])
            #expect(try view.serviceProvider(ID<ServiceProvider>(1)) == nil)
            #expect(try view.serviceProvider(entityID: "urn:x") == nil)
            #expect(try view.defaultServiceProvider(of: ID(1)) == nil)
            #expect(try view.metadata(of: ID(1)) == nil)
            #expect(try view.openings(for: user, at: site.now) == [])
            #expect(try view.access(of: user, serviceProvider: "urn:x", at: site.now) == nil)
            #expect(try view.setting("entity-id") == nil)
            #expect(try view.settings() == [:])
        }
    }
}
