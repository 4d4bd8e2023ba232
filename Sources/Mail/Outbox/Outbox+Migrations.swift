package import Database

extension Outbox {
    /// The tables of mail; they refer to no others.
    package static let migrations = MigrationSet(
        module: "Mail",
        steps: [
            // `recipient` is an id of the directory's, which this module does not know; ids are never used again.
            // `due_at`: from when on a worker may take the row: its next attempt, or the end of the lease of whoever
            // has it. Words and link are there exactly as long as the message waits. `mail_queue` counts what waits:
            // counting 20,000 rows at each new one would take longer than writing it.
            Migration(
                1, "outbox",
                """
                CREATE TABLE mail (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    key TEXT NOT NULL UNIQUE,
                    kind TEXT NOT NULL,
                    awaited INTEGER NOT NULL,
                    recipient INTEGER,
                    address TEXT NOT NULL,
                    message_id TEXT NOT NULL UNIQUE,
                    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'cancelled')),
                    bytes BLOB,
                    link TEXT,
                    attempts INTEGER NOT NULL DEFAULT 0,
                    written_at INTEGER NOT NULL,
                    due_at INTEGER NOT NULL,
                    ends_at INTEGER NOT NULL,
                    finished_at INTEGER,
                    trouble TEXT,
                    detail TEXT,
                    CONSTRAINT words_only_while_waiting CHECK ((state IN ('queued', 'sending')) = (bytes IS NOT NULL)),
                    CONSTRAINT link_only_while_waiting CHECK (bytes IS NOT NULL OR link IS NULL),
                    CONSTRAINT finished_or_waiting CHECK ((bytes IS NULL) = (finished_at IS NOT NULL))
                ) STRICT;
                CREATE INDEX mail_due ON mail (awaited DESC, due_at) WHERE bytes IS NOT NULL;
                CREATE INDEX mail_ends ON mail (ends_at) WHERE bytes IS NOT NULL;
                CREATE INDEX mail_recipient ON mail (recipient);
                CREATE INDEX mail_state ON mail (state, id);
                CREATE INDEX mail_finished ON mail (finished_at) WHERE finished_at IS NOT NULL;
                CREATE TABLE mail_queue (id INTEGER PRIMARY KEY CHECK (id = 1), waiting INTEGER NOT NULL) STRICT;
                INSERT INTO mail_queue (id, waiting) VALUES (1, 0);
                CREATE TRIGGER mail_begins_to_wait AFTER INSERT ON mail WHEN NEW.bytes IS NOT NULL
                BEGIN UPDATE mail_queue SET waiting = waiting + 1; END;
                CREATE TRIGGER mail_is_over AFTER UPDATE OF bytes ON mail
                WHEN OLD.bytes IS NOT NULL AND NEW.bytes IS NULL
                BEGIN UPDATE mail_queue SET waiting = waiting - 1; END;
                CREATE TRIGGER mail_is_erased AFTER DELETE ON mail WHEN OLD.bytes IS NOT NULL
                BEGIN UPDATE mail_queue SET waiting = waiting - 1; END;
                """)
        ])
}
