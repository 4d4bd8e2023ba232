import FoundationEssentials
import Testing

@testable import Directory

/// Invariants 1, 2 and 5: who may hold what, and what it opens.
struct EntitlementTests {
    let world: World

    init() throws { world = try World() }

    func openings(_ user: ID<User>, at moment: Date? = nil) throws -> [Opening] {
        try world.read { try $0.openings(for: user, at: moment ?? world.now) }
    }

    @Test func `without an entitlement nothing opens and there is no access`() throws {
        _ = try world.addServiceProvider()
        #expect(try openings(world.karim) == [])
        let access = try world.read {
            try $0.access(of: world.karim, serviceProvider: "https://bip.example/sp", at: world.now)
        }
        #expect(access?.structures == [])
        #expect(access?.person.familyName == "Amrani")
    }

    @Test func `a role for two structures opens one tile with two places, the principal one first`() throws {
        _ = try world.addServiceProvider()
        try world.change(by: world.nadia) { change in
            try change.attachUser(world.karim, to: world.ccas)
            try change.grant(world.bipUsers, to: world.karim, for: world.ccas)
            try change.grant(world.bipUsers, to: world.karim, for: world.town)
            try change.grant(world.netUsers, to: world.karim, for: world.town)
        }
        let opened = try openings(world.karim)
        #expect(opened.map(\.application.slug) == ["bip", "netcotisation"])
        #expect(opened[0].structures.map(\.structure.id) == [world.town, world.ccas])
        #expect(opened[0].canOpen)
        #expect(!opened[1].canOpen, "no service provider yet")
        #expect(opened[1].structures.map(\.structure.name) == ["Ville de Valmont"])
        let access = try world.read {
            try $0.access(of: world.karim, serviceProvider: "https://bip.example/sp", at: world.now)
        }
        #expect(access?.structures == opened[0].structures)
        #expect(access?.structure(world.ccas)?.roles.map(\.value) == ["user"])
        #expect(access?.structure(world.library) == nil)
    }

    @Test func `a service provider learns nothing of another application's roles`() throws {
        _ = try world.addServiceProvider()
        try world.change { change in
            try change.grant(world.netUsers, to: world.karim, for: world.town)
            try change.grant(world.bipUsers, to: world.nadia, for: world.town)
            try change.grant(world.netUsers, to: world.nadia, for: world.town)
        }
        let karim = try world.read {
            try $0.access(of: world.karim, serviceProvider: "https://bip.example/sp", at: world.now)
        }
        #expect(karim?.structures == [])
        let nadia = try world.read {
            try $0.access(of: world.nadia, serviceProvider: "https://bip.example/sp", at: world.now)
        }
        #expect(nadia?.structures.flatMap(\.roles).map(\.id) == [world.bipUsers])
    }

