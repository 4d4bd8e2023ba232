package import Database

extension Accounts {
    /// The tables of accounts; they refer to Directory's `user`, `application` and `structure`.
    package static let migrations = MigrationSet(
        module: "Accounts",
        steps: [
            Migration(
                1, "credentials, devices, links",
                """
                CREATE TABLE credential (
                    user INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
                    phc TEXT NOT NULL,
                    changed_at INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE device (
                    token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
                    user INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
                    last_used_at INTEGER NOT NULL,
                    PRIMARY KEY (token_hash, user)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX device_user ON device (user);
                CREATE INDEX device_last_used ON device (last_used_at);
                CREATE TABLE link (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
                    user INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
                    purpose TEXT NOT NULL CHECK (purpose IN ('activation', 'reset')),
                    created_at INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL,
                    consumed_at INTEGER
                ) STRICT;
                CREATE INDEX link_user ON link (user);
                CREATE INDEX link_expires ON link (expires_at);
                """),
            Migration(
                2, "sessions",
                """
                -- Read by IdentityProvider: a row that goes queues logouts there, by its trigger.
                CREATE TABLE session (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
                    user INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
                    device_description TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    authenticated_at INTEGER NOT NULL,
                    last_seen_at INTEGER NOT NULL,
                    idle_ends_at INTEGER NOT NULL,
                    absolute_ends_at INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX session_user ON session (user);
                CREATE INDEX session_idle_ends ON session (idle_ends_at);
                CREATE TABLE session_choice (
                    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
                    application INTEGER NOT NULL REFERENCES application (id) ON DELETE CASCADE,
                    structure INTEGER NOT NULL REFERENCES structure (id) ON DELETE CASCADE,
                    PRIMARY KEY (session, application)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX session_choice_application ON session_choice (application);
                CREATE INDEX session_choice_structure ON session_choice (structure);
                """),
            Migration(
                3, "throttle and sign-in events",
                """
                CREATE TABLE throttle (
                    bucket BLOB PRIMARY KEY CHECK (length(bucket) = 32),
                    failures BLOB NOT NULL,
                    consecutive INTEGER NOT NULL,
                    closed_until INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX throttle_expires ON throttle (expires_at);
                CREATE TABLE address_throttle (
                    bucket BLOB PRIMARY KEY CHECK (length(bucket) = 32),
                    started_at INTEGER NOT NULL,
                    attempts INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX address_throttle_started ON address_throttle (started_at);
                CREATE TABLE sign_in_event (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    at INTEGER NOT NULL,
                    user INTEGER REFERENCES user (id) ON DELETE CASCADE,
                    kind TEXT NOT NULL,
                    address TEXT NOT NULL,
                    device_description TEXT NOT NULL
                ) STRICT;
                CREATE INDEX sign_in_event_user ON sign_in_event (user, at);
                CREATE INDEX sign_in_event_at ON sign_in_event (at);
                CREATE INDEX sign_in_event_kind ON sign_in_event (kind, id);
                """),
            Migration(
                4, "whether a password is long enough for powers",
                """
                ALTER TABLE credential ADD COLUMN suits_powers INTEGER NOT NULL DEFAULT 1
                    CHECK (suits_powers IN (0, 1));
                """),
            // Written by the schema, so that no way to a password or a sign-in can forget it.
            Migration(
                5, "what the list of users shows of accounts",
                """
                UPDATE user SET activated_at = (SELECT changed_at FROM credential WHERE credential.user = user.id),
                    last_sign_in_at = (
                        SELECT max(at) FROM sign_in_event WHERE sign_in_event.user = user.id
                            AND kind IN ('signedIn', 'activated', 'passwordReset'))
                WHERE erased_at IS NULL;
                CREATE TRIGGER credential_made AFTER INSERT ON credential BEGIN
                    UPDATE user SET activated_at = NEW.changed_at WHERE id = NEW.user;
                END;
                CREATE TRIGGER credential_removed AFTER DELETE ON credential BEGIN
                    UPDATE user SET activated_at = NULL WHERE id = OLD.user AND erased_at IS NULL;
                END;
                CREATE TRIGGER sign_in_recorded AFTER INSERT ON sign_in_event
                WHEN NEW.kind IN ('signedIn', 'activated', 'passwordReset') BEGIN
                    UPDATE user SET last_sign_in_at = NEW.at
                    WHERE id = NEW.user AND (last_sign_in_at IS NULL OR last_sign_in_at < NEW.at);
                END;
                """),
            // A row as long as somebody invited has no password; `remind_at`: when the next reminder is due. What is
            // asked at « Première visite » and « Mot de passe oublié » waits here for the moment in which it is looked
            // at, after the answer: one row for an address, known or not.
            Migration(
                6, "invitations, and links asked for",
                """
                CREATE TABLE invitation (
                    user INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
                    invited_at INTEGER NOT NULL,
                    ends_at INTEGER NOT NULL,
                    reminders INTEGER NOT NULL,
                    remind_at INTEGER
                ) STRICT;
                CREATE INDEX invitation_remind ON invitation (remind_at) WHERE remind_at IS NOT NULL;
                CREATE TABLE asked_link (
                    email TEXT PRIMARY KEY,
                    asked_at INTEGER NOT NULL,
                    address TEXT NOT NULL,
                    user_agent TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX asked_link_at ON asked_link (asked_at);
                """),
            Migration(
                7, "forms sent after the session ran out",
                """
                CREATE TABLE parked_form (
                    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
                    user INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
                    path TEXT NOT NULL,
                    fields BLOB NOT NULL CHECK (length(fields) <= 65536),
                    parked_at INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                -- Whose a session was that ran out, for half a day: a form sent with it finds its sender.
                CREATE TABLE ended_session (
                    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
                    user INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
                    ended_at INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX ended_session_user ON ended_session (user);
                CREATE INDEX ended_session_ended ON ended_session (ended_at);
                CREATE INDEX parked_form_user ON parked_form (user, parked_at);
                CREATE INDEX parked_form_expires ON parked_form (expires_at);
                """),
            // Counted by the schema, deletions included, so that a figure and its list never differ.
            Migration(
                8, "sign-ins counted by the hour",
                """
                CREATE TABLE sign_in_hour (
                    hour INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    count INTEGER NOT NULL,
                    PRIMARY KEY (hour, kind)
                ) STRICT, WITHOUT ROWID;
                INSERT INTO sign_in_hour SELECT at / 3600000, kind, count(*) FROM sign_in_event GROUP BY 1, 2;
                CREATE TRIGGER sign_in_counted AFTER INSERT ON sign_in_event BEGIN
                    INSERT INTO sign_in_hour (hour, kind, count) VALUES (NEW.at / 3600000, NEW.kind, 1)
                    ON CONFLICT (hour, kind) DO UPDATE SET count = count + 1;
                END;
                CREATE TRIGGER sign_in_uncounted AFTER DELETE ON sign_in_event BEGIN
                    UPDATE sign_in_hour SET count = count - 1 WHERE hour = OLD.at / 3600000 AND kind = OLD.kind;
                    DELETE FROM sign_in_hour WHERE hour = OLD.at / 3600000 AND kind = OLD.kind AND count <= 0;
                END;
                -- All that counting a person's sign-ins needs.
                DROP INDEX sign_in_event_user;
                CREATE INDEX sign_in_event_user ON sign_in_event (user, at, kind);
                """),
        ])
}
