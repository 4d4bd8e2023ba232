import Crypto
import Database
import FoundationEssentials
import Testing

@testable import Directory

/// Seals: what they find that the chain alone cannot, what retention leaves, and that neither covers a break.
struct JournalSealTests {
    static let key = Result { try PrivateKey.generate(.ecP256) }
    static let day: TimeInterval = 86_400

    let world: World
    let sealer: JournalSealer

    init() throws {
        world = try World()
        sealer = JournalSealer(site: "https://sso.example/saml/metadata", key: try Self.key.get())
    }

    func verify(kept: [JournalSeal] = [], since: Date? = nil) throws -> JournalVerification {
        try world.read { try $0.verifyJournal(by: sealer.keys, kept: kept, since: since) }
    }

    @discardableResult
    func seal(after days: Double = 0) throws -> JournalSeal {
        let done = try world.site.directory.sealJournal(with: sealer, at: world.now + days * Self.day)
        #expect(done.wrong == nil)
        return try #require(try world.read { try $0.lastJournalSeal() })
    }

    func grow(_ count: Int = 3, after days: Double = 0) throws {
        for number in 0..<count {
            try world.change(at: world.now + days * Self.day) { try $0.setSetting("x", to: "\(number)") }
        }
    }

    /// Somebody with the file and its tools, whom no trigger stops.
    func tamper(_ statements: [SQL]) throws {
        try world.site.database.write { connection in
            for name: SQL in [
                "journal_stays", "journal_is_final", "journal_only_erases", "journal_seal_stays",
                "journal_seal_is_final", "journal_anchor_stays", "journal_anchor_advances",
            ] { try connection.execute("DROP TRIGGER IF EXISTS \(name)") }
            for statement in statements { try connection.execute(statement) }
        }
    }

    /// Somebody who knows how the chain is made and makes it anew from an entry on.
    func rechain(from first: Int64) throws {
        try world.site.database.write { connection in
            var previous =
                try connection.one("SELECT hash FROM journal WHERE id = \(first - 1)") { try $0.blob(0) }
                ?? JournalChain.start
            let rows = try connection.query(
                """
                SELECT id, at, kind, actor, person, structure, application, role, payload, salt FROM journal
                WHERE id >= \(first) ORDER BY id
                """
            ) { row in
                (
                    id: try row.int64(0), at: try row.date(1), kind: try row.text(2),
                    about: JournalEntry.About(
                        actor: try row.idOrNil(3), person: try row.idOrNil(4), structure: try row.idOrNil(5),
                        application: try row.idOrNil(6), role: try row.idOrNil(7)),
                    payload: try row.text(8), salt: try row.blob(9)
                )
            }
            for row in rows {
                let payloadHash = JournalChain.payloadHash(salt: row.salt, payload: row.payload)
                let hash = JournalChain.hash(
                    previous: previous, id: row.id, at: row.at, kind: row.kind, about: row.about,
                    payloadHash: payloadHash)
                try connection.execute(
                    """
                    UPDATE journal SET payload_hash = \(payloadHash), previous_hash = \(previous), hash = \(hash)
                    WHERE id = \(row.id)
                    """)
                previous = hash
            }
        }
    }

    @Test func `a seal is signed over the head, and says how much came after it`() throws {
        let seal = try seal()
        #expect(seal.entry == 25)
        let head = try verify().head
        #expect(Hex.encode(seal.hash) == head)
        try sealer.keys[0].verify(seal.signature, over: seal.message, with: .ecdsaSHA256)
        try grow()
        let found = try verify()
        #expect(found.firstBreak == nil)
        #expect([Int(found.entries), Int(found.seals), Int(found.unsealed)] == [28, 1, 3])
        let again = try world.site.directory.sealJournal(with: sealer, at: world.now + Self.day)
        #expect([Int(again.entry), Int(again.count)] == [28, 3])
        let nothing = try world.site.directory.sealJournal(with: sealer, at: world.now + 2 * Self.day)
        #expect(nothing.wrong == nil)
        #expect([Int(nothing.entry), Int(nothing.count)] == [28, 0])
        #expect(try world.read { try $0.journalSeals().map(\.entry) } == [25, 28])
        #expect(try world.read { try $0.journalSeal(covering: 26)?.entry } == 28)
    }

