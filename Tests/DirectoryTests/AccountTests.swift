import Database
import FoundationEssentials
import Markup
import Testing

@testable import Directory

/// Invariants 4, 6, 8 and 9: addresses, the whole account, and what is never reused.
struct AccountTests {
    let world: World

    init() throws { world = try World() }

    @Test(arguments: ["paul@ville-valmont.example", " Paul.O'Neil+rh@VILLE-VALMONT.example "])
    func `an address of the structure's domain is taken, in lower case`(_ email: String) throws {
        let id = try world.change(by: world.nadia) {
            try $0.addUser(email, givenName: " Hélène ", familyName: "Lefèvre-N'Guyen & <b>;", to: world.town)
        }
        let user = try world.read { try $0.user(id) }
        #expect(user?.email == email.trimmed.lowercased())
        #expect(user?.displayName == "Hélène Lefèvre-N'Guyen & <b>;")
    }

    @Test func `another domain is refused with the allowed ones: subdomains, suffixes and look-alikes too`() throws {
        for domain in [
            "gmail.example", "sub.ville-valmont.example", "xville-valmont.example",
            "ville-valmont.example.evil.example",
            "example",
        ] {
            let refusal = world.refusal(by: world.nadia) {
                _ = try $0.addUser("a@\(domain)", givenName: "A", familyName: "B", to: world.town)
            }
            let expected: DirectoryError =
                domain == "example"
                ? .invalid(.email) : .domainNotAllowed(domain: domain, allowed: ["ville-valmont.example"])
            #expect(refusal == expected)
        }
    }

