import Database

extension Directory {
    /// What the journal is searched by: an inverted index of objects and words, and its vocabulary, in which the
    /// beginning of a word finds the words (Documentation/Decisions/0080). Nothing is stored in the index but the
    /// words, so that what is erased from the journal can be erased from it.
    static let journalSearch: StaticString = """
        CREATE VIRTUAL TABLE journal_index USING fts5(
            words, content = '', columnsize = 0, detail = none, tokenize = "ascii tokenchars '_'");
        CREATE TABLE journal_word (
            word TEXT PRIMARY KEY
        ) STRICT, WITHOUT ROWID;
        """

    /// Indexes the entries that are there already. Which structures saw an event of an account was not written down
    /// with them: it is taken from today's affiliations.
    static let fillJournalSearch: @Sendable (Connection) throws(DatabaseError) -> Void = {
        connection throws(DatabaseError) in
        var last: Int64 = 0
        while true {
            let entries = try connection.query(
                """
                SELECT id, at, kind, actor, person, structure, application, role, payload FROM journal
                WHERE id > \(last) ORDER BY id LIMIT 2000
                """, JournalEntry.init)
            guard let end = entries.last?.id else { return }
            for entry in entries {
                var words = entry.words
                if words?.seenIn == nil, entry.about.structure == nil, entry.about.application == nil,
                    let person = entry.about.person, !entry.event.isOfOperators
                {
                    words?.seenIn = try connection.query(
                        "SELECT structure FROM affiliation WHERE user = \(person) AND created_at <= \(entry.at)"
                    ) { try $0.id(0) }
                }
                try connection.indexEntry(entry.id, entry.kind, entry.about, words)
            }
            last = end
        }
    }
}