    @Test func `a chain that was written anew without the key is found by the seal`() throws {
        try seal()
        try grow()
        try tamper(["UPDATE journal SET person = 9 WHERE id = 12"])
        try rechain(from: 12)
        #expect(try world.read { try $0.verifyJournal() }.firstBreak == .init(entry: 25, reason: .sealedOtherwise))
        #expect(try verify().firstBreak == .init(entry: 25, reason: .sealedOtherwise))
    }

    @Test func `a row taken out and closed up again is found by the seal`() throws {
        try seal()
        try tamper(["DELETE FROM journal WHERE id = 12", "UPDATE journal SET id = id - 1 WHERE id > 12"])
        try rechain(from: 12)
        try tamper(["UPDATE sqlite_sequence SET seq = 24 WHERE name = 'journal'"])
        #expect(try verify().firstBreak == .init(entry: 25, reason: .cutOff))
    }

    @Test func `two rows that changed places are found`() throws {
        try tamper([
            "UPDATE journal SET id = -5 WHERE id = 5", "UPDATE journal SET id = 5 WHERE id = 6",
            "UPDATE journal SET id = 6 WHERE id = -5",
        ])
        #expect(try verify().firstBreak == .init(entry: 5, reason: .entryAltered))
    }

    @Test func `an end cut off with its seals is found by a seal that was kept elsewhere, and by no other means`()
        throws
    {
        try seal()
        try grow()
        let kept = [try seal(after: 1)]
        try grow(1)
        try tamper([
            "DELETE FROM journal WHERE id > 26", "DELETE FROM journal_seal WHERE entry > 26",
            "UPDATE sqlite_sequence SET seq = 26 WHERE name = 'journal'",
        ])
        #expect(try verify().firstBreak == nil)
        #expect(try verify(kept: kept).firstBreak == .init(entry: 28, reason: .cutOff))
    }

    @Test func `an end cut off after the last seal is found as long as its number stands`() throws {
        try seal()
        try grow()
        try tamper(["DELETE FROM journal WHERE id > 26"])
        #expect(try verify().firstBreak == .init(entry: 27, reason: .missing))
    }

