import FoundationEssentials
import Markup
import Testing

@testable import Directory

/// Invariant 3: a referent sees and changes only own structures and their children; what is out of scope is not found.
struct ScopeTests {
    let world: World

    init() throws { world = try World() }

    @Test func `a referent of a principal establishment sees the attached ones, not the other towns`() throws {
        let scope = try world.scope(of: world.nadia)
        let seen = try world.read { try $0.structures(in: scope).map(\.id) }
        #expect(seen == [world.town, world.ccas, world.library])
        let other = try world.read { try $0.structure(world.otherTown, in: scope) }
        #expect(other == nil)
    }

    @Test func `a referent of an attached establishment does not see the principal one`() throws {
        let scope = try world.scope(of: world.claire)
        #expect(try world.read { try $0.structures(in: scope).map(\.id) } == [world.ccas])
        #expect(try world.read { try $0.users(in: scope).map(\.id) } == [world.claire])
    }

    @Test func `agents have no scope at all, operators all of it`() throws {
        #expect(try world.scope(of: world.karim) == .nothing)
        #expect(try world.scope(of: world.operatorUser) == .everything)
    }

    @Test func `a referent sees the users of own structures and not one more`() throws {
        let scope = try world.scope(of: world.nadia)
        let seen = try world.read { try Set($0.users(in: scope).map(\.id)) }
        #expect(seen == [world.nadia, world.claire, world.karim])
        #expect(try world.read { try $0.user(world.omar, in: scope) } == nil)
        #expect(try world.read { try $0.counts(in: scope).users } == 3)
        #expect(try world.read { try $0.counts(in: scope).structures } == 3)
    }

    @Test func `no operation reaches outside the scope, and each says not found`() throws {
        let length = try world.journalLength()
        let role = world.bipUsers
        let (omar, otherTown) = (world.omar, world.otherTown)
        let attempts: [(Change) throws -> Void] = [
            { _ = try $0.addUser("x@montreuil.example", givenName: "X", familyName: "Y", to: otherTown) },
            { try $0.attachUser(email: "karim.amrani@ville-valmont.example", to: otherTown) },
            { try $0.attachUser(omar, to: otherTown) },
            { try $0.detachUser(omar, from: otherTown) },
            { try $0.renameUser(omar, givenName: "X", familyName: "Y") },
            { try $0.changeAddress(of: omar, to: "x@ville-valmont.example") },
            { try $0.setLanguage(.en, of: omar) },
            { try $0.suspendUser(omar) },
            { try $0.resumeUser(omar) },
            { try $0.setDeparture(nil, of: omar) },
            { try $0.deleteUser(omar) },
            { try $0.restoreUser(omar) },
            { try $0.grant(role, to: omar, for: otherTown) },
            { try $0.revoke(role, from: omar, for: otherTown) },
            { try $0.renameStructure(otherTown, to: "X") },
            { try $0.setSIRET(nil, of: otherTown) },
            { try $0.setContact(.init(), of: otherTown) },
            { try $0.addDomain("x.example", to: otherTown) },
            { try $0.removeDomain("montreuil.example", from: otherTown) },
            { try $0.exceptAddress("x@y.example", in: otherTown, reason: "x") },
            { try $0.removeException(for: "x@y.example", in: otherTown) },
            { try $0.attachStructure(otherTown, to: otherTown) },
            { try $0.detachStructure(otherTown) },
            { try $0.removeStructure(otherTown) },
            { _ = try $0.designateReferent(omar, of: otherTown) },
            { try $0.endReferent(omar, of: otherTown) },
        ]
        for (number, attempt) in attempts.enumerated() {
            #expect(world.refusal(by: world.nadia, attempt) == .notFound, "attempt \(number)")
        }
        #expect(try world.journalLength() == length)
    }

