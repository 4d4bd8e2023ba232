package import Database

extension IdentityProvider {
    /// The tables of sign-on: what was asked, which service providers took part in a session, and what happened.
    ///
    /// `sign_on_request` is both the waiting room and the memory against replay: the unique index on the service
    /// provider and its message id decides which of two equal requests is the first (R9).
    /// `logout_participant` is the durable queue of logouts: its rows appear in the transaction in which a session, or a
    /// person's last right in an application, ends (SAML Core §3.7.3.2).
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
                """),
            // Written by the schema, so that no way to end a session or a right can forget the service providers.
            Migration(
                2, "logout: who is to learn that a session ended",
                """
                CREATE TABLE logout (
                    id         TEXT PRIMARY KEY,
                    reply      TEXT,
                    expires_at INTEGER NOT NULL,
                    replied_at INTEGER
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX logout_expiry ON logout (expires_at);

                CREATE TABLE logout_participant (
                    id               INTEGER PRIMARY KEY AUTOINCREMENT,
                    logout           TEXT REFERENCES logout (id) ON DELETE SET NULL,
                    session          INTEGER NOT NULL,
                    service_provider INTEGER NOT NULL REFERENCES service_provider (id) ON DELETE CASCADE,
                    session_index    TEXT NOT NULL,
                    name_id          TEXT NOT NULL,
                    name_id_format   TEXT NOT NULL,
                    state            TEXT NOT NULL DEFAULT 'waiting'
                        CHECK (state IN ('waiting', 'browser', 'asked', 'done', 'failed', 'unable')),
                    attempts         INTEGER NOT NULL DEFAULT 0,
                    next_at          INTEGER NOT NULL DEFAULT 0,
                    request          TEXT,
                    forget_at        INTEGER
                ) STRICT;
                CREATE INDEX logout_participant_due ON logout_participant (next_at) WHERE state = 'waiting';
                CREATE INDEX logout_participant_session ON logout_participant (session);
                CREATE INDEX logout_participant_logout ON logout_participant (logout) WHERE logout IS NOT NULL;
                CREATE UNIQUE INDEX logout_participant_request ON logout_participant (service_provider, request)
                    WHERE request IS NOT NULL;
                CREATE INDEX session_participant_name ON session_participant (service_provider, name_id);

                CREATE TRIGGER session_ended AFTER DELETE ON session BEGIN
                    INSERT INTO logout_participant (session, service_provider, session_index, name_id, name_id_format)
                        SELECT session, service_provider, session_index, name_id, name_id_format
                        FROM session_participant WHERE session = OLD.id;
                    DELETE FROM session_participant WHERE session = OLD.id;
                END;

                -- What a cascade would delete after its row is gone, while the row still says whose it is.
                CREATE TRIGGER affiliation_ends BEFORE DELETE ON affiliation BEGIN
                    DELETE FROM entitlement WHERE affiliation = OLD.id;
                END;
                CREATE VIEW unentitled_participant AS
                    SELECT session_participant.*, session.user AS user, service_provider.application AS application
                    FROM session_participant
                        JOIN session ON session.id = session_participant.session
                        JOIN service_provider ON service_provider.id = session_participant.service_provider
                    WHERE NOT EXISTS (
                        SELECT 1 FROM affiliation
                            JOIN entitlement ON entitlement.affiliation = affiliation.id
                            JOIN role ON role.id = entitlement.role
                            JOIN role_group ON role_group.id = role.role_group
                        WHERE affiliation.user = session.user
                            AND role_group.application = service_provider.application
                            AND session_participant.scope IN (0, affiliation.structure));
                CREATE TRIGGER entitlement_ended AFTER DELETE ON entitlement BEGIN
                    INSERT INTO logout_participant (session, service_provider, session_index, name_id, name_id_format)
                        SELECT session, service_provider, session_index, name_id, name_id_format
                        FROM unentitled_participant
                        WHERE user = (SELECT user FROM affiliation WHERE id = OLD.affiliation);
                    DELETE FROM session_participant WHERE (session, service_provider, scope) IN (
                        SELECT session, service_provider, scope FROM unentitled_participant
                        WHERE user = (SELECT user FROM affiliation WHERE id = OLD.affiliation));
                END;
                """),
            Migration(
                3, "artifacts",
                """
                CREATE TABLE artifact (
                    handle           BLOB PRIMARY KEY,
                    service_provider INTEGER NOT NULL REFERENCES service_provider (id) ON DELETE CASCADE,
                    message          BLOB NOT NULL,
                    expires_at       INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX artifact_expiry ON artifact (expires_at);
                """),
            // Which key does what is decided here and not by files, so that it changes in one step, with the journal.
            Migration(
                4, "keys of the site",
                """
                CREATE TABLE site_key (
                    id           INTEGER PRIMARY KEY AUTOINCREMENT,
                    use          TEXT NOT NULL CHECK (use IN ('signing', 'metadata', 'encryption')),
                    state        TEXT NOT NULL
                        CHECK (state IN ('next', 'current', 'previous', 'retired', 'replaced')),
                    name         TEXT NOT NULL UNIQUE,
                    certificate  BLOB NOT NULL,
                    made_at      INTEGER NOT NULL,
                    published_at INTEGER,
                    switched_at  INTEGER,
                    succeeded_at INTEGER,
                    ended_at     INTEGER
                ) STRICT;
                CREATE UNIQUE INDEX site_key_place ON site_key (use, state)
                    WHERE state IN ('next', 'current', 'previous');
                CREATE TABLE site_key_revision (revision INTEGER NOT NULL) STRICT;
                INSERT INTO site_key_revision VALUES (1);
                CREATE TRIGGER site_key_added AFTER INSERT ON site_key BEGIN
                    UPDATE site_key_revision SET revision = revision + 1;
                END;
                CREATE TRIGGER site_key_moved AFTER UPDATE OF state ON site_key BEGIN
                    UPDATE site_key_revision SET revision = revision + 1;
                END;
                """),
            // What a server says of copies of our metadata, so that a setting that was lowered shortens no waiting; and a
            // time that nobody read.
            Migration(
                5, "copies of the metadata",
                """
                CREATE TABLE metadata_copies (
                    id             INTEGER PRIMARY KEY CHECK (id = 1),
                    cache_duration INTEGER NOT NULL,
                    longer_until   INTEGER
                ) STRICT;
                ALTER TABLE session_participant DROP COLUMN last_at;
                """),
        ])
}
