import Crypto
import Database
package import FoundationEssentials

extension Change {
    /// Appends an entry to the journal, in the transaction of what it tells of. The names of the objects are read now;
    /// say the event before a row that it names is gone.
    ///
    /// - Parameters:
    ///   - before: what was, of a change.
    ///   - after: what is now, or what the event is about besides its objects. Never a secret.
    package func record(
        _ kind: JournalEntry.Kind, person: ID<User>? = nil, structure: ID<Structure>? = nil,
        application: ID<Application>? = nil, role: ID<Role>? = nil, before: String? = nil, after: String? = nil
    ) throws(DirectoryError) {
        let about = JournalEntry.About(
            actor: actingUser, person: person, structure: structure, application: application, role: role)
        var words = try names(of: about)
        words.actor = actorName
        words.before = before
        words.after = after
        try append(kind, about, words)
    }

    private func append(
        _ kind: JournalEntry.Kind, _ about: JournalEntry.About, _ words: JournalEntry.Words
    ) throws(DirectoryError) {
        let last = try one("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1") {
            (id: try $0.int64(0), hash: try $0.blob(1))
        }
        let payload: String
        do { payload = try StoredJSON.encode(words) } catch { throw .database(error) }
        let id = (last?.id ?? 0) + 1
        let previous = last?.hash ?? JournalChain.start
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
    }

    /// Erases the words of every entry that names a person, as actor or as the one it happened to; the entries and the
    /// chain stay, with identifiers as pseudonyms.
    func eraseJournalWords(naming user: ID<User>) throws(DirectoryError) {
        try execute(
            """
            UPDATE journal SET payload = NULL, salt = NULL
            WHERE (person = \(user) OR actor = \(user)) AND payload IS NOT NULL
            """)
    }

    /// Erases the words of entries older than the retention period; returns how many.
    @discardableResult
    package func eraseJournalWords(before: Date) throws(DirectoryError) -> Int {
        try requireOperator()
        return try execute(
            "UPDATE journal SET payload = NULL, salt = NULL WHERE at < \(before) AND payload IS NOT NULL")
    }
}
