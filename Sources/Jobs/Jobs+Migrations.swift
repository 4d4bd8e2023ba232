package import Database

extension Jobs {
    /// The tables of jobs; they refer to Directory's `user`.
    package static let migrations = MigrationSet(
        module: "Jobs",
        steps: [
            Migration(
                1, "jobs and their items",
                """
                -- Whoever waits is done piece by piece, the one that advanced longest ago first.
                CREATE TABLE job (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    maker INTEGER NOT NULL REFERENCES user (id),
                    kind TEXT NOT NULL CHECK (kind IN ('import', 'assign', 'invite', 'delete', 'revoke')),
                    state TEXT NOT NULL CHECK (state IN ('draft', 'waiting', 'done', 'stopped', 'failed')),
                    task TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    started_at INTEGER,
                    advanced_at INTEGER NOT NULL,
                    finished_at INTEGER,
                    total INTEGER NOT NULL DEFAULT 0,
                    done INTEGER NOT NULL DEFAULT 0,
                    skipped INTEGER NOT NULL DEFAULT 0,
                    refused INTEGER NOT NULL DEFAULT 0,
                    trouble TEXT
                ) STRICT;
                CREATE INDEX job_by_maker ON job (maker, id);
                CREATE INDEX job_waiting ON job (advanced_at) WHERE state = 'waiting';
                CREATE INDEX job_over ON job (state, advanced_at);

                -- One person or one line of a list. `runs`: whether the job does something with it.
                CREATE TABLE job_item (
                    job INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
                    place INTEGER NOT NULL,
                    verdict TEXT NOT NULL,
                    runs INTEGER NOT NULL CHECK (runs IN (0, 1)),
                    subject TEXT NOT NULL,
                    assessment TEXT,
                    outcome TEXT CHECK (outcome IN ('done', 'skipped', 'refused')),
                    reason TEXT,
                    PRIMARY KEY (job, place)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX job_item_by_verdict ON job_item (job, verdict, place);
                CREATE INDEX job_item_to_do ON job_item (job, place) WHERE runs = 1 AND outcome IS NULL;
                CREATE INDEX job_item_by_outcome ON job_item (job, outcome, place) WHERE outcome IS NOT NULL;
                """)
        ])
}
