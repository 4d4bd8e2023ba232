import Crypto
import Database
import FoundationEssentials

/// The outcome of walking the journal from its first entry to its last.
package struct JournalVerification: Hashable, Sendable {
    /// How many entries were found whole, up to the break if there is one.
    package let entries: Int
    /// How many of them have had their words erased.
    package let erased: Int
    /// The hash of the last whole entry, in hexadecimal: kept elsewhere, it proves later that nothing before it moved.
    package let head: String
    /// The first entry that is not what was written; nil when the journal is whole.
    package let firstBreak: Break?

    /// Where and how the chain breaks.
    package struct Break: Hashable, Sendable {
        /// The identifier of the entry.
        package let entry: Int64
        /// How.
        package let reason: Reason
    }

    /// How an entry can be wrong.
    package enum Reason: String, Hashable, Sendable {
        /// The entry is not there.
        case missing
        /// Its words are not those that were hashed.
        case wordsAltered
        /// Its other columns, or its place, are not those that were hashed.
        case entryAltered
    }
}

extension DirectoryReading {
    /// Walks the whole journal and checks each link of the chain. The last entries cannot be taken away unnoticed
    /// either: the next identifier is kept apart by SQLite.
    package func verifyJournal() throws(DirectoryError) -> JournalVerification {
        var walk = JournalWalk()
        var reached = 0
        repeat {
            reached = try query(
                """
                SELECT id, at, kind, actor, person, structure, application, role,
                    payload, salt, payload_hash, previous_hash, hash
                FROM journal WHERE id > \(walk.last) ORDER BY id LIMIT 5000
                """
            ) { try walk.step($0) }.count
        } while reached > 0 && walk.firstBreak == nil
        let written = try one("SELECT seq FROM sqlite_sequence WHERE name = 'journal'") { try $0.int64(0) } ?? 0
        if walk.firstBreak == nil, written > walk.last {
            walk.firstBreak = .init(entry: walk.last + 1, reason: .missing)
        }
        return JournalVerification(
            entries: walk.entries, erased: walk.erased, head: Hex.encode(walk.hash), firstBreak: walk.firstBreak)
    }
}

/// The state of a walk along the chain.
private struct JournalWalk {
    var last: Int64 = 0
    var hash = JournalChain.start
    var entries = 0
    var erased = 0
    var firstBreak: JournalVerification.Break?

    mutating func step(_ row: borrowing Row) throws(DatabaseError) {
        guard firstBreak == nil else { return }
        let id = try row.int64(0)
        guard id == last + 1 else {
            firstBreak = .init(entry: last + 1, reason: .missing)
            return
        }
        let about = JournalEntry.About(
            actor: try row.idOrNil(3), person: try row.idOrNil(4), structure: try row.idOrNil(5),
            application: try row.idOrNil(6), role: try row.idOrNil(7))
        let payloadHash = try row.blob(10)
        let expected = JournalChain.hash(
            previous: hash, id: id, at: try row.date(1), kind: try row.text(2), about: about, payloadHash: payloadHash)
        guard try row.blob(11) == hash, try row.blob(12) == expected else {
            firstBreak = .init(entry: id, reason: .entryAltered)
            return
        }
        if let payload = try row.textOrNil(8), let salt = try row.blobOrNil(9) {
            guard JournalChain.payloadHash(salt: salt, payload: payload) == payloadHash else {
                firstBreak = .init(entry: id, reason: .wordsAltered)
                return
            }
        } else {
            erased += 1
        }
        last = id
        hash = expected
        entries += 1
    }
}
