import Crypto
import Directory
import FoundationEssentials
import Site

/// `convergences journal export`: entries as they are hashed, so that an archive can be verified without the site.
enum JournalExport {
    private struct Line: Encodable {
        let id: Int64
        /// Unix milliseconds, as they are hashed.
        let at: Int64
        let kind: String
        let actor: Int64?
        let person: Int64?
        let structure: Int64?
        let application: Int64?
        let role: Int64?
        let payload: String?
        let salt: String?
        let payloadHash: String
        let previousHash: String
        let hash: String

        init(_ record: JournalRecord) {
            let about = record.entry.about
            id = record.entry.id
            at = Int64((record.entry.at.timeIntervalSince1970 * 1000).rounded())
            kind = record.entry.kind.rawValue
            actor = about.actor?.rawValue
            person = about.person?.rawValue
            structure = about.structure?.rawValue
            application = about.application?.rawValue
            role = about.role?.rawValue
            payload = record.payload
            salt = record.salt.map(Hex.encode)
            payloadHash = Hex.encode(record.payloadHash)
            previousHash = Hex.encode(record.previousHash)
            hash = Hex.encode(record.hash)
        }
    }

    static func run(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let (since, until) = (try invocation.moment("since"), try invocation.moment("until"))
        let out = try invocation.text("output").map(OutputFile.init(emptying:)) ?? .standardOutput
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var last = try site.directory.read { view in try since.map { try view.lastJournalEntry(before: $0) } ?? 0 }
        // A thousand at a time: however long the journal is, so much of it is in memory.
        while true {
            let records = try site.directory.read { [last] view in try view.journalRecords(after: last, limit: 1000) }
            guard let end = records.last?.entry else { return }
            let wanted = records.filter { record in until.map { record.entry.at < $0 } ?? true }
            out.write(
                try wanted.map { String(decoding: try encoder.encode(Line($0)), as: UTF8.self) + "\n" }.joined())
            guard wanted.count == records.count else { return }
            last = end.id
        }
    }
}