    @Test func `seals that were changed, made with another key or taken away are found`() throws {
        let seal = try seal()
        try grow()
        let other = JournalSealer(site: sealer.site, key: try PrivateKey.generate(.ecP256))
        #expect(
            try world.read { try $0.verifyJournal(by: other.keys) }.firstBreak == .init(entry: 25, reason: .sealForged))
        let both = JournalSealer(site: sealer.site, key: try PrivateKey.generate(.ecP256), former: sealer.keys)
        #expect(try world.read { try $0.verifyJournal(by: both.keys) }.firstBreak == nil)
        try tamper(["UPDATE journal_seal SET at = at + 1"])
        #expect(try verify().firstBreak == .init(entry: 25, reason: .sealForged))
        try tamper(["UPDATE journal_seal SET at = at - 1, entry = 26"])
        #expect(try verify().firstBreak == .init(entry: 26, reason: .sealForged))
        try tamper(["DELETE FROM journal_seal"])
        #expect(try verify().firstBreak == nil)
        #expect(try verify(kept: [seal]).firstBreak == .init(entry: 25, reason: .sealMissing))
    }

    @Test func `seals are as final as entries`() throws {
        try seal()
        for sql: SQL in ["DELETE FROM journal_seal", "UPDATE journal_seal SET hash = zeroblob(32)"] {
            #expect(throws: DatabaseError.self) { try world.site.database.write { try $0.execute(sql) } }
        }
    }

    @Test func `a broken journal is not sealed, and the job says where it breaks`() throws {
        try seal()
        try grow()
        try tamper(["UPDATE journal SET kind = 'userDeleted' WHERE id = 27"])
        let done = try world.site.directory.tendJournal(
            with: sealer, keeping: 365 * Self.day, at: world.now + Self.day)
        #expect(done.map(\.job) == [.seal, .verification, .retention])
        #expect(done.map(\.wrong) == [.entryAltered, .entryAltered, nil])
        #expect(done[0].entry == 27)
        #expect(try world.read { try $0.journalUpkeep() }.first { $0.job == .seal }?.wrong == .entryAltered)
        #expect(try world.read { try $0.lastJournalSeal()?.entry } == 25)
    }

    @Test func `the jobs run once a day, the whole verification once a week`() throws {
        var ran: [[JournalUpkeep.Job]] = []
        for hours in [0.0, 1, 24, 24.5, 48, 168] {
            let done = try world.site.directory.tendJournal(
                with: sealer, keeping: 365 * Self.day, at: world.now + hours * 3600)
            ran.append(done.map(\.job))
        }
        #expect(
            ran == [
                [.seal, .verification, .retention], [], [.seal, .retention], [], [.seal, .retention],
                [.seal, .verification, .retention],
            ])
    }

    @Test func `retention takes out the oldest sealed part, and what is left still verifies`() throws {
        try seal()
        try grow(5, after: 200)
        try seal(after: 200)
        try grow(5, after: 380)
        let before = try verify(kept: try world.read { try $0.journalSeals() })
        #expect(before.firstBreak == nil)
        let now = world.now + 380 * Self.day
        let kept = try world.read { try $0.journalSeals() }
        let done = try world.site.directory.cutJournal(before: now - 365 * Self.day, by: sealer.keys, at: now)
        #expect(done.wrong == nil)
        #expect([Int(done.entry), Int(done.count)] == [25, 25])
        let entries = try world.read { try $0.journal(limit: 100).map(\.id) }
        #expect(entries == Array((26...35).reversed()))
        let after = try verify(kept: kept)
        #expect(after.firstBreak == nil)
        #expect(after.head == before.head)
        #expect([Int(after.start), Int(after.entries)] == [25, 10])
        // Nothing in the index either: neither words nor objects.
        #expect(try world.read { try $0.journal(in: .everything, person: world.karim) } == [])
        #expect(
            try world.site.database.read { try $0.exists("SELECT 1 FROM journal_word WHERE word = 'amrani'") } == false)
        // The chain goes on, also when all of it is gone.
        try seal(after: 380)
        let end = world.now + 800 * Self.day
        let all = try world.site.directory.cutJournal(before: end - 365 * Self.day, by: sealer.keys, at: end)
        #expect([Int(all.entry), Int(all.count)] == [35, 10])
        try grow(1, after: 800)
        let fresh = try verify(kept: kept)
        #expect(fresh.firstBreak == nil)
        #expect([Int(fresh.start), Int(fresh.entries)] == [35, 1])
        #expect(try world.read { try $0.journal(limit: 10).map(\.id) } == [36])
    }

    @Test func `retention takes out nothing that is broken`() throws {
        try seal()
        try grow(1, after: 380)
        try tamper(["UPDATE journal SET person = 9 WHERE id = 12"])
        let now = world.now + 380 * Self.day
        let done = try world.site.directory.cutJournal(before: now - 365 * Self.day, by: sealer.keys, at: now)
        #expect(done.wrong == .entryAltered)
        #expect([Int(done.entry), Int(done.count)] == [12, 0])
        #expect(try world.read { try $0.journal(limit: 100).count } == 26)
    }

    @Test func `nothing but what the anchor covers can be deleted, and the anchor only goes on`() throws {
        try seal()
        try grow(2, after: 1)
        try seal(after: 1)
        let now = world.now + 366 * Self.day
        try world.site.directory.cutJournal(before: now - 365 * Self.day, by: sealer.keys, at: now)
        for sql: SQL in [
            "DELETE FROM journal WHERE id = 26", "DELETE FROM journal_anchor", "UPDATE journal_anchor SET entry = 1",
        ] {
            #expect(throws: DatabaseError.self) { try world.site.database.write { try $0.execute(sql) } }
        }
    }

    @Test func `a verification since a day begins at the seal before it`() throws {
        try seal()
        try grow(4, after: 10)
        try seal(after: 10)
        try grow(2, after: 20)
        let found = try verify(since: world.now + 15 * Self.day)
        #expect([Int(found.start), Int(found.entries), Int(found.last)] == [29, 2, 31])
        #expect(try verify(since: world.now - 1).entries == 31)
        // What was changed before the seal is another verification's to find.
        try tamper(["UPDATE journal SET person = 9 WHERE id = 12", "UPDATE journal SET person = 9 WHERE id = 30"])
        #expect(try verify(since: world.now + 15 * Self.day).firstBreak == .init(entry: 30, reason: .entryAltered))
        #expect(try verify().firstBreak == .init(entry: 12, reason: .entryAltered))
    }

    @Test func `entries whose person was erased stay verifiable under the seal`() throws {
        try seal()
        try world.change { try $0.deleteUser(world.karim) }
        let later = world.now + 31 * Self.day
        try world.change(at: later) { _ = try $0.eraseUsers(deletedBefore: later) }
        let found = try verify()
        #expect(found.firstBreak == nil)
        #expect(found.erased == 2)
    }
}