    @Test func `what is the operator's is refused to a referent and to an agent`() throws {
        let (town, ccas, nadia, bip, bipUsers) = (world.town, world.ccas, world.nadia, world.bip, world.bipUsers)
        let sp = try world.addServiceProvider()
        let length = try world.journalLength()
        let attempts: [(Change) throws -> Void] = [
            { _ = try $0.addStructure("X") },
            { try $0.renameStructure(town, to: "X") },
            { try $0.setSIRET(nil, of: town) },
            { try $0.setContact(.init(), of: town) },
            { try $0.addDomain("x.example", to: town) },
            { try $0.removeDomain("ville-valmont.example", from: town) },
            { try $0.exceptAddress("x@y.example", in: town, reason: "x") },
            { try $0.removeException(for: "x@y.example", in: town) },
            { try $0.detachStructure(ccas) },
            { try $0.attachStructure(ccas, to: town) },
            { try $0.removeStructure(ccas) },
            { _ = try $0.designateReferent(nadia, of: ccas) },
            { try $0.endReferent(nadia, of: town) },
            { try $0.appointOperator(nadia) },
            { try $0.dismissOperator(nadia) },
            { _ = try $0.addApplication("x", name: "X") },
            { try $0.changeApplication(bip, name: "X") },
            { try $0.setEnabled(false, application: bip) },
            { try $0.setMaintenance(nil, application: bip) },
            { try $0.openApplication(bip, to: []) },
            { _ = try $0.addRoleGroup("X", to: bip) },
            { _ = try $0.addRole("X", in: ID(1)) },
            { try $0.changeRole(bipUsers, grantedBy: .referent) },
            { try $0.removeRole(bipUsers) },
            { try $0.removeRoleGroup(ID(1)) },
            { try $0.setEnabled(false, serviceProvider: sp) },
            { try $0.decide(.init(), for: sp) },
            { try $0.makeDefault(sp) },
            { try $0.updateMetadata(of: sp, settings: .init(), metadata: nil) },
            { try $0.removeServiceProvider(sp) },
            { _ = try $0.eraseUsers(deletedBefore: .distantFuture) },
            { _ = try $0.eraseJournalWords(before: .distantFuture) },
            { try $0.setSetting("x", to: "y") },
        ]
        for (number, attempt) in attempts.enumerated() {
            #expect(world.refusal(by: world.nadia, attempt) == .operatorOnly, "attempt \(number)")
            let agents = world.refusal(by: world.karim, attempt)
            #expect(agents == .operatorOnly || agents == .notFound, "attempt \(number)")
        }
        #expect(try world.journalLength() == length)
    }

    @Test func `a power that is over gives nothing`() throws {
        try world.change { try $0.endReferent(world.nadia, of: world.town) }
        let attempt = world.refusal(by: world.nadia) {
            _ = try $0.addUser("x@ville-valmont.example", givenName: "X", familyName: "Y", to: world.town)
        }
        #expect(attempt == .notFound)
    }

    @Test func `a suspended, departed or deleted referent can do nothing more`() throws {
        for act: (Change, ID<User>) throws -> Void in [
            { try $0.suspendUser($1) }, { try $0.setDeparture(self.world.now, of: $1) }, { try $0.deleteUser($1) },
        ] {
            let world = try World()
            try world.change { try act($0, world.nadia) }
            #expect(world.refusal(by: world.nadia) { _ in } == .notLive)
            #expect(try world.read { try $0.signedInUser(world.nadia, at: world.now) } == nil)
            #expect(try world.scope(of: world.nadia) == .nothing)
        }
    }

    @Test func `a designation in the future gives nothing yet`() throws {
        let later = world.now.addingTimeInterval(3600)
        try world.change { try $0.designateReferent(world.karim, of: world.town, since: later) }
        #expect(try world.scope(of: world.karim) == .nothing)
        let scope = try world.read { try $0.scope(of: world.karim, at: later) }
        #expect(scope == .referent(world.karim, at: later))
    }

    @Test func `the journal shows a referent only what is about own structures`() throws {
        let scope = try world.scope(of: world.claire)
        let entries = try world.read { try $0.journal(in: scope) }
        #expect(!entries.isEmpty)
        #expect(entries.allSatisfy { $0.about.structure == world.ccas })
        #expect(try world.read { try $0.journal(in: .nothing) } == [])
    }

