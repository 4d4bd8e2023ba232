extension Directory {
    /// Migration 11. Where the metadata of a service provider comes from, the change that waits for an operator, and what
    /// became of the last attempts. `due_at`: from when on the server asks the source again. `digest`, `document_…`: of the
    /// newest document that passed every check, applied or not; an older one is not taken after it; `pause`: seconds between two attempts, as it asked.
    static let metadataSources: StaticString = """
        ALTER TABLE service_provider ADD COLUMN valid_until INTEGER;

        CREATE TABLE metadata_source (
            service_provider INTEGER PRIMARY KEY REFERENCES service_provider (id) ON DELETE CASCADE,
            url TEXT NOT NULL CHECK (length(url) BETWEEN 1 AND 2048),
            signing_key BLOB,
            longest_validity INTEGER CHECK (longest_validity > 0),
            applies_itself INTEGER NOT NULL CHECK (applies_itself IN (0, 1)),
            version INTEGER NOT NULL DEFAULT 1,
            entity_tag TEXT,
            modified TEXT,
            digest BLOB,
            document_at INTEGER,
            document_valid_until INTEGER,
            document_created_at INTEGER,
            rejected_digest BLOB,
            pause INTEGER,
            due_at INTEGER NOT NULL,
            attempted_at INTEGER,
            succeeded_at INTEGER,
            failures INTEGER NOT NULL DEFAULT 0,
            failing_since INTEGER,
            outcome TEXT,
            detail TEXT
        ) STRICT;
        CREATE INDEX metadata_source_due ON metadata_source (due_at);

        CREATE TABLE metadata_proposal (
            service_provider INTEGER PRIMARY KEY REFERENCES service_provider (id) ON DELETE CASCADE,
            document BLOB NOT NULL,
            settings TEXT NOT NULL,
            valid_until INTEGER,
            digest BLOB NOT NULL,
            from_source INTEGER NOT NULL CHECK (from_source IN (0, 1)),
            found_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE metadata_attempt (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            service_provider INTEGER NOT NULL REFERENCES service_provider (id) ON DELETE CASCADE,
            outcome TEXT NOT NULL,
            detail TEXT NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            times INTEGER NOT NULL DEFAULT 1
        ) STRICT;
        CREATE INDEX metadata_attempt_by_service_provider ON metadata_attempt (service_provider, id);
        """

    /// Migration 12. Messages of service providers that were refused: one row for each kind of refusal, with how often and
    /// when, so that the table grows with the kinds and not with the messages. `issuer` is what an unknown one calls
    /// itself, cut and made printable.
    static let integrationErrors: StaticString = """
        CREATE TABLE integration_error (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            service_provider INTEGER REFERENCES service_provider (id) ON DELETE CASCADE,
            issuer TEXT NOT NULL DEFAULT '',
            finding TEXT NOT NULL,
            detail TEXT NOT NULL,
            reference TEXT NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            times INTEGER NOT NULL DEFAULT 1
        ) STRICT;
        CREATE UNIQUE INDEX integration_error_kind
            ON integration_error (coalesce(service_provider, 0), issuer, finding, detail);
        CREATE INDEX integration_error_by_time ON integration_error (service_provider, last_at);
        """
}
