package import Crypto
import Database
package import FoundationEssentials

/// What a job of the journal last did.
package struct JournalUpkeep: Hashable, Sendable {
    /// What the program does with the journal by itself. The raw values are stored.
    package enum Job: String, Hashable, Sendable, CaseIterable, SQLConvertible {
        /// Checks what came since the last seal and seals it, each day.
        case seal
        /// Checks all of it, each week.
        case verification
        /// Takes out what is older than the retention period, each day.
        case retention

        var period: TimeInterval { self == .verification ? 7 * 86_400 : 86_400 }
    }

    /// Which job.
    package let job: Job
    /// When it last ran.
    package let at: Date
    /// Where it came to: the entry sealed, the last one checked, the last one taken out; of a break, where it is.
    package let entry: Int64
    /// How many entries were sealed, checked or taken out.
    package let count: Int
    /// What was wrong; nil when nothing was. Nothing is sealed or taken out then.
    package let wrong: JournalVerification.Reason?
}

extension DirectoryReading {
    /// What each job of the journal last did; nothing of one that never ran.
    package func journalUpkeep() throws(DirectoryError) -> [JournalUpkeep] {
        try query("SELECT job, at, entry, count, wrong FROM journal_upkeep ORDER BY job") { row in
            JournalUpkeep(
                job: try row.value(0), at: try row.date(1), entry: try row.int64(2), count: try row.int(3),
                wrong: try row.textOrNil(4).flatMap(JournalVerification.Reason.init))
        }
    }
}

// The jobs of the journal. Each looks at the chain before it acts, so that a seal never covers a break and none is ever
// taken out with what retention takes out.
extension Directory {
    /// Runs the jobs that are due; answers what those that ran did.
    ///
    /// - Parameter retention: how long entries are kept, in seconds.
    /// - Throws: a `DirectoryError`, or what the sealer throws.
    package func tendJournal(
        with sealer: JournalSealer, keeping retention: TimeInterval, at now: Date
    ) throws -> [JournalUpkeep] {
        let past = try read { view in try view.journalUpkeep() }
        func isDue(_ job: JournalUpkeep.Job) -> Bool {
            guard let last = past.first(where: { $0.job == job })?.at else { return true }
            // A sweep that comes a little early is this day's.
            return now >= last + job.period - 600 || now < last - 600
        }
        var done: [JournalUpkeep] = []
        if isDue(.seal) { done.append(try sealJournal(with: sealer, at: now)) }
        if isDue(.verification) { done.append(try verifyWholeJournal(by: sealer.keys, at: now)) }
        if isDue(.retention) {
            done.append(try cutJournal(before: now - retention, by: sealer.keys, at: now))
        }
        return done
    }

    /// Seals what came since the last seal, once it is found whole.
    ///
    /// - Throws: a `DirectoryError`, or what the sealer throws.
    @discardableResult
    package func sealJournal(with sealer: JournalSealer, at now: Date) throws -> JournalUpkeep {
        let found = try read { view in try view.verifyJournal(by: sealer.keys, since: .distantFuture) }
        if let broken = found.firstBreak { return try tell(.seal, broken, at: now) }
        guard found.entries > 0 else { return try tell(.seal, entry: found.last, count: 0, at: now) }
        let seal = try sealer.seal(found.last, Hex.decode(found.head) ?? [], at: now)
        try database.write { connection in
            _ = try connection.execute(
                """
                INSERT INTO journal_seal (entry, site, hash, at, key, signature)
                VALUES (\(seal.entry), \(seal.site), \(seal.hash), \(seal.at), \(seal.key), \(seal.signature))
                ON CONFLICT DO NOTHING
                """)
        }
        return try tell(.seal, entry: seal.entry, count: found.entries, at: now)
    }

    private func verifyWholeJournal(
        by keys: [PublicKey], at now: Date
    ) throws(DirectoryError) -> JournalUpkeep {
        let found = try read { (view) throws(DirectoryError) in try view.verifyJournal(by: keys) }
        if let broken = found.firstBreak { return try tell(.verification, broken, at: now) }
        return try tell(.verification, entry: found.last, count: found.entries, at: now)
    }

