import Crypto
import Database
package import FoundationEssentials

extension Change {
    /// Appends an entry to the journal, in the transaction of what it tells of. The names of the objects are read now:
    /// record an event before a row that it names is gone.
    ///
    /// - Parameters:
    ///   - event: with its fields. Never a secret.
    ///   - seenIn: the structures whose referents see the entry, where it is not the one that it is about. What happens
    ///     to an account is seen where it belongs at that moment, but what a referent does to it only by those who see
    ///     that referent's structures.
    package func record(
        _ event: JournalEvent, person: ID<User>? = nil, structure: ID<Structure>? = nil,
        application: ID<Application>? = nil, role: ID<Role>? = nil, seenIn: [ID<Structure>]? = nil
    ) throws(DirectoryError) {
        let about = JournalEntry.About(
            actor: actingUser, person: person, structure: structure, application: application, role: role)
        var names = try names(of: about)
        names.actor = actorName
        let seenIn = if let seenIn { seenIn } else { try structures(seeing: event, about) }
        try append(event.kind, about, JournalEntry.Words(names, event.stored, seenIn: seenIn))
    }

    /// The structures where an event of an account is seen; nil for every other.
    private func structures(
        seeing event: JournalEvent, _ about: JournalEntry.About
    ) throws(DirectoryError) -> [ID<Structure>]? {
        guard let person = about.person, about.structure == nil, about.application == nil, !event.isOfOperators else {
            return nil
        }
        let mine: SQL = person == actingUser || scope == .nothing ? "1" : scope.covers("structure")
        return try query("SELECT structure FROM affiliation WHERE user = \(person) AND \(mine) ORDER BY structure") {
            try $0.id(0)
        }
    }

    private func append(
        _ kind: JournalEntry.Kind, _ about: JournalEntry.About, _ words: JournalEntry.Words
    ) throws(DirectoryError) {
        let last = try one("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1") {
            (id: try $0.int64(0), hash: try $0.blob(1))
        }
        let payload: String
        do { payload = try StoredJSON.encode(words) } catch { throw .database(error) }
        let (number, previous) = if let last { last } else { try journalAnchor() }
        let id = number + 1
        let salt = randomness.bytes(16)
        let payloadHash = JournalChain.payloadHash(salt: salt, payload: payload)
        let hash = JournalChain.hash(
            previous: previous, id: id, at: now, kind: kind.rawValue, about: about, payloadHash: payloadHash)
        try execute(
            """
            INSERT INTO journal (id, at, kind, actor, person, structure, application, role,
                payload, salt, payload_hash, previous_hash, hash)
            VALUES (\(id), \(now), \(kind), \(about.actor), \(about.person), \(about.structure),
                \(about.application), \(about.role), \(payload), \(salt), \(payloadHash), \(previous), \(hash))
            """)
        try indexEntry(id, kind, about, words)
    }

    /// What the chain goes on from when all of it was taken out: the anchor, or nothing.
    private func journalAnchor() throws(DirectoryError) -> (id: Int64, hash: [UInt8]) {
        try one(
            """
            SELECT journal_anchor.entry, journal_seal.hash
            FROM journal_anchor JOIN journal_seal ON journal_seal.entry = journal_anchor.entry
            """
        ) { (id: try $0.int64(0), hash: try $0.blob(1)) } ?? (0, JournalChain.start)
    }

    /// Erases the words of every entry that names a person, as actor, as the one it happened to, or by an address that
    /// was theirs; the entries and the chain stay, with identifiers as pseudonyms.
    func eraseJournalWords(naming user: ID<User>, email: String) throws(DirectoryError) {
        // Two ways along two indexes: one condition with OR would read all of the journal.
        _ = try forgetWords(where: "journal.person = \(user)")
        _ = try forgetWords(where: "journal.actor = \(user)")
        _ = try forgetWords(
            where: """
                kind IN ('addressExcepted', 'addressExceptionRemoved')
                AND \(email) IN (payload ->> '$.before', payload ->> '$.after')
                AND id IN (
                    SELECT rowid FROM journal_index
                    WHERE journal_index MATCH 'k_addressexcepted OR k_addressexceptionremoved')
                """)
    }

    /// Erases the words of entries older than the retention period, at most `limit` of them; returns how many.
    @discardableResult
    package func eraseJournalWords(before: Date, limit: Int = 100_000) throws(DirectoryError) -> Int {
        try requireOperator()
        // Along the index of moments: in the order of numbers all of the journal would be read.
        return try forgetWords(
            where:
                "id IN (SELECT id FROM journal INDEXED BY journal_by_time WHERE at < \(before) AND payload IS NOT NULL)",
            limit: limit)
    }
}
