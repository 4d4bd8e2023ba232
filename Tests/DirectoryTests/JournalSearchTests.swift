import Crypto
import Database
import FoundationEssentials
import Markup
import TestFiles
import Testing

@testable import Directory

/// Looking for entries: words, people, structures, roles, kinds, periods, page after page, and never out of scope.
struct JournalSearchTests {
    let world: World

    init() throws {
        world = try World()
        try world.change(by: world.nadia) { change in
            try change.grant(world.bipUsers, to: world.karim, for: world.town)
            try change.grant(world.netUsers, to: world.karim, for: world.town)
            try change.renameUser(world.karim, givenName: "Karim", familyName: "Amrani-Lefèvre")
        }
    }

    func found(_ scope: Scope = .everything, _ set: (inout JournalFilter) -> Void) throws -> [JournalEntry.Kind] {
        var filter = JournalFilter(scope: scope)
        set(&filter)
        return try world.read { [filter] in try $0.journal(filter).entries.map(\.kind) }
    }

    @Test(arguments: [
        ("amrani net", [JournalEntry.Kind.entitlementGranted]),
        ("LEFEVRE", [.userRenamed]),
        ("Lefèv", [.userRenamed]),
        ("bensl utilisateurs", [.entitlementGranted]),
        ("karim.amrani@ville", [.entitlementGranted, .entitlementGranted, .userAdded]),
        ("cotisation amr valm", [.entitlementGranted]),
        ("nobody", []),
        ("amrani nobody", []),
        ("\"", []), ("' OR 1=1 --", []), ("p_1", []), ("*", []), ("NEAR(a b)", []),
    ])
    func `words are found by their beginnings, whatever accents and capitals, and nothing else is`(
        _ text: String, _ kinds: [JournalEntry.Kind]
    ) throws {
        // Signs alone are no words: they leave the list whole.
        let expected = ["\"", "*"].contains(text) ? try found { _ in } : kinds
        #expect(try found { $0.text = text } == expected)
    }

