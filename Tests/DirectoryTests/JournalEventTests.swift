import Calendar
import Database
import Foundation
import Markup
import Testing

@testable import Directory

/// Each kind of entry: written, read back, told in both languages; and the rows that the first version wrote.
struct JournalEventTests {
    /// One event of each kind, with every field: a kind without one does not compile.
    static func sample(_ kind: JournalEntry.Kind) -> JournalEvent {
        let day = JournalDay(stored: "2027-03-03")
        let key = JournalKey(.signing, mark: "5A:3F:01")
        return switch kind {
        case .structureAdded: .structureAdded
        case .structureRenamed: .structureRenamed(from: "OLD", to: "NEW")
        case .structureKindChanged: .structureKindChanged(from: .init(.principal), to: .init(.partner))
        case .structureSIRETChanged: .structureSIRETChanged(from: "OLD", to: "NEW")
        case .structureContactChanged: .structureContactChanged(from: "OLD", to: "NEW")
        case .structureAttached: .structureAttached(to: "PARENT")
        case .structureDetached: .structureDetached(from: "PARENT")
        case .structureRemoved: .structureRemoved
        case .domainAdded: .domainAdded("DOMAIN")
        case .domainRemoved: .domainRemoved("DOMAIN")
        case .addressExcepted: .addressExcepted("ADDRESS", reason: "REASON")
        case .addressExceptionRemoved: .addressExceptionRemoved("ADDRESS")
        case .referentDesignated: .referentDesignated(from: day)
        case .referentEnded: .referentEnded(on: day)
        case .operatorAppointed: .operatorAppointed
        case .operatorDismissed: .operatorDismissed
        case .userAdded: .userAdded(address: "ADDRESS")
        case .userAttached: .userAttached
        case .userDetached: .userDetached(losing: "ROLES")
        case .userRenamed: .userRenamed(from: "OLD", to: "NEW")
        case .userAddressChanged: .userAddressChanged(from: "OLD", to: "NEW")
        case .userLanguageChanged: .userLanguageChanged(to: .init(.en))
        case .userSuspended: .userSuspended
        case .userResumed: .userResumed
        case .userDepartureChanged: .userDepartureChanged(from: day, to: day)
        case .userDeleted: .userDeleted(losing: "ROLES")
        case .userRestored: .userRestored
        case .userErased: .userErased
        case .applicationAdded: .applicationAdded
        case .applicationChanged: .applicationChanged(from: "OLD", to: "NEW")
        case .applicationEnabled: .applicationEnabled
        case .applicationDisabled: .applicationDisabled
        case .applicationMaintenanceChanged: .applicationMaintenanceChanged(from: "OLD", to: "NEW")
        case .applicationOpeningChanged: .applicationOpeningChanged(to: .everyStructure)
        case .roleGroupAdded: .roleGroupAdded("GROUP")
        case .roleGroupRemoved: .roleGroupRemoved("GROUP")
        case .roleAdded: .roleAdded(value: "VALUE")
        case .roleChanged: .roleChanged(from: "OLD", to: "NEW")
        case .roleRemoved: .roleRemoved(value: "VALUE")
        case .serviceProviderAdded: .serviceProviderAdded("ENTITY")
        case .serviceProviderMetadataChanged: .serviceProviderMetadataChanged("ENTITY", differences: "DIFFERENCES")
        case .serviceProviderDecisionsChanged: .serviceProviderDecisionsChanged(from: "{}", to: "{\"a\":1}")
        case .serviceProviderEnabled: .serviceProviderEnabled("ENTITY")
        case .serviceProviderDisabled: .serviceProviderDisabled("ENTITY")
        case .serviceProviderMadeDefault: .serviceProviderMadeDefault("ENTITY")
        case .serviceProviderRemoved: .serviceProviderRemoved("ENTITY")
        case .serviceProviderSourceChanged: .serviceProviderSourceChanged("ENTITY", from: "OLD", to: "NEW")
        case .serviceProviderMetadataRejected: .serviceProviderMetadataRejected("ENTITY")
        case .entitlementGranted: .entitlementGranted(until: day)
        case .entitlementChanged: .entitlementChanged(from: day, to: day)
        case .entitlementRevoked: .entitlementRevoked(reason: "REASON")
        case .settingChanged: .settingChanged("SETTING")
        case .requestMade: .requestMade("WORDS")
        case .requestDone: .requestDone(answer: "ANSWER")
        case .requestRefused: .requestRefused(answer: "ANSWER")
        case .portalMessagePlanned: .portalMessagePlanned("WORDS")
        case .portalMessageChanged: .portalMessageChanged(from: "OLD", to: "NEW")
        case .portalMessageRemoved: .portalMessageRemoved("WORDS")
        case .keyMade: .keyMade(key)
        case .keyPrepared: .keyPrepared(key)
        case .keySwitched: .keySwitched(from: key, to: key)
        case .keyRetired: .keyRetired(key)
        case .keyReplaced: .keyReplaced(by: key, reason: "REASON")
        case .keysProtected: .keysProtected(files: .init(5))
        case .keysUnprotected: .keysUnprotected(files: .init(5))
        case .invitationCreated: .invitationCreated
        case .resetCreated: .resetCreated
        case .accountActivated: .accountActivated
        case .passwordChanged: .passwordChanged
        case .sessionsEnded: .sessionsEnded
        case .signInWaitLifted: .signInWaitLifted
        case .addressUnreachable: .addressUnreachable("ADDRESS")
        }
    }

