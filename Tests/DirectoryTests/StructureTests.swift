import Database
import FoundationEssentials
import Testing

@testable import Directory

/// The tree of two levels, domains in use, referents and their history.
struct StructureTests {
    let world: World

    init() throws { world = try World() }

    @Test func `the tree has two levels, whoever asks and however`() throws {
        #expect(world.refusal { _ = try $0.addStructure("X", attachedTo: world.ccas) } == .notTwoLevels)
        #expect(world.refusal { _ = try $0.addStructure("X", kind: .partner, attachedTo: world.town) } == .notTwoLevels)
        #expect(world.refusal { _ = try $0.addStructure("X", kind: .attached) } == .notTwoLevels)
        #expect(world.refusal { try $0.attachStructure(world.town, to: world.otherTown) } == .notTwoLevels)
        #expect(world.refusal { try $0.attachStructure(world.otherTown, to: world.ccas) } == .notTwoLevels)
        #expect(world.refusal { try $0.attachStructure(world.otherTown, to: world.otherTown) } == .notTwoLevels)
        #expect(world.refusal { try $0.detachStructure(world.town) } == .notTwoLevels)
        #expect(world.refusal { try $0.detachStructure(world.ccas, becoming: .attached) } == .notTwoLevels)
        for sql: SQL in [
            "UPDATE structure SET parent = \(world.otherTown), kind = 'attached' WHERE id = \(world.town)",
            "UPDATE structure SET parent = \(world.ccas) WHERE id = \(world.library)",
            "UPDATE structure SET kind = 'partner' WHERE id = \(world.town)",
            "UPDATE structure SET parent = NULL WHERE id = \(world.ccas)",
        ] {
            #expect(throws: DatabaseError.self) { try world.site.database.write { try $0.execute(sql) } }
        }
    }

    @Test func `moving an establishment lists the accounts that lose their domain, before and after`() throws {
        let agent = try world.change {
            try $0.addUser("agent@ville-valmont.example", givenName: "A", familyName: "B", to: world.ccas)
        }
        let before = try world.read { try $0.misfits(of: world.ccas, attachedTo: world.otherTown) }
        #expect(before.map(\.id) == [agent])
        let after = try world.change { try $0.attachStructure(world.ccas, to: world.otherTown) }
        #expect(after.map(\.id) == [agent])
        let scope = try world.scope(of: world.nadia)
        #expect(try world.read { try $0.structures(in: scope).map(\.id) } == [world.town, world.library])
        let alone = try world.change { try $0.detachStructure(world.ccas, becoming: .subscriber) }
        #expect(alone.map(\.id) == [agent])
        #expect(try world.read { try $0.structure(world.ccas)?.kind } == .subscriber)
        #expect(try world.read { try $0.user(agent)?.isLive(at: world.now) } == true)
    }

