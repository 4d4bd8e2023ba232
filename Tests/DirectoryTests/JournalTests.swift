import Database
import FoundationEssentials
import Markup
import Testing

@testable import Directory

/// The journal: in the transaction of the change, chained, append-only, erasable without breaking.
struct JournalTests {
    let world: World

    init() throws { world = try World() }

    func verification() throws -> JournalVerification { try world.read { try $0.verifyJournal() } }

    @Test func `an entry tells who gave what to whom, where and when, in both languages`() throws {
        try world.change(by: world.nadia) { change in
            try change.grant(world.netUsers, to: world.karim, for: world.town)
        }
        let entry = try #require(try world.read { try $0.journal(limit: 1).first })
        #expect(entry.kind == .entitlementGranted)
        #expect(entry.at == world.now)
        #expect(
            entry.about
                == .init(
                    actor: world.nadia, person: world.karim, structure: world.town, application: world.net,
                    role: world.netUsers))
        #expect(entry.event == .entitlementGranted(until: nil))
        let sentence = entry.event.sentence(try world.read { try $0.names(of: entry) })
        let role = "Net-cotisation collectivité\\net cotisation"
        #expect(sentence.fr == "Nadia Benslimane a donné \(role) à Karim Amrani pour Ville de Valmont")
        #expect(sentence.en == "Nadia Benslimane granted \(role) to Karim Amrani for Ville de Valmont")
    }

    @Test func `names are as they were then`() throws {
        try world.change(by: world.nadia) { change in
            try change.grant(world.bipUsers, to: world.karim, for: world.town)
            try change.renameUser(world.karim, givenName: "Karim", familyName: "Amrani-Petit")
        }
        let entries = try world.read { try $0.journal(person: world.karim, limit: 2) }
        #expect(entries.map(\.names?.person) == ["Karim Amrani-Petit", "Karim Amrani"])
        #expect(entries.map(\.kind) == [.userRenamed, .entitlementGranted])
        #expect(entries[0].event == .userRenamed(from: "Karim Amrani", to: "Karim Amrani-Petit"))
    }

    @Test func `a change that is refused leaves no entry, and one that is taken back leaves none`() throws {
        let length = try world.journalLength()
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try world.change { change in
                try change.grant(world.bipUsers, to: world.karim, for: world.town)
                throw Stop()
            }
        }
        #expect(try world.journalLength() == length)
        #expect(try world.read { try $0.entitlements(of: world.karim) } == [])
    }

    @Test func `every operation of the world left an entry, in an unbroken chain`() throws {
        let check = try verification()
        #expect(check.firstBreak == nil)
        #expect(check.entries == 25)
        let newest = try world.read { try $0.journal(limit: 1000) }
        #expect(newest.map(\.id) == Array((1...25).reversed()))
        let older = try world.read { try $0.journal(before: 11, limit: 5) }
        #expect(older.map(\.id) == [10, 9, 8, 7, 6])
        let grown = try {
            try world.change { try $0.setSetting("x", to: "secret-value") }; return try verification()
        }()
        #expect(grown.entries == 26)
        #expect(grown.head != check.head)
        let last = try #require(try world.read { try $0.journal(limit: 1).first })
        #expect(last.event == .settingChanged("x"))
    }

    @Test func `entries can neither be changed nor deleted, only their words erased`() throws {
        for sql: SQL in [
            "DELETE FROM journal", "UPDATE journal SET at = 0", "UPDATE journal SET kind = 'x' WHERE id = 3",
            "UPDATE journal SET person = 1", "UPDATE journal SET payload = '{}'",
            "UPDATE journal SET salt = x'00', payload = NULL", "UPDATE journal SET hash = zeroblob(32)",
        ] {
            #expect(throws: DatabaseError.self) { try world.site.database.write { try $0.execute(sql) } }
        }
        #expect(try verification().firstBreak == nil)
    }

    /// Someone with the file and its tools is not stopped by a trigger; the chain tells.
    @Test(arguments: [
        ("UPDATE journal SET at = at + 1 WHERE id = 5" as SQL, 5, JournalVerification.Reason.entryAltered),
        ("UPDATE journal SET kind = 'userDeleted' WHERE id = 6", 6, .entryAltered),
        ("UPDATE journal SET person = 9, actor = NULL WHERE id = 12", 12, .entryAltered),
        ("UPDATE journal SET payload = replace(payload, 'Nadia', 'Sonia') WHERE id = 12", 12, .wordsAltered),
        ("DELETE FROM journal WHERE id = 9", 9, .missing),
        ("DELETE FROM journal WHERE id = 25", 25, .missing),
        ("DELETE FROM journal WHERE id > 20", 21, .missing),
        ("DELETE FROM journal", 1, .missing),
    ])
    func `tampering with a row is found`(_ sql: SQL, _ entry: Int, _ reason: JournalVerification.Reason) throws {
        let site = world.site
        try site.database.write { connection in
            for drop: SQL in [
                "DROP TRIGGER journal_stays", "DROP TRIGGER journal_is_final", "DROP TRIGGER journal_only_erases",
            ] {
                try connection.execute(drop)
            }
            try connection.execute(sql)
        }
        #expect(try verification().firstBreak == .init(entry: Int64(entry), reason: reason))
    }

    @Test func `words older than the retention are erased, and the chain stays whole`() throws {
        let later = world.now.addingTimeInterval(366 * 86_400)
        try world.change(at: later) { try $0.grant(world.bipUsers, to: world.karim, for: world.town) }
        let before = try verification()
        let erased = try world.change(at: later) { try $0.eraseJournalWords(before: later) }
        #expect(erased == 25)
        let after = try verification()
        #expect(after.firstBreak == nil)
        #expect(after.head == before.head)
        #expect(after.erased == 25)
        // Identifiers still tell what happened, by the names of today.
        let entry = try #require(try world.read { try $0.journal(person: world.karim).last })
        #expect(entry.isErased)
        let names = try world.read { try $0.names(of: entry) }
        #expect(names.person == "Karim Amrani")
        #expect(names.structure == "Ville de Valmont")
    }
}