    @Test func `what happens to an account is in the journal of its referents, from their affiliation on`() throws {
        let later = world.now.addingTimeInterval(60)
        try world.change(by: world.nadia) { change in
            try change.renameUser(world.karim, givenName: "Karim", familyName: "Petit")
        }
        try world.change(by: world.operatorUser, at: later) { change in
            try change.attachUser(world.karim, to: world.ccas)
            try change.changeAddress(of: world.karim, to: "karim.petit@ville-valmont.example")
            try change.appointOperator(world.karim)
            try change.dismissOperator(world.karim)
        }
        func kinds(_ referent: ID<User>) throws -> [JournalEntry.Kind] {
            let scope = try world.read { try $0.scope(of: referent, at: later) }
            return try world.read { try $0.journal(in: scope, person: world.karim).map(\.kind) }
        }
        #expect(try kinds(world.nadia) == [.userAddressChanged, .userAttached, .userRenamed, .userAdded])
        #expect(try kinds(world.claire) == [.userAddressChanged, .userAttached])
        #expect(try kinds(world.omar) == [])
    }

    @Test func `a structure out of scope is no filter that tells who belongs to it`() throws {
        try world.change { change in
            try change.addDomain("ville-valmont.example", to: world.otherTown)
            try change.attachUser(world.karim, to: world.otherTown)
        }
        let scope = try world.scope(of: world.nadia)
        #expect(try world.read { try $0.users(in: scope, structure: world.otherTown) } == [])
        #expect(try world.read { try $0.affiliations(of: world.karim, in: scope).map(\.structure) } == [world.town])
        #expect(try world.read { try $0.hasAffiliations(of: world.karim, outside: scope) })
    }

    /// Every referent tries to grant and to revoke a role for every person and structure of random worlds.
    @Test func `in random worlds, a right is given and taken where the rule allows, and nowhere else`() throws {
        var random = SeededGenerator(seed: 2_026)
        for _ in 0..<3 {
            let world = try RandomWorld(using: &random)
            let directory = world.site.directory
            let role = try directory.change(by: .commandLine("test"), at: world.site.now) { change in
                let application = try change.addApplication("x", name: "X")
                return try change.addRole("r", in: change.addRoleGroup("g", to: application))
            }
            for actor in world.designations.keys.sorted() {
                let seen = world.structures(seenBy: actor)
                for user in world.users {
                    for structure in world.parents.keys.sorted() {
                        let belongs = world.affiliations[user]?.contains(structure) == true
                        let expected: DirectoryError? =
                            !seen.contains(structure) ? .notFound : belongs ? nil : .notAffiliated
                        let outcome = Result {
                            try directory.change(by: .user(actor), at: world.site.now) { change in
                                try change.grant(role, to: user, for: structure)
                                try change.revoke(role, from: user, for: structure)
                            }
                        }
                        if case .failure(let error) = outcome {
                            #expect(error as? DirectoryError == expected)
                            #expect(expected != nil)
                        } else {
                            #expect(expected == nil)
                        }
                    }
                }
            }
        }
    }

    @Test func `a signed-in person is described with their powers`() throws {
        let nadia = try world.read { try $0.signedInUser(world.nadia, at: world.now) }
        #expect(nadia?.structuresAsReferent == 3)
        #expect(nadia?.isOperator == false)
        #expect(nadia?.displayName == "Nadia Benslimane")
        let chief = try world.read { try $0.signedInUser(world.operatorUser, at: world.now) }
        #expect(chief?.isOperator == true)
        #expect(chief?.scope == .everything)
        let karim = try world.read { try $0.signedInUser(world.karim, at: world.now) }
        #expect(karim?.isReferent == false)
        #expect(karim?.scope == .nothing)
    }

    /// Whether users and structures seen through the SQL are those that the rule in words gives, in random worlds.
    @Test func `in random worlds, no referent sees more or less than the rule says`() throws {
        var random = SeededGenerator(seed: 20_261_122)
        for _ in 0..<10 {
            let world = try RandomWorld(using: &random)
            for user in world.users {
                let scope = try world.site.directory.read { try $0.scope(of: user, at: world.site.now) }
                let structures = try world.site.directory.read { try Set($0.structures(in: scope).map(\.id)) }
                let users = try world.site.directory.read { try Set($0.users(in: scope, limit: 1000).map(\.id)) }
                #expect(structures == world.structures(seenBy: user))
                #expect(users == world.users(seenBy: user))
            }
        }
    }
}