    @Test func `an attached establishment inherits its principal one's domains, not the reverse`() throws {
        #expect(
            try world.read { try $0.allowedDomains(of: world.ccas).map(\.domain) }
                == ["ccas-valmont.example", "ville-valmont.example"])
        #expect(try world.read { try $0.allowedDomains(of: world.ccas).map(\.inheritedFrom) } == [nil, world.town])
        try world.change(by: world.claire) {
            _ = try $0.addUser("a@ville-valmont.example", givenName: "A", familyName: "B", to: world.ccas)
        }
        let refusal = world.refusal(by: world.nadia) {
            _ = try $0.addUser("b@ccas-valmont.example", givenName: "A", familyName: "B", to: world.town)
        }
        #expect(refusal == .domainNotAllowed(domain: "ccas-valmont.example", allowed: ["ville-valmont.example"]))
        let suggested = try world.read {
            try $0.structures(allowing: "ccas-valmont.example", in: world.scope(of: world.nadia))
        }
        #expect(suggested.map(\.id) == [world.ccas])
    }

    @Test func `the domain rule holds at creation, attachment, change of address and restoration`() throws {
        #expect(
            world.refusal { try $0.attachUser(world.omar, to: world.town) }
                == .domainNotAllowed(domain: "montreuil.example", allowed: ["ville-valmont.example"]))
        #expect(
            world.refusal(by: world.nadia) { try $0.attachUser(email: "omar@montreuil.example", to: world.town) }
                == .domainNotAllowed(domain: "montreuil.example", allowed: ["ville-valmont.example"]))
        #expect(
            world.refusal(by: world.nadia) { try $0.changeAddress(of: world.karim, to: "k@ccas-valmont.example") }
                == .domainNotAllowed(domain: "ccas-valmont.example", allowed: ["ville-valmont.example"]))
        try world.change { change in
            try change.deleteUser(world.karim)
            try change.deleteUser(world.nadia)
            try change.addDomain("valmont.example", to: world.town)
            try change.removeDomain("ville-valmont.example", from: world.town)
        }
        #expect(
            world.refusal { try $0.restoreUser(world.karim) }
                == .domainNotAllowed(domain: "ville-valmont.example", allowed: ["valmont.example"]))
    }

    @Test func `only the operator excepts an address, and for one structure`() throws {
        let email = "maire@free.example"
        #expect(
            world.refusal(by: world.nadia) { try $0.exceptAddress(email, in: world.town, reason: "x") } == .operatorOnly
        )
        try world.change(by: world.operatorUser) { try $0.exceptAddress(email, in: world.town, reason: "élu") }
        let user = try world.change(by: world.nadia) {
            try $0.addUser(email, givenName: "Anne", familyName: "Roy", to: world.town)
        }
        #expect(
            world.refusal(by: world.nadia) { try $0.attachUser(user, to: world.ccas) }
                == .domainNotAllowed(
                    domain: "free.example", allowed: ["ccas-valmont.example", "ville-valmont.example"]))
        #expect(
            world.refusal(by: world.nadia) {
                _ = try $0.addUser("autre@free.example", givenName: "A", familyName: "B", to: world.town)
            } == .domainNotAllowed(domain: "free.example", allowed: ["ville-valmont.example"]))
    }

    @Test func `an address in use is told, and the account can be attached by it`() throws {
        #expect(
            world.refusal(by: world.claire) {
                _ = try $0.addUser(
                    "KARIM.amrani@ville-valmont.example", givenName: "K", familyName: "A", to: world.ccas)
            } == .addressTaken(world.karim))
        try world.change(by: world.claire) {
            try $0.attachUser(email: "karim.amrani@ville-valmont.example", to: world.ccas)
        }
        #expect(try world.read { try $0.affiliations(of: world.karim).map(\.structure) } == [world.town, world.ccas])
        #expect(
            world.refusal(by: world.claire) {
                try $0.attachUser(email: "karim.amrani@ville-valmont.example", to: world.ccas)
            } == .alreadyExists(.affiliation))
    }

    @Test func `the account of someone attached elsewhere is not a referent's to change`() throws {
        try world.change(by: world.claire) {
            try $0.attachUser(email: "karim.amrani@ville-valmont.example", to: world.ccas)
        }
        let karim = world.karim
        let acts: [(Change) throws -> Void] = [
            { try $0.renameUser(karim, givenName: "X", familyName: "Y") },
            { try $0.changeAddress(of: karim, to: "x@ville-valmont.example") },
            { try $0.setLanguage(.en, of: karim) },
            { try $0.suspendUser(karim) }, { try $0.resumeUser(karim) },
            { try $0.setDeparture(.distantFuture, of: karim) },
            { try $0.deleteUser(karim) },
        ]
        for (number, act) in acts.enumerated() {
            #expect(world.refusal(by: world.claire, act) == .accountHeldElsewhere, "act \(number)")
        }
        // The affiliation is: and the account goes on elsewhere.
        try world.change(by: world.claire) { change in
            try change.grant(world.bipUsers, to: karim, for: world.ccas)
            let lost = try change.detachUser(karim, from: world.ccas)
            #expect(lost.roles.map(\.id) == [world.bipUsers])
        }
        #expect(try world.read { try $0.affiliations(of: karim).map(\.structure) } == [world.town])
        // The town's referent sees all of the account.
        for act in acts.dropLast(3) { #expect(world.refusal(by: world.nadia, act) == nil) }
    }

    @Test func `a power beyond the referent's own protects an account`() throws {
        try world.change { change in
            try change.attachUser(email: "nadia.benslimane@ville-valmont.example", to: world.ccas)
            try change.detachUser(world.nadia, from: world.town)
        }
        // All of Nadia's affiliations are in Claire's scope now, but she is referent of the town.
        #expect(
            world.refusal(by: world.claire) { try $0.renameUser(world.nadia, givenName: "X", familyName: "Y") }
                == .accountHeldElsewhere)
        #expect(
            world.refusal(by: world.claire) { try $0.changeAddress(of: world.nadia, to: "x@ccas-valmont.example") }
                == .accountHeldElsewhere)
        try world.change { try $0.appointOperator(world.karim) }
        #expect(
            world.refusal(by: world.nadia) { try $0.renameUser(world.karim, givenName: "X", familyName: "Y") }
                == .accountHeldElsewhere)
    }

    @Test func `deleting, suspending or detaching a current referent is the operator's`() throws {
        let claire = world.claire
        try world.change { change in
            try change.addDomain("ccas-valmont.example", to: world.library)
            try change.attachUser(claire, to: world.library)
        }
        let acts: [(Change) throws -> Void] = [
            { try $0.suspendUser(claire) }, { try $0.setDeparture(self.world.now, of: claire) },
            { try $0.detachUser(claire, from: self.world.ccas) }, { try $0.deleteUser(claire) },
        ]
        for act in acts { #expect(world.refusal(by: world.nadia, act) == .currentReferent) }
        for act in acts { #expect(world.refusal(by: world.operatorUser, act) == nil) }
        let history = try world.read { try $0.referentHistory(of: world.ccas) }
        #expect(history.map(\.until) == [world.now])
    }

    @Test func `what the operator suspended, a referent does not resume`() throws {
        try world.change(by: world.nadia) { change in
            try change.suspendUser(world.karim)
            try change.resumeUser(world.karim)
            try change.suspendUser(world.karim)
        }
        try world.change(by: world.operatorUser) { try $0.suspendUser(world.karim) }
        #expect(world.refusal(by: world.nadia) { try $0.resumeUser(world.karim) } == .operatorOnly)
        // Suspending once more does not loosen it.
        try world.change(by: world.nadia) { try $0.suspendUser(world.karim) }
        #expect(world.refusal(by: world.nadia) { try $0.resumeUser(world.karim) } == .operatorOnly)
        try world.change(by: world.operatorUser) { try $0.resumeUser(world.karim) }
        #expect(try world.read { try $0.isLive(world.karim, at: world.now) })
    }

    @Test func `nobody deletes, suspends or detaches oneself`() throws {
        let chief = world.operatorUser
        #expect(world.refusal(by: chief) { try $0.deleteUser(chief) } == .yourself)
        #expect(world.refusal(by: chief) { try $0.suspendUser(chief) } == .yourself)
        #expect(world.refusal(by: chief) { try $0.dismissOperator(chief) } == .yourself)
        #expect(world.refusal(by: world.nadia) { try $0.detachUser(world.nadia, from: world.town) } == .yourself)
    }

    @Test func `the last affiliation is not detached: the account is deleted instead`() throws {
        #expect(world.refusal(by: world.nadia) { try $0.detachUser(world.karim, from: world.town) } == .lastAffiliation)
        let lost = try world.change(by: world.nadia) { change in
            try change.grant(world.bipUsers, to: world.karim, for: world.town)
            return try change.deleteUser(world.karim)
        }
        #expect(lost.map(\.structure) == [world.town])
        #expect(lost.flatMap(\.roles).map(\.id) == [world.bipUsers])
        #expect(try world.read { try $0.user(email: "karim.amrani@ville-valmont.example") } == nil)
    }

    @Test func `the address of a deleted account asks whether it is the same person`() throws {
        let email = "karim.amrani@ville-valmont.example"
        try world.change { try $0.deleteUser(world.karim) }
        #expect(
            world.refusal { _ = try $0.addUser(email, givenName: "Karim", familyName: "Amrani", to: world.town) }
                == .addressDeletedRecently(world.karim))
        let other = try world.change {
            try $0.addUser(email, givenName: "Karima", familyName: "Amrani", to: world.town, isNewPerson: true)
        }
        #expect(other != world.karim)
        #expect(try world.read { try $0.openings(for: other, at: world.now) } == [])
        #expect(world.refusal { try $0.restoreUser(world.karim) } == .addressTaken(other))
    }

    @Test func `a new holder of an address gets identities of their own`() throws {
        let sp = try world.addServiceProvider()
        func identity(_ user: ID<User>, _ structure: ID<Structure>? = nil) throws -> String {
            try world.site.directory.nameIdentifier(of: user, actingFor: structure, at: sp, now: world.now)
        }
        let first = try identity(world.karim)
        #expect(first.count == 32)
        #expect(try identity(world.karim) == first)
        let forTown = try identity(world.karim, world.town)
        let forCCAS = try identity(world.karim, world.ccas)
        #expect(Set([first, forTown, forCCAS]).count == 3)
        #expect(try identity(world.karim, world.town) == forTown)
        let elsewhere = try world.addServiceProvider("https://other.example/sp")
        let second = try world.site.directory.nameIdentifier(
            of: world.karim, actingFor: nil, at: elsewhere, now: world.now)
        #expect(second != first)
        let heir = try world.change { change in
            try change.deleteUser(world.karim)
            return try change.addUser(
                "karim.amrani@ville-valmont.example", givenName: "Karim", familyName: "Amrani", to: world.town,
                isNewPerson: true)
        }
        #expect(try identity(heir) != first)
        #expect(world.refusal { try $0.removeServiceProvider(sp) } == .inUse(count: 4))
        for sql: SQL in [
            "DELETE FROM name_identifier", "UPDATE name_identifier SET user = \(heir)", "DELETE FROM user",
        ] {
            #expect(throws: DatabaseError.self) { try world.site.database.write { try $0.execute(sql) } }
        }
    }

    @Test func `an erased person leaves a pseudonym, and nothing of theirs`() throws {
        let sp = try world.addServiceProvider()
        let identity = try world.site.directory.nameIdentifier(
            of: world.karim, actingFor: nil, at: sp, now: world.now)
        try world.change { change in
            try change.grant(world.bipUsers, to: world.karim, for: world.town)
            try change.deleteUser(world.karim)
        }
        let later = world.now.addingTimeInterval(31 * 86_400)
        let early = try world.change(at: later) { try $0.eraseUsers(deletedBefore: world.now) }
        #expect(early == [])
        let erased = try world.change(at: later) { try $0.eraseUsers(deletedBefore: later) }
        #expect(erased == [world.karim])
        let user = try world.read { try $0.user(world.karim) }
        #expect(user?.email == "")
        #expect(user?.displayName == "Utilisateur nº \(world.karim)")
        #expect(world.refusal { try $0.restoreUser(world.karim) } == .notFound)
        #expect(try world.read { try $0.entitlements(of: world.karim) } == [])
        #expect(try world.read { try $0.nameIdentifier(of: world.karim, actingFor: nil, at: sp) } == identity)
        let journal = try world.read { try $0.journal(limit: 1000) }
        #expect(!journal.contains { $0.about.person == world.karim && $0.kind != .userErased && !$0.isErased })
        let check = try world.read { try $0.verifyJournal() }
        #expect(check.firstBreak == nil)
        #expect(check.erased == 3)
    }

    @Test func `homonyms in scope are found before another one is created`() throws {
        let scope = try world.scope(of: world.nadia)
        let found = try world.read { try $0.homonyms(givenName: "karim", familyName: "AMRANI", in: scope) }
        #expect(found.map(\.id) == [world.karim])
        let other = try world.scope(of: world.omar)
        #expect(try world.read { try $0.homonyms(givenName: "Karim", familyName: "Amrani", in: other) } == [])
    }

    @Test func `users are listed by name, page after page, none twice`() throws {
        try world.change { change in
            for number in 0..<25 {
                _ = try change.addUser(
                    "agent\(number)@ville-valmont.example", givenName: number.isMultiple(of: 2) ? "Zoé" : "Élodie",
                    familyName: ["Barbier", "abadie", "ABADIE"][number % 3], to: world.town)
            }
        }
        let scope = try world.scope(of: world.nadia)
        var seen: [User] = []
        while true {
            let page = try world.read { [seen] view in try view.users(in: scope, after: seen.last, limit: 7) }
            if page.isEmpty { break }
            seen += page
        }
        #expect(seen.count == 28)
        #expect(Set(seen.map(\.id)).count == 28)
        #expect(seen.map { $0.familyName.lowercased() } == seen.map { $0.familyName.lowercased() }.sorted())
        #expect(try world.read { try $0.users(in: scope, structure: world.ccas) }.map(\.id) == [world.claire])
    }
}
