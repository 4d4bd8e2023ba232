import Database

// The index of the journal is written with each entry, and forgets with it.
extension Change {
    func indexEntry(
        _ id: Int64, _ kind: JournalEntry.Kind, _ about: JournalEntry.About, _ words: JournalEntry.Words
    ) throws(DirectoryError) {
        do { try connection.indexEntry(id, kind, about, words) } catch { throw .database(error) }
    }

    /// Erases the words of entries, from the journal and from its index; the entries and the chain stay, with
    /// identifiers as pseudonyms.
    ///
    /// - Parameter condition: on the table `journal`.
    /// - Returns: how many entries lost their words, at most `limit`.
    func forgetWords(where condition: SQL, limit: Int = 100_000) throws(DirectoryError) -> Int {
        let entries = try query(
            """
            SELECT id, at, kind, actor, person, structure, application, role, payload FROM journal
            WHERE payload IS NOT NULL AND \(condition) ORDER BY id LIMIT \(limit)
            """, JournalEntry.init)
        do {
            var forgotten: Set<String> = []
            for entry in entries {
                guard let words = entry.words else { continue }
                let texts = JournalIndex.words(entry.kind, words)
                forgotten.formUnion(texts)
                try connection.unindex(entry.id, texts)
                // The row of the index counts on, so that it can be taken out with the entry itself.
                try connection.execute("INSERT INTO journal_index (rowid, words) VALUES (\(entry.id), '')")
                try connection.execute("UPDATE journal SET payload = NULL, salt = NULL WHERE id = \(entry.id)")
            }
            try connection.forgetWords(forgotten)
        } catch {
            throw .database(error)
        }
        return entries.count
    }
}

extension Connection {
    /// Puts an entry into the index.
    func indexEntry(
        _ id: Int64, _ kind: JournalEntry.Kind, _ about: JournalEntry.About, _ words: JournalEntry.Words?
    ) throws(DatabaseError) {
        let texts = words.map { JournalIndex.words(kind, $0) } ?? []
        let all = JournalIndex.objects(kind, about, seenIn: JournalIndex.places(about, words)) + texts
        try execute("INSERT INTO journal_index (rowid, words) VALUES (\(id), \(all.joined(separator: " ")))")
        for word in texts { try execute("INSERT OR IGNORE INTO journal_word (word) VALUES (\(word))") }
    }

    /// Takes words of an entry out of the index.
    func unindex(_ id: Int64, _ words: [String]) throws(DatabaseError) {
        let text = words.joined(separator: " ")
        try execute("INSERT INTO journal_index (journal_index, rowid, words) VALUES ('delete', \(id), \(text))")
    }

    /// Forgets those of the words that no entry has any more.
    func forgetWords(_ words: Set<String>) throws(DatabaseError) {
        for word in words where try !exists("SELECT 1 FROM journal_index WHERE journal_index MATCH \("\"\(word)\"")") {
            try execute("DELETE FROM journal_word WHERE word = \(word)")
        }
    }
}

extension Directory {
    /// Writes the index of the journal anew in small steps, so that nothing is left in the file of words that were
    /// erased: until then the index holds them with a mark. Run it after entries were forgotten.
    package func compactJournalIndex() throws(DirectoryError) {
        var isFirst = true
        while true {
            // FTS5: a negative number begins to merge all of the index, positive ones go on, in about 50 pages a step.
            let pages = isFirst ? -50 : 50
            let changes = try database.write { (connection) throws(DirectoryError) in
                try connection.mergeJournalIndex(pages: pages)
            }
            isFirst = false
            // The statement itself counts as one.
            if changes < 2 { return }
        }
    }
}

extension Connection {
    /// One step; answers how many rows it changed.
    fileprivate func mergeJournalIndex(pages: Int) throws(DirectoryError) -> Int {
        do {
            let before = try count("SELECT total_changes()")
            try execute("INSERT INTO journal_index (journal_index, rank) VALUES ('merge', \(pages))")
            return try count("SELECT total_changes()") - before
        } catch {
            throw .database(error)
        }
    }
}
