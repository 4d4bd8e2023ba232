package import Crypto
import Database
package import FoundationEssentials

extension DirectoryReading {
    /// Walks the journal and checks each link of the chain and each seal, in constant memory.
    ///
    /// - Parameters:
    ///   - keys: whose seals are believed; nil where only the chain is looked at.
    ///   - kept: seals that were kept elsewhere: they find an end that was cut off with its own seals.
    ///   - since: begins at the last seal before that moment, whose signature stands for all before it; at the
    ///     beginning when there is none.
    ///   - through: goes no further than this entry.
    package func verifyJournal(
        by keys: [PublicKey]? = nil, kept: [JournalSeal] = [], since: Date? = nil, through: Int64? = nil
    ) throws(DirectoryError) -> JournalVerification {
        var walk = JournalWalk()
        let stored = try journalSeals(limit: 100_000)
        let all = stored + kept
        if let keys, let forged = all.first(where: { !$0.isSigned(byOneOf: keys) }) {
            return walk.broken(forged.entry, .sealForged)
        }
        let anchor = try one("SELECT entry FROM journal_anchor") { try $0.int64(0) } ?? 0
        let start = stored.last { seal in
            seal.entry == anchor || (seal.entry > anchor && since.map { seal.at <= $0 } ?? false)
        }
        if let start { walk.begin(after: start) }
        walk.seals = Dictionary(grouping: all, by: \.entry)
        if let start, walk.seals[start.entry]?.contains(where: { $0.hash != start.hash }) == true {
            return walk.broken(start.entry, .sealedOtherwise)
        }
        let end = through ?? .max
        var reached = 0
        repeat {
            reached = try query(
                """
                SELECT id, at, kind, actor, person, structure, application, role,
                    payload, salt, payload_hash, previous_hash, hash
                FROM journal WHERE id > \(walk.last) AND id <= \(end) ORDER BY id LIMIT 2000
                """
            ) { try walk.step($0) }.count
        } while reached > 0 && walk.firstBreak == nil
        if walk.firstBreak != nil { return walk.finished }
        if let ahead = all.map(\.entry).filter({ $0 > walk.last && $0 <= end }).min() {
            return walk.broken(ahead, .cutOff)
        }
        let known = Set(stored.map(\.entry))
        if let gone = kept.map(\.entry).filter({ !known.contains($0) && $0 <= walk.last }).min() {
            return walk.broken(gone, .sealMissing)
        }
        // SQLite keeps the last number apart.
        let written = try one("SELECT seq FROM sqlite_sequence WHERE name = 'journal'") { try $0.int64(0) } ?? 0
        if min(written, end) > walk.last { return walk.broken(walk.last + 1, .missing) }
        return walk.finished
    }
}

/// The state of a walk along the chain.
private struct JournalWalk {
    var verification = JournalVerification()
    var hash = JournalChain.start
    var seals: [Int64: [JournalSeal]] = [:]

    var last: Int64 { verification.last }
    var firstBreak: JournalVerification.Break? { verification.firstBreak }

    mutating func begin(after seal: JournalSeal) {
        verification.start = seal.entry
        verification.last = seal.entry
        verification.lastSeal = seal
        hash = seal.hash
    }

    /// The outcome so far.
    var finished: JournalVerification {
        var verification = verification
        verification.head = Hex.encode(hash)
        return verification
    }

    /// The outcome, with what is wrong.
    func broken(_ entry: Int64, _ reason: JournalVerification.Reason) -> JournalVerification {
        var verification = finished
        verification.firstBreak = .init(entry: entry, reason: reason)
        return verification
    }

    mutating func step(_ row: borrowing Row) throws(DatabaseError) {
        guard firstBreak == nil else { return }
        let id = try row.int64(0)
        guard id == last + 1 else {
            verification = broken(last + 1, .missing)
            return
        }
        let about = JournalEntry.About(
            actor: try row.idOrNil(3), person: try row.idOrNil(4), structure: try row.idOrNil(5),
            application: try row.idOrNil(6), role: try row.idOrNil(7))
        let payloadHash = try row.blob(10)
        let expected = JournalChain.hash(
            previous: hash, id: id, at: try row.date(1), kind: try row.text(2), about: about, payloadHash: payloadHash)
        guard try row.blob(11) == hash, try row.blob(12) == expected else {
            verification = broken(id, .entryAltered)
            return
        }
        if let payload = try row.textOrNil(8), let salt = try row.blobOrNil(9) {
            guard JournalChain.payloadHash(salt: salt, payload: payload) == payloadHash else {
                verification = broken(id, .wordsAltered)
                return
            }
        } else {
            verification.erased += 1
        }
        for seal in seals[id] ?? [] {
            guard seal.hash == expected else {
                verification = broken(id, .sealedOtherwise)
                return
            }
            verification.lastSeal = seal
        }
        if seals[id] != nil { verification.seals += 1 }
        verification.last = id
        hash = expected
        verification.entries += 1
    }
}
