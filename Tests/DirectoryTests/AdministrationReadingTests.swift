import FoundationEssentials
import Markup
import Testing

@testable import Directory

/// What the directory's pages ask for: lines of the tree, members by page, candidates, counts.
struct AdministrationReadingTests {
    private let world: World

    init() throws { world = try World() }

    private func addMember(
        _ given: String, _ family: String, to structure: ID<Structure>, at domain: String = "ville-valmont.example"
    ) throws -> ID<User> {
        let address = "\(given).\(family)@\(domain)".lowercased().filter { $0.isASCII && $0 != " " && $0 != "'" }
        return try world.change { change in
            let user = try change.addUser(address, givenName: given, familyName: family, to: structure)
            _ = try change.grant(world.bipUsers, to: user, for: structure)
            return user
        }
    }

    @Test func `a line of the tree counts its own users and names who cares for it`() throws {
        let lines = try world.read { try $0.structureOverviews(in: try world.scope(of: world.nadia), at: world.now) }
        #expect(lines.map(\.structure.name) == ["Ville de Valmont", "CCAS de Valmont", "Médiathèque de Valmont"])
        #expect(lines.map(\.users) == [2, 1, 0])
        #expect(lines[1].domains.map(\.domain) == ["ccas-valmont.example", "ville-valmont.example"])
        #expect(lines[1].referents.map(\.name) == ["Claire Dubois", "Nadia Benslimane"])
        #expect(lines.allSatisfy { !$0.isWithoutReferent })
        let all = try world.read { try $0.structureOverviews(in: .everything, at: world.now) }
        #expect(all.filter(\.isWithoutReferent).map(\.structure.name) == ["CIG"])
    }

    @Test func `an attached establishment's referent is not told of the principal one's`() throws {
        let lines = try world.read { try $0.structureOverviews(in: try world.scope(of: world.claire), at: world.now) }
        #expect(lines.map(\.structure.name) == ["CCAS de Valmont"])
        #expect(lines[0].referents.map(\.name) == ["Claire Dubois"])
    }

    @Test func `a deleted person is not counted`() throws {
        try world.change { _ = try $0.grant(world.bipUsers, to: world.karim, for: world.town) }
        try world.change { try $0.deleteUser(world.karim) }
        #expect(try world.read { try $0.userCounts(in: .everything) }[world.town] == 1)
        #expect(try world.read { try $0.memberCounts(in: .everything) }[world.bipUsers] ?? 0 == 0)
        let scope = try world.scope(of: world.nadia)
        #expect(try world.read { try $0.memberCounts(in: scope) }[world.bipUsers] ?? 0 == 0)
        #expect(try world.read { try $0.memberCount(RoleMemberFilter(world.bipUsers), in: scope) } == 0)
    }

    @Test func `pages of members meet without a gap or a repeat, in both directions`() throws {
        for (given, family) in [
            ("Zoé", "Abadie"), ("Anne", "Abadie"), ("Luc", "Barbier"), ("Éloïse", "Caron"), ("Max", "Caron"),
            ("Paul", "Dupont"), ("Ines", "Evrard"),
        ] {
            _ = try addMember(given, family, to: world.town)
        }
        let filter = RoleMemberFilter(world.bipUsers)
        for scope in [Scope.everything, try world.scope(of: world.nadia)] {
            let all = try world.read { try $0.members(filter, in: scope) }
            #expect(all.members.count == 7 && !all.hasNext && !all.hasPrevious)
            let names = all.members.map(\.person.displayName)
            #expect(names.first == "Anne Abadie" && names.last == "Ines Evrard")

            var forward: [String] = []
            var page = try world.read { try $0.members(filter, in: scope, limit: 3) }
            #expect(!page.hasPrevious)
            while true {
                forward += page.members.map(\.person.displayName)
                guard page.hasNext, let last = page.members.last?.entitlement.id else { break }
                page = try world.read { try $0.members(filter, in: scope, at: .after(last), limit: 3) }
                #expect(page.hasPrevious)
            }
            #expect(forward == names)

            var backward: [String] = []
            page = try world.read { try $0.members(filter, in: scope, at: .last, limit: 3) }
            #expect(!page.hasNext && page.hasPrevious)
            while true {
                backward = page.members.map(\.person.displayName) + backward
                guard page.hasPrevious, let first = page.members.first?.entitlement.id else { break }
                page = try world.read { try $0.members(filter, in: scope, at: .before(first), limit: 3) }
                #expect(page.hasNext)
            }
            #expect(backward == names)
            let gone = try world.read { try $0.members(filter, in: scope, at: .after(ID(999_999)), limit: 3) }
            #expect(gone.members.map(\.person.displayName) == Array(names.prefix(3)))
        }
    }

    @Test func `members are found by the first letters of any word, whatever the accents`() throws {
        _ = try addMember("Éloïse", "Lefèvre-N'Guyen", to: world.town)
        _ = try addMember("Karim", "De la Tour", to: world.town)
        func found(_ text: String) throws -> [String] {
            try world.read { try $0.members(RoleMemberFilter(world.bipUsers, text: text), in: .everything) }
                .members.map(\.person.givenName)
        }
        #expect(try found("eloise") == ["Éloïse"])
        #expect(try found("LEFE") == ["Éloïse"])
        #expect(try found("guy") == ["Éloïse"])
        #expect(try found("lef elo") == ["Éloïse"])
        #expect(try found("tour") == ["Karim"])
        #expect(try found("karim.de") == ["Karim"])
        #expect(try found("oise").isEmpty, "the middle of a word")
        #expect(try found("*").isEmpty && found("[a-z]").isEmpty && found("%").isEmpty && found("k?rim").isEmpty)
    }

