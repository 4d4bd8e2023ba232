extension Directory {
    /// Seals are as final as entries. The oldest sealed part of the journal may go, once its end is
    /// written down as the anchor that the chain then begins with (Documentation/Decisions/0081).
    static let journalSeals: StaticString = """
        CREATE TABLE journal_seal (
            entry INTEGER PRIMARY KEY CHECK (entry > 0),
            site TEXT NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            at INTEGER NOT NULL,
            key TEXT NOT NULL,
            signature BLOB NOT NULL
        ) STRICT;
        CREATE INDEX journal_seal_by_time ON journal_seal (at);
        CREATE TRIGGER journal_seal_stays BEFORE DELETE ON journal_seal
        BEGIN SELECT RAISE(ABORT, 'journal_seal_stays'); END;
        CREATE TRIGGER journal_seal_is_final BEFORE UPDATE ON journal_seal
        BEGIN SELECT RAISE(ABORT, 'journal_seal_is_final'); END;

        -- One row: the last entry that was taken out.
        CREATE TABLE journal_anchor (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            entry INTEGER NOT NULL REFERENCES journal_seal (entry),
            cut_at INTEGER NOT NULL
        ) STRICT;
        CREATE TRIGGER journal_anchor_stays BEFORE DELETE ON journal_anchor
        BEGIN SELECT RAISE(ABORT, 'journal_anchor_stays'); END;
        CREATE TRIGGER journal_anchor_advances BEFORE UPDATE ON journal_anchor WHEN NEW.entry <= OLD.entry
        BEGIN SELECT RAISE(ABORT, 'journal_anchor_advances'); END;

        DROP TRIGGER journal_stays;
        CREATE TRIGGER journal_stays BEFORE DELETE ON journal
        WHEN OLD.id > coalesce((SELECT entry FROM journal_anchor), 0)
        BEGIN SELECT RAISE(ABORT, 'journal_stays'); END;

        -- What the jobs of the journal last did.
        CREATE TABLE journal_upkeep (
            job TEXT PRIMARY KEY,
            at INTEGER NOT NULL,
            entry INTEGER NOT NULL,
            count INTEGER NOT NULL,
            wrong TEXT
        ) STRICT, WITHOUT ROWID;
        """
}