    private static let names = JournalEntry.Names(
        actor: "ACTOR", isActedByPerson: true, person: "PERSON", structure: "STRUCTURE", application: "APPLICATION",
        role: "ROLE")

    @Test func `every kind of entry is written, read back as it was, and found by its words`() throws {
        let world = try World()
        for kind in JournalEntry.Kind.allCases {
            let event = Self.sample(kind)
            #expect(event.kind == kind)
            try world.change { change in
                try change.record(event, person: world.karim, structure: world.town, application: world.bip)
            }
            let entry = try #require(try world.read { try $0.journal(limit: 1).first })
            #expect(entry.event == event, "\(kind)")
            #expect(entry.event.details.map { $0.shown(in: .fr) } == event.details.map { $0.shown(in: .fr) }, "\(kind)")
            for field in event.details.map(\.field.stored) where kind != .serviceProviderDecisionsChanged {
                var filter = JournalFilter(scope: .everything)
                filter.text = field
                let found = try world.read { [filter] in try $0.journal(filter, limit: 1).entries.first }
                #expect(found?.id == entry.id, "\(kind): \(field)")
            }
        }
        #expect(try world.read { try $0.verifyJournal() }.firstBreak == nil)
    }

    @Test(arguments: JournalEntry.Kind.allCases)
    func `every kind of entry is a sentence in both languages`(_ kind: JournalEntry.Kind) {
        let event = Self.sample(kind)
        let sentence = event.sentence(Self.names)
        #expect(sentence.fr.hasPrefix("ACTOR a "))
        #expect(sentence.en.hasPrefix("ACTOR "))
        #expect(sentence.fr != sentence.en)
        let marks = [
            "PERSON", "STRUCTURE", "APPLICATION", "ROLE", "OLD", "NEW", "ADDRESS", "REASON", "ENTITY", "DIFFERENCES",
            "WORDS",
            "ANSWER", "SETTING", "5A:3F:01", "VALUE", "GROUP", "DOMAIN", "PARENT",
        ]
        #expect(marks.filter(sentence.fr.contains) == marks.filter(sentence.en.contains))
        for text in [sentence.fr, sentence.en] { #expect(!text.contains("–"), "a field that is there is told") }
        #expect(!sentence.fr.contains(" :"), "a no-break space stands before a colon")
        #expect(event.label.fr != event.label.en || kind == .settingChanged)
        let runs = event.runs(Self.names, .fr)
        #expect(runs.map(\.text).joined() == sentence.fr)
        #expect(runs.filter(\.isName).map(\.text).allSatisfy(marks.contains) || runs.first?.text == "ACTOR")
    }

    @Test(arguments: JournalEntry.Kind.allCases)
    func `every kind of entry is a sentence when its words are erased`(_ kind: JournalEntry.Kind) {
        let event = JournalEvent(kind, .init())
        #expect(event.kind == kind)
        #expect(!event.sentence(Self.names).fr.contains("()"))
        #expect(event.label == Self.sample(kind).label && event.group == Self.sample(kind).group)
    }

    @Test func `each group has kinds, and each kind is in one`() {
        let groups = JournalGroup.allCases.map(\.kinds)
        #expect(groups.allSatisfy { !$0.isEmpty })
        #expect(groups.joined().count == JournalEntry.Kind.allCases.count)
    }

    // MARK: - Rows of the first version

    /// Kinds that came after the first version.
    private static let later: Set<JournalEntry.Kind> = []

    /// Entries as the first version wrote them; see the folder's README.
    private struct OldRow: Decodable {
        let id, at: Int64
        let kind: String
        let actor, person, structure, application, role: Int64?
        let payload, salt, payloadHash, previousHash, hash: String
        let fr, en: String

        static func all() throws -> [OldRow] {
            let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            let text = try String(
                contentsOf: tests.appending(path: "Fixtures/Journal/every-kind.jsonl"), encoding: .utf8)
            return try text.split(separator: "\n").map { try JSONDecoder().decode(OldRow.self, from: Data($0.utf8)) }
        }

        func insert(into connection: Connection) throws {
            func bytes(_ hex: String) -> [UInt8] {
                stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
            }
            try connection.execute(
                """
                INSERT INTO journal (id, at, kind, actor, person, structure, application, role,
                    payload, salt, payload_hash, previous_hash, hash)
                VALUES (\(id), \(at), \(kind), \(actor), \(person), \(structure), \(application), \(role),
                    \(payload), \(bytes(salt)), \(bytes(payloadHash)), \(bytes(previousHash)), \(bytes(hash)))
                """)
        }
    }

    /// A site whose journal the first version wrote.
    private func oldSite() throws -> (Site, [OldRow]) {
        let (site, rows) = (try Site(), try OldRow.all())
        try site.database.write { connection in
            for row in rows { try row.insert(into: connection) }
        }
        return (site, rows)
    }

    @Test func `rows of the first version read to the sentences that it showed, and their chain is whole`() throws {
        let (site, rows) = try oldSite()
        let entries = try site.directory.read { try $0.journal(limit: 1000) }.reversed()
        #expect(entries.count == rows.count)
        for (entry, row) in zip(entries, rows) {
            let names = try #require(entry.names)
            #expect(entry.event.sentence(names) == Text(fr: row.fr, en: row.en), "\(row.id)")
            #expect(entry.event.runs(names, .fr).map(\.text).joined() == row.fr, "\(row.id)")
        }
        let kinds = Set(entries.map(\.kind))
        #expect(Set(JournalEntry.Kind.allCases).subtracting(kinds) == Self.later)
        let verified = try site.directory.read { try $0.verifyJournal() }
        #expect(verified.firstBreak == nil)
        #expect(verified.entries == rows.count)
    }

    @Test func `what is read of a row of the first version is what stands in it`() throws {
        let (site, rows) = try oldSite()
        let entries = try site.directory.read { try $0.journal(limit: 1000) }.reversed()
        for entry in entries {
            let row = try #require(entry.words?.event)
            let read = entry.event.stored
            // The last rows lack fields that their kinds have.
            for slot in [JournalEvent.Detail.Slot.before, .after] {
                #expect(read[slot] == row[slot] || row[slot] == nil && read[slot] == "–", "\(entry.id)")
            }
        }
        // A new entry follows on the old ones.
        try site.directory.change(by: .commandLine("test"), at: site.now) { try $0.setSetting("x", to: "y") }
        let verified = try site.directory.read { try $0.verifyJournal() }
        #expect(verified.firstBreak == nil)
        #expect(verified.entries == rows.count + 1)
    }

    @Test func `words of the first version are forgotten by an address that they tell`() throws {
        let (site, rows) = try oldSite()
        try site.database.write { connection in
            for entry in try DirectoryView(connection: connection).journal(limit: 1000) {
                try connection.indexEntry(entry.id, entry.kind, entry.about, entry.words)
            }
        }
        try site.directory.change(by: .commandLine("test"), at: site.now) { change in
            try change.eraseJournalWords(naming: ID(99), email: "luc@ailleurs.example")
        }
        let erased = try site.directory.read { try $0.journal(limit: 1000) }.filter(\.isErased)
        #expect(Set(erased.map(\.kind)) == [.addressExcepted, .addressExceptionRemoved])
        #expect(erased.count == rows.count { $0.payload.contains("luc@ailleurs.example") })
        for entry in erased { #expect(entry.event.sentence(Self.names).fr.contains("l’adresse –")) }
    }

    // MARK: - Fields

    @Test func `a source of metadata says what it was, what it is, and when there is none`() {
        func said(_ event: JournalEvent) -> String { event.sentence(Self.names).en }
        let url = "https://sp.example/metadata"
        #expect(said(.serviceProviderSourceChanged("SP", from: nil, to: url)).hasSuffix(" – → \(url)"))
        #expect(said(.serviceProviderSourceChanged("SP", from: url, to: nil)).hasSuffix(" \(url) → –"))
        let stored = JournalEvent.serviceProviderSourceChanged("SP", from: url, to: nil).stored
        #expect(stored == .init(before: url, after: nil, serviceProvider: "SP"))
    }

    @Test func `days, kinds, languages and keys are told in words and kept as they are stored`() {
        let fields: [(any JournalField, stored: String, fr: String, en: String)] = [
            (JournalDay(stored: "2027-03-03"), "2027-03-03", "3\u{A0}mars 2027", "3\u{A0}March 2027"),
            (JournalDay(stored: "demain"), "demain", "demain", "demain"),
            (JournalChoice(Structure.Kind.partner), "partner", "Partenaire", "Partner"),
            (JournalChoice(Language.fr), "fr", "français", "French"),
            (JournalChoice<Language>(stored: "de"), "de", "de", "de"),
            (JournalKey(.metadata, mark: "5A:3F"), "metadata 5A:3F", "métadonnées 5A:3F", "metadata 5A:3F"),
            (JournalOpening.everyStructure, "*", "toutes les structures", "every organisation"),
            (JournalCount(5), "5", "5", "5"),
        ]
        for (field, stored, french, english) in fields {
            #expect(field.stored == stored)
            #expect(field.shown(in: .fr) == french)
            #expect(field.shown(in: .en) == english)
        }
    }

    @Test func `what a person did to others is told to them without the others’ data, but for days`() {
        let day = JournalDay(stored: "2027-03-03")
        #expect(JournalEvent.userRenamed(from: "Karim", to: "Nadia").withheld == .userRenamed(from: "…", to: "…"))
        #expect(JournalEvent.referentEnded(on: day).withheld == .referentEnded(on: day))
        #expect(JournalEvent.entitlementRevoked(reason: nil).withheld == .entitlementRevoked(reason: nil))
    }

    @Test func `a part of the program is named in the reader’s language, a person is not`() {
        var names = Self.names
        names.actor = "retention"
        #expect(names.actor(in: .fr) == "retention")
        for program in JournalProgram.allCases {
            let shown = JournalProgram.shown("\(program.rawValue) (paul)", in: .fr)
            #expect(shown == "\(program.words.fr) (paul)")
        }
        #expect(JournalProgram.shown("test", in: .fr) == "test")
    }
}