    @Test func `an entitlement ends at its end, not before`() throws {
        let end = world.now.addingTimeInterval(86_400)
        try world.change { try $0.grant(world.bipUsers, to: world.karim, for: world.town, until: end) }
        #expect(try openings(world.karim, at: end.addingTimeInterval(-0.001)).count == 1)
        #expect(try openings(world.karim, at: end) == [])
        #expect(
            world.refusal { try $0.grant(world.bipUsers, to: world.karim, for: world.town, until: world.now) }
                == .invalid(.until))
    }

    @Test func `granting twice is granting once, and another end replaces the first`() throws {
        let end = world.now.addingTimeInterval(86_400)
        let outcomes = try world.change(by: world.nadia) { change in
            [
                try change.grant(world.bipUsers, to: world.karim, for: world.town, until: end),
                try change.grant(world.bipUsers, to: world.karim, for: world.town, until: end),
                try change.grant(world.bipUsers, to: world.karim, for: world.town),
            ]
        }
        #expect(outcomes == [true, false, true])
        let held = try world.read { try $0.entitlements(of: world.karim) }
        #expect(held.map(\.until) == [nil])
        #expect(held.map(\.grantedByName) == ["Nadia Benslimane"])
    }

    @Test func `a suspended, departed or deleted person opens nothing, and again once back`() throws {
        _ = try world.addServiceProvider()
        try world.change { try $0.grant(world.bipUsers, to: world.karim, for: world.town) }
        func access() throws -> ApplicationAccess? {
            try world.read { try $0.access(of: world.karim, serviceProvider: "https://bip.example/sp", at: world.now) }
        }
        let away: [(Change) throws -> Void] = [
            { try $0.suspendUser(self.world.karim) }, { try $0.setDeparture(self.world.now, of: self.world.karim) },
            { try $0.deleteUser(self.world.karim) },
        ]
        let back: [(Change) throws -> Void] = [
            { try $0.resumeUser(self.world.karim) }, { try $0.setDeparture(nil, of: self.world.karim) },
            { try $0.restoreUser(self.world.karim) },
        ]
        for (leave, comeBack) in zip(away, back) {
            try world.change(by: world.nadia, leave)
            #expect(try openings(world.karim) == [])
            #expect(try access() == nil)
            try world.change(by: world.nadia, comeBack)
            #expect(try openings(world.karim).count == 1)
            #expect(try access()?.structures.count == 1)
        }
    }

    @Test func `a disabled application or service provider lets nobody in`() throws {
        let sp = try world.addServiceProvider()
        try world.change { try $0.grant(world.bipUsers, to: world.karim, for: world.town) }
        func access() throws -> ApplicationAccess? {
            try world.read { try $0.access(of: world.karim, serviceProvider: "https://bip.example/sp", at: world.now) }
        }
        try world.change { try $0.setEnabled(false, serviceProvider: sp) }
        #expect(try access() == nil)
        #expect(try openings(world.karim).map(\.canOpen) == [false])
        try world.change { change in
            try change.setEnabled(true, serviceProvider: sp)
            try change.setEnabled(false, application: world.bip)
        }
        #expect(try access() == nil)
        #expect(try openings(world.karim) == [])
    }

    @Test func `an application open to some structures is closed to the others, rights or not`() throws {
        try world.change { change in
            try change.grant(world.bipUsers, to: world.karim, for: world.town)
            try change.openApplication(world.bip, to: [world.ccas])
        }
        #expect(try openings(world.karim) == [])
        #expect(world.refusal { try $0.grant(world.bipUsers, to: world.nadia, for: world.town) } == .applicationNotOpen)
        try world.change { try $0.openApplication(world.bip, to: [world.ccas, world.town]) }
        #expect(try openings(world.karim).count == 1)
        try world.change { try $0.openApplication(world.bip, to: nil) }
        #expect(try openings(world.karim).count == 1)
    }

    @Test func `a referent can neither grant nor revoke what the operator grants`() throws {
        let (admin, karim, town) = (world.bipAdministrator, world.karim, world.town)
        #expect(world.refusal(by: world.nadia) { try $0.grant(admin, to: karim, for: town) } == .operatorOnly)
        try world.change(by: world.operatorUser) { try $0.grant(admin, to: karim, for: town) }
        #expect(world.refusal(by: world.nadia) { try $0.revoke(admin, from: karim, for: town) } == .operatorOnly)
        try world.change(by: world.nadia) { try $0.attachUser(karim, to: world.library) }
        #expect(world.refusal(by: world.nadia) { try $0.detachUser(karim, from: town) } == .operatorOnly)
        #expect(world.refusal(by: world.nadia) { try $0.deleteUser(karim) } == .operatorOnly)
        #expect(try openings(karim).flatMap(\.structures).flatMap(\.roles).map(\.id) == [admin])
    }

    @Test func `Administrateur is the operator's to grant, whoever says otherwise`() throws {
        let group = try world.read { try $0.roleGroups(of: world.net)[0].id }
        #expect(
            world.refusal { _ = try $0.addRole("Administrateur", in: group, grantedBy: .referent) } == .operatorOnly)
        #expect(world.refusal { try $0.changeRole(world.bipAdministrator, grantedBy: .referent) } == .operatorOnly)
        #expect(world.refusal { try $0.changeRole(world.bipUsers, label: "administrateur") } == .operatorOnly)
        let added = try world.change { try $0.addRole("ADMINISTRATEUR", in: group) }
        #expect(try world.read { try $0.role(added)?.grantedBy } == .operator)
    }

    @Test func `a role is held through an affiliation or not at all`() throws {
        #expect(
            world.refusal(by: world.nadia) { try $0.grant(world.bipUsers, to: world.karim, for: world.library) }
                == .notAffiliated)
        #expect(
            world.refusal(by: world.nadia) { try $0.grant(world.bipUsers, to: world.omar, for: world.town) }
                == .notAffiliated)
        #expect(world.refusal { try $0.grant(ID(999), to: world.karim, for: world.town) } == .notFound)
    }

    @Test func `members are counted and listed per role and scope, page after page`() throws {
        try world.change { change in
            for user in [world.karim, world.nadia] { try change.grant(world.bipUsers, to: user, for: world.town) }
            try change.grant(world.bipUsers, to: world.claire, for: world.ccas)
            try change.grant(world.bipUsers, to: world.omar, for: world.otherTown)
        }
        let scope = try world.scope(of: world.nadia)
        #expect(try world.read { try $0.memberCounts(of: world.bip, in: scope) } == [world.bipUsers: 3])
        #expect(try world.read { try $0.memberCounts(of: world.bip) } == [world.bipUsers: 4])
        var names: [String] = []
        var last: (User, ID<Entitlement>)?
        while true {
            let page = try world.read { view in
                try view.members(of: world.bipUsers, in: scope, after: last, limit: 2)
            }
            guard let end = page.last else { break }
            let users = try world.read { view in try page.compactMap { try view.user($0.user) } }
            names += users.map(\.familyName)
            last = (users[users.count - 1], end.id)
        }
        #expect(names == ["Amrani", "Benslimane", "Dubois"])
        try world.change { try $0.deleteUser(world.karim) }
        #expect(try world.read { try $0.memberCounts(of: world.bip, in: scope) } == [world.bipUsers: 2])
        #expect(try world.read { try $0.counts(in: scope).entitlements } == 2)
    }

    @Test func `a role that is held cannot be removed`() throws {
        try world.change { try $0.grant(world.bipUsers, to: world.karim, for: world.town) }
        #expect(world.refusal { try $0.removeRole(world.bipUsers) } == .inUse(count: 1))
        try world.change { change in
            try change.revoke(world.bipUsers, from: world.karim, for: world.town)
            try change.removeRole(world.bipUsers)
        }
        #expect(try world.read { try $0.role(world.bipUsers) } == nil)
    }
}