    @Test func `another structure's member is not among those chosen`() throws {
        let own = try addMember("Luc", "Barbier", to: world.town)
        let other = try addMember("Ali", "Haddad", to: world.otherTown, at: "montreuil.example")
        let ids = try [own, other].flatMap { user in
            try world.read { try $0.entitlements(of: user) }.map(\.id)
        }
        let scope = try world.scope(of: world.nadia)
        let chosen = try world.read {
            try $0.members(RoleMemberFilter(world.bipUsers), in: scope, among: ids)
        }
        #expect(chosen.map(\.person.id) == [own])
        #expect(
            try world.read { try $0.members(RoleMemberFilter(world.netUsers), in: .everything, among: ids) }.isEmpty)
    }

    @Test func `a candidate shows for which structures the role is held, within scope`() throws {
        try world.change { change in
            try change.exceptAddress("karim.amrani@ville-valmont.example", in: world.otherTown, reason: "prêté")
            try change.attachUser(world.karim, to: world.ccas)
            try change.attachUser(world.karim, to: world.otherTown)
            _ = try change.grant(world.bipUsers, to: world.karim, for: world.town)
        }
        let scope = try world.scope(of: world.nadia)
        let found = try world.read {
            try $0.candidates(for: world.bipUsers, matching: "amr", in: scope, limit: 10)
        }
        #expect(found.map(\.user.id) == [world.karim])
        #expect(found[0].places.map(\.structure) == [world.town, world.ccas])
        #expect(found[0].places.map(\.isMember) == [true, false])
        let omar = try world.scope(of: world.omar)
        #expect(try world.read { try $0.candidate(world.nadia, for: world.bipUsers, in: omar) } == nil)
    }

    @Test func `the applications of a scope are those open to one of its structures`() throws {
        try world.change { try $0.openApplication(world.net, to: [world.otherTown]) }
        let nadia = try world.scope(of: world.nadia)
        let omar = try world.scope(of: world.omar)
        #expect(try world.read { try $0.applications(in: nadia) }.map(\.slug) == ["bip"])
        #expect(try world.read { try $0.applications(in: omar) }.map(\.slug) == ["bip", "netcotisation"])
        #expect(try world.read { try $0.applications(in: .everything, structure: world.town) }.map(\.slug) == ["bip"])
        try world.change { try $0.setEnabled(false, application: world.bip) }
        #expect(try world.read { try $0.applications(in: nadia) }.isEmpty)
        #expect(try world.read { try $0.applications(in: .everything) }.count == 2)
    }

    @Test func `groups, roles and applications take another place`() throws {
        try world.change { change in
            let second = try change.addRoleGroup("Lecture", to: world.bip)
            try change.moveRoleGroup(second, to: 0)
            try change.moveRole(world.bipUsers, to: 0)
            try change.moveApplication(world.net, to: 0)
            try change.renameRoleGroup(second, to: "Lecteurs")
        }
        let groups = try world.read { try $0.roleGroups(of: world.bip) }
        #expect(groups.map(\.label) == ["Lecteurs", "BIP"])
        #expect(groups[1].roles.map(\.id) == [world.bipUsers, world.bipAdministrator])
        #expect(try world.read { try $0.applications() }.map(\.slug) == ["netcotisation", "bip"])
        #expect(world.refusal(by: world.nadia) { try $0.moveRole(world.bipUsers, to: 1) } == .operatorOnly)
        #expect(world.refusal(by: world.nadia) { try $0.moveApplication(world.bip, to: 0) } == .operatorOnly)
        #expect(
            world.refusal(by: world.nadia) { try $0.renameRoleGroup(groups[0].id, to: "x") } == .operatorOnly)
    }

    @Test func `a structure that stands on its own changes its kind, a tree does not`() throws {
        try world.change { try $0.setKind(.subscriber, of: world.otherTown) }
        #expect(try world.read { try $0.structure(world.otherTown) }?.kind == .subscriber)
        #expect(world.refusal { try $0.setKind(.partner, of: world.town) } == .notTwoLevels)
        #expect(world.refusal { try $0.setKind(.partner, of: world.ccas) } == .notTwoLevels)
        #expect(world.refusal(by: world.omar) { try $0.setKind(.partner, of: world.otherTown) } == .operatorOnly)
    }

    @Test func `the reason of a revocation stands in the journal`() throws {
        try world.change { _ = try $0.grant(world.bipUsers, to: world.karim, for: world.town) }
        try world.change(by: world.nadia) {
            _ = try $0.revoke(world.bipUsers, from: world.karim, for: world.town, reason: " a changé  de service ")
        }
        let entry = try #require(try world.read { try $0.journal(limit: 1).first })
        #expect(entry.event == .entitlementRevoked(reason: "a changé de service"))
        #expect(
            entry.event.sentence(try #require(entry.names)).fr
                == "Nadia Benslimane a retiré BIP\\utilisateurs à Karim Amrani pour Ville de Valmont (motif\u{A0}: a changé de service)"
        )
    }
}