    /// Takes out the oldest part of the journal: up to the last seal whose entry is older than `limit`, once that part
    /// is found whole. Its end stays as the anchor that the chain begins with, under its seal. Older entries that no
    /// such seal covers only lose their words.
    @discardableResult
    package func cutJournal(
        before limit: Date, by keys: [PublicKey], at now: Date
    ) throws(DirectoryError) -> JournalUpkeep {
        let (anchor, end) = try read { (view) throws(DirectoryError) in
            (
                try view.one("SELECT entry FROM journal_anchor") { try $0.int64(0) } ?? 0,
                try view.one(
                    """
                    SELECT max(journal_seal.entry) FROM journal_seal JOIN journal ON journal.id = journal_seal.entry
                    WHERE journal.at < \(limit)
                    """
                ) { try $0.int64OrNil(0) ?? 0 } ?? 0
            )
        }
        if end > anchor {
            let found = try read { (view) throws(DirectoryError) in try view.verifyJournal(by: keys, through: end) }
            if let broken = found.firstBreak { return try tell(.retention, broken, at: now) }
            try change(by: .program(.retention), at: now) { (change) throws(DirectoryError) in
                try change.execute(
                    """
                    INSERT INTO journal_anchor (id, entry, cut_at) VALUES (1, \(end), \(now))
                    ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, cut_at = excluded.cut_at
                    """)
            }
        }
        let count = try inSteps(at: now) { (change) throws(DirectoryError) in
            try change.removeEntries(through: max(anchor, end), limit: 1000)
        }
        let forgotten = try inSteps(at: now) { (change) throws(DirectoryError) in
            try change.eraseJournalWords(before: limit, limit: 1000)
        }
        if count + forgotten > 0 { try compactJournalIndex() }
        return try tell(.retention, entry: max(anchor, end), count: count, at: now)
    }

    /// Repeats a change of bounded size, so that nobody waits long for the writer, until there is nothing left.
    private func inSteps(
        at now: Date, _ step: (Change) throws(DirectoryError) -> Int
    ) throws(DirectoryError) -> Int {
        var total = 0
        while true {
            let done = try change(by: .program(.retention), at: now, step)
            if done == 0 { return total }
            total += done
        }
    }

    private func tell(
        _ job: JournalUpkeep.Job, _ broken: JournalVerification.Break, at now: Date
    ) throws(DirectoryError) -> JournalUpkeep {
        try tell(JournalUpkeep(job: job, at: now, entry: broken.entry, count: 0, wrong: broken.reason))
    }

    private func tell(
        _ job: JournalUpkeep.Job, entry: Int64, count: Int, at now: Date
    ) throws(DirectoryError) -> JournalUpkeep {
        try tell(JournalUpkeep(job: job, at: now, entry: entry, count: count, wrong: nil))
    }

    private func tell(_ upkeep: JournalUpkeep) throws(DirectoryError) -> JournalUpkeep {
        try database.write { (connection) throws(DirectoryError) in
            try connection.store(
                """
                INSERT INTO journal_upkeep (job, at, entry, count, wrong)
                VALUES (\(upkeep.job), \(upkeep.at), \(upkeep.entry), \(upkeep.count), \(upkeep.wrong?.rawValue))
                ON CONFLICT (job) DO UPDATE SET at = excluded.at, entry = excluded.entry, count = excluded.count,
                    wrong = excluded.wrong
                """)
        }
        return upkeep
    }
}

extension Change {
    /// Deletes entries up to the anchor, with what the index holds of them.
    fileprivate func removeEntries(through end: Int64, limit: Int) throws(DirectoryError) -> Int {
        let entries = try query(
            "SELECT \(JournalEntry.columns) FROM journal WHERE id <= \(end) ORDER BY id LIMIT \(limit)",
            JournalEntry.init)
        do {
            var forgotten: Set<String> = []
            for entry in entries {
                let words = entry.words.map { JournalIndex.words(entry.kind, $0) } ?? []
                let places = JournalIndex.places(entry.about, entry.words)
                try connection.unindex(
                    entry.id, JournalIndex.objects(entry.kind, entry.about, seenIn: places) + words)
                forgotten.formUnion(words)
            }
            if let last = entries.last { try connection.execute("DELETE FROM journal WHERE id <= \(last.id)") }
            try connection.forgetWords(forgotten)
        } catch {
            throw .database(error)
        }
        return entries.count
    }
}

extension Connection {
    fileprivate func store(_ sql: SQL) throws(DirectoryError) {
        do { try execute(sql) } catch { throw .database(error) }
    }
}