    @Test func `entries are found by person, acting or acted upon, by structure, role, application, kind and period`()
        throws
    {
        #expect(
            try found { $0.person = world.nadia }
                == [.userRenamed, .entitlementGranted, .entitlementGranted, .referentDesignated, .userAdded])
        #expect(try found { $0.role = world.netUsers } == [.entitlementGranted, .roleAdded])
        #expect(try found { ($0.application, $0.kinds) = (world.bip, [.applicationAdded]) } == [.applicationAdded])
        #expect(
            try found { ($0.structure, $0.kinds) = (world.ccas, [.userAdded, .domainAdded]) } == [
                .userAdded, .domainAdded,
            ])
        #expect(try found { $0.kinds = [] } == [])
        #expect(try found { ($0.from, $0.until) = (world.now, world.now + 1) }.count == 28)
        #expect(try found { $0.from = world.now + 1 } == [])
        #expect(try found { $0.until = world.now } == [])
    }

    @Test func `pages follow one another both ways, none twice, none left out`() throws {
        let filter = JournalFilter(scope: .everything)
        let all = try world.read { try $0.journal(filter, limit: 100).entries.map(\.id) }
        var there: [[Int64]] = []
        var place = PagePlace<JournalEntry>.first
        while true {
            let page = try world.read { [place] in try $0.journal(filter, at: place, limit: 6) }
            #expect(page.hasPrevious == !there.isEmpty)
            there.append(page.entries.map(\.id))
            guard page.hasNext, let last = page.entries.last else { break }
            place = .after(ID(last.id))
        }
        #expect(there.flatMap(\.self) == all)
        let back = try world.read { try $0.journal(filter, at: .before(ID(there[2][0])), limit: 6) }
        #expect(back.entries.map(\.id) == there[1])
        #expect(back.hasPrevious && back.hasNext)
        let last = try world.read { try $0.journal(filter, at: .last, limit: 6) }
        #expect(last.entries.map(\.id) == all.suffix(6))
        #expect(try world.read { try $0.journalCount(filter, upTo: 1000) } == all.count)
        #expect(try world.read { try $0.journalCount(filter, upTo: 5) } == 5)
    }

    @Test func `a referent finds nothing that is out of scope, by list, word, number or count`() throws {
        let scope = try world.scope(of: world.omar)
        #expect(try found(scope) { $0.text = "amrani" } == [])
        #expect(try found(scope) { $0.person = world.karim } == [])
        #expect(try found(scope) { $0.structure = world.town } == [])
        #expect(try found(scope) { $0.role = world.bipUsers } == [])
        #expect(try found(.nothing) { _ in } == [])
        var filter = JournalFilter(scope: scope)
        filter.text = "amrani"
        let count = try world.read { [filter] in try $0.journalCount(filter, upTo: 100) }
        #expect(count == 0)
        let visible = Set(try world.read { try $0.journal(JournalFilter(scope: scope), limit: 1000).entries.map(\.id) })
        let all = try world.read { try $0.journal(JournalFilter(scope: .everything), limit: 1000).entries }
        #expect(!visible.isEmpty && visible.count < all.count)
        for entry in all {
            let one = try world.read { try $0.journalEntry(ID(entry.id), in: scope) }
            #expect((one != nil) == visible.contains(entry.id))
            #expect(try world.read { try $0.journalEntry(ID(entry.id), in: .nothing) } == nil)
        }
    }

    @Test func `what another structure does to a shared account is not told here`() throws {
        try world.change { change in
            try change.addDomain("ville-valmont.example", to: world.otherTown)
            try change.attachUser(world.karim, to: world.otherTown)
        }
        let before = try found(try world.scope(of: world.nadia)) { _ in }
        try world.change(by: world.omar) { change in
            try change.grant(world.bipUsers, to: world.karim, for: world.otherTown)
            try change.record(.invitationCreated, person: world.karim)
        }
        #expect(try found(try world.scope(of: world.nadia)) { _ in } == before)
        #expect(try found(try world.scope(of: world.nadia)) { $0.text = "omar" } == [])
        #expect(try found(try world.scope(of: world.nadia)) { $0.structure = world.otherTown } == [])
        let there = try found(try world.scope(of: world.omar)) { $0.person = world.karim }
        #expect(there == [.invitationCreated, .entitlementGranted, .userAttached])
        // What the person or the operator does to the account is told wherever it belongs.
        try world.change(by: world.karim) { try $0.setLanguage(.en, of: world.karim) }
        #expect(try found(try world.scope(of: world.nadia)) { _ in }.first == .userLanguageChanged)
        #expect(try found(try world.scope(of: world.omar)) { _ in }.first == .userLanguageChanged)
    }

    @Test func `an attachment is told to whoever sees both, never to the establishment alone`() throws {
        try world.change { change in
            _ = try change.attachStructure(world.ccas, to: world.otherTown)
        }
        #expect(try found(try world.scope(of: world.claire)) { $0.kinds = [.structureAttached] } == [])
        #expect(try found(try world.scope(of: world.omar)) { $0.kinds = [.structureAttached] } == [.structureAttached])
        #expect(try found { ($0.structure, $0.kinds) = (world.ccas, [.structureAttached]) } == [.structureAttached])
    }

    @Test func `an erased name is found no more, and is nowhere in the file`() throws {
        try world.change { change in
            try change.addDomain("ville-valmont.example", to: world.ccas)
            try change.exceptAddress("zqxunique@ailleurs.example", in: world.town, reason: "test")
            _ = try change.addUser(
                "zqxunique@ailleurs.example", givenName: "Zqxgiven", familyName: "Zqxfamily", to: world.town)
        }
        let user = try #require(try world.read { try $0.user(email: "zqxunique@ailleurs.example") }).id
        #expect(try found { $0.text = "zqxfam" } == [.userAdded])
        #expect(try found { $0.text = "zqxuni" } == [.userAdded, .addressExcepted])
        try world.change { try $0.deleteUser(user) }
        let later = world.now + 31 * 86_400
        #expect(try world.change(at: later) { try $0.eraseUsers(deletedBefore: later) } == [user])
        try world.site.directory.compactJournalIndex()
        for text in ["zqx", "zqxfam", "zqxuni", "zqxgiven"] { #expect(try found { $0.text = text } == []) }
        #expect(try found { $0.person = user } == [.userErased, .userDeleted, .userAdded])
        #expect(try world.read { try $0.verifyJournal() }.firstBreak == nil)
        // A copy is written from the pages that are in use; what was erased is not among them.
        try world.site.database.backup(to: world.site.folder.file("copy"))
        let bytes = try world.site.folder.read("copy")
        for word in ["qxunique", "qxgiven", "qxfamily", "Zqxf"] {
            #expect(bytes.firstRange(of: Array(word.utf8)) == nil, "\(word)")
        }
    }

    @Test func `a word that somebody else has too is still found`() throws {
        try world.change { try $0.deleteUser(world.karim) }
        let later = world.now + 31 * 86_400
        try world.change { change in
            _ = try change.addUser(
                "karim.sow@montreuil.example", givenName: "Karim", familyName: "Sow", to: world.otherTown)
        }
        _ = try world.change(at: later) { try $0.eraseUsers(deletedBefore: later) }
        #expect(try found { $0.text = "karim" } == [.userAdded])
        #expect(try found { $0.text = "amrani" } == [])
    }

    @Test func `a journal written before there was an index is indexed as it is`() throws {
        let before = try found(try world.scope(of: world.nadia)) { _ in }
        try world.site.database.write { connection in
            try connection.execute("DROP TABLE journal_index")
            try connection.execute("DROP TABLE journal_word")
            try connection.execute(
                """
                CREATE VIRTUAL TABLE journal_index USING fts5(
                    words, content = '', columnsize = 0, detail = none, tokenize = "ascii tokenchars '_'")
                """)
            try connection.execute("CREATE TABLE journal_word (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")
            try Directory.fillJournalSearch(connection)
        }
        #expect(try found(try world.scope(of: world.nadia)) { _ in } == before)
        #expect(try found { $0.text = "lefevre" } == [.userRenamed])
    }
}
