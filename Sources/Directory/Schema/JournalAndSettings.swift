extension Directory {
    /// Migration 3. `hash` covers everything of a row but `payload` and `salt`, which `payload_hash` stands for: so
    /// they can be erased and the chain stays whole (Documentation/Decisions/0021).
    static let journalAndSettings: StaticString = """
        CREATE TABLE journal (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            actor INTEGER,
            person INTEGER,
            structure INTEGER,
            application INTEGER,
            role INTEGER,
            payload TEXT,
            salt BLOB,
            payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
            previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            CHECK ((payload IS NULL) = (salt IS NULL))
        ) STRICT;
        CREATE INDEX journal_by_time ON journal (at);
        CREATE INDEX journal_by_person ON journal (person, id) WHERE person IS NOT NULL;
        CREATE INDEX journal_by_actor ON journal (actor, id) WHERE actor IS NOT NULL;
        CREATE INDEX journal_by_structure ON journal (structure, id) WHERE structure IS NOT NULL;

        CREATE TRIGGER journal_stays BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'journal_stays'); END;
        CREATE TRIGGER journal_is_final BEFORE UPDATE OF
            id, at, kind, actor, person, structure, application, role, payload_hash, previous_hash, hash ON journal
        BEGIN SELECT RAISE(ABORT, 'journal_is_final'); END;
        CREATE TRIGGER journal_only_erases BEFORE UPDATE OF payload, salt ON journal
        WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'journal_only_erases'); END;

        CREATE TABLE setting (
            key TEXT PRIMARY KEY CHECK (key <> ''),
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
