package import Database

extension IdentityProvider {
    /// The tables of sign-on: what was asked, which service providers took part in a session, and what happened.
    ///
    /// `sign_on_request` is both the waiting room and the memory against replay: the unique index on the service
    /// provider and its message id decides which of two equal requests is the first (security.md R9).
    package static let migrations = MigrationSet(
        module: "IdentityProvider",
        steps: [
            Migration(
                1, "sign-on requests, session participants, sign-on events",
                """
                CREATE TABLE sign_on_request (
                    id               TEXT PRIMARY KEY,
                    service_provider INTEGER NOT NULL REFERENCES service_provider (id) ON DELETE CASCADE,
                    message_id       TEXT,
                    asked            TEXT NOT NULL,
                    browser          BLOB,
                    session          INTEGER,
                    received_at      INTEGER NOT NULL,
                    expires_at       INTEGER NOT NULL,
                    answered_at      INTEGER
                ) STRICT, WITHOUT ROWID;
                CREATE UNIQUE INDEX sign_on_request_replay
                    ON sign_on_request (service_provider, message_id) WHERE message_id IS NOT NULL;
                CREATE INDEX sign_on_request_expiry ON sign_on_request (expires_at);

                CREATE TABLE session_participant (
                    session          INTEGER NOT NULL,
                    service_provider INTEGER NOT NULL REFERENCES service_provider (id) ON DELETE CASCADE,
                    scope            INTEGER NOT NULL,
                    session_index    TEXT NOT NULL,
                    name_id          TEXT NOT NULL,
                    name_id_format   TEXT NOT NULL,
                    first_at         INTEGER NOT NULL,
                    last_at          INTEGER NOT NULL,
                    PRIMARY KEY (session, service_provider, scope)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE sign_on_event (
                    id               INTEGER PRIMARY KEY,
                    at               INTEGER NOT NULL,
                    user             INTEGER NOT NULL,
                    application      INTEGER NOT NULL,
                    service_provider INTEGER NOT NULL,
                    structure        INTEGER NOT NULL,
                    assertion        TEXT NOT NULL
                ) STRICT;
                CREATE INDEX sign_on_event_last_use ON sign_on_event (user, application, at);
                CREATE INDEX sign_on_event_at ON sign_on_event (at);
                """)
        ])
}