    @Test func `a domain in use stays, and the accounts that need it are listed`() throws {
        let agent = try world.change {
            try $0.addUser("agent@ville-valmont.example", givenName: "A", familyName: "B", to: world.ccas)
        }
        #expect(
            world.refusal { try $0.removeDomain("Ville-Valmont.example", from: world.town) }
                == .domainInUse(domain: "ville-valmont.example", accounts: 3))
        let needing = try world.read { try $0.accounts(needing: "ville-valmont.example", of: world.town).map(\.id) }
        #expect(Set(needing) == [world.nadia, world.karim, agent])
        // The CCAS may allow it by itself, an exception may cover one; then only the rest need it.
        try world.change { change in
            try change.addDomain("ville-valmont.example", to: world.ccas)
            try change.exceptAddress("karim.amrani@ville-valmont.example", in: world.town, reason: "x")
        }
        #expect(
            world.refusal { try $0.removeDomain("ville-valmont.example", from: world.town) }
                == .domainInUse(domain: "ville-valmont.example", accounts: 1))
        try world.change { change in
            try change.deleteUser(world.nadia)
            try change.removeDomain("ville-valmont.example", from: world.town)
        }
        #expect(try world.read { try $0.allowedDomains(of: world.town) } == [])
        #expect(world.refusal { try $0.removeDomain("ville-valmont.example", from: world.town) } == .notFound)
    }

    @Test func `a structure that something depends on is not removed`() throws {
        #expect(world.refusal { try $0.removeStructure(world.town) } == .inUse(count: 5))
        try world.change { try $0.removeStructure(world.library) }
        #expect(try world.read { try $0.structure(world.library) } == nil)
        let next = try world.change { try $0.addStructure("Musée", attachedTo: world.town) }
        #expect(next > world.library, "an identifier is not used twice")
    }

    @Test func `a SIRET belongs to one structure`() throws {
        try world.change { try $0.setSIRET("732 829 320 00074", of: world.town) }
        #expect(world.refusal { try $0.setSIRET("73282932000074", of: world.ccas) } == .alreadyExists(.siret))
        #expect(world.refusal { try $0.setSIRET("73282932000075", of: world.ccas) } == .invalid(.siret))
        #expect(try world.read { try $0.structure(siret: "73282932000074")?.id } == world.town)
    }

    @Test func `a referent corrects the contact details of an attached establishment`() throws {
        let contact = Structure.Contact(
            address: "1 place de la Mairie", telephone: "01 02 03 04 05", email: "CCAS@x.example")
        try world.change(by: world.nadia) { try $0.setContact(contact, of: world.ccas) }
        #expect(try world.read { try $0.structure(world.ccas)?.contact.email } == "ccas@x.example")
        #expect(world.refusal(by: world.nadia) { try $0.setContact(contact, of: world.town) } == .operatorOnly)
        let wrong = Structure.Contact(email: "not an address")
        #expect(world.refusal(by: world.nadia) { try $0.setContact(wrong, of: world.ccas) } == .invalid(.email))
    }

    @Test func `referents are told with those of the principal establishment, the own ones first`() throws {
        let ofCCAS = try world.read { try $0.referents(of: world.ccas, at: world.now) }
        #expect(ofCCAS.map(\.user) == [world.claire, world.nadia])
        #expect(ofCCAS.map(\.structure) == [world.ccas, world.town])
        #expect(try world.read { try $0.referents(of: world.town, at: world.now).map(\.name) } == ["Nadia Benslimane"])
        let whom = try world.read { try $0.referents(forUser: world.karim, at: world.now) }
        #expect(whom.map(\.email) == ["nadia.benslimane@ville-valmont.example"])
        #expect(
            try world.read { try $0.referents(forUser: world.claire, at: world.now).map(\.user) } == [
                world.nadia, world.claire,
            ])
    }

    @Test func `a designation ends and stays in the history, and the structure is flagged`() throws {
        let later = world.now.addingTimeInterval(86_400)
        #expect(
            world.refusal { _ = try $0.designateReferent(world.nadia, of: world.town) } == .alreadyExists(.designation))
        // The CIG has no referent of its own; the attached establishments have their principal one's.
        let flagged = try world.read { try $0.structuresWithoutReferent(at: world.now).map(\.name) }
        #expect(flagged == ["CIG"])
        try world.change(at: later) { change in
            try change.endReferent(world.nadia, of: world.town)
            try change.designateReferent(world.karim, of: world.town)
        }
        let history = try world.read { try $0.referentHistory(of: world.town) }
        #expect(history.map(\.user) == [world.karim, world.nadia])
        #expect(history.map(\.until) == [nil, later])
        #expect(try world.read { try $0.designations(of: world.nadia, at: later) } == [])
        #expect(world.refusal(at: later) { try $0.endReferent(world.nadia, of: world.town) } == .notFound)
        try world.change(at: later) { try $0.suspendUser(world.karim) }
        #expect(try world.read { try $0.structuresWithoutReferent(at: later).map(\.id) }.contains(world.town))
    }

    @Test func `settings are set, replaced and forgotten`() throws {
        try world.change { change in
            try change.setSetting("entity-id", to: "https://a.example/saml/metadata")
            try change.setSetting("site-name", to: "A")
            try change.setSetting("site-name", to: "B")
            try change.setSetting("entity-id", to: nil)
        }
        #expect(try world.read { try $0.settings() } == ["site-name": "B"])
        #expect(try world.read { try $0.setting("site-name") } == "B")
    }
}
