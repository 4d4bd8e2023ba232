extension Directory {
    /// Migration 1. Moments are Unix milliseconds; identifiers are never used twice (AUTOINCREMENT).
    static let structuresAndUsers: StaticString = """
        -- The tree has two levels: only an attached establishment has a parent, and only a principal one is a parent.
        -- Read by Accounts (words that a password may not be made of) and IdentityProvider (names for its pages).
        CREATE TABLE structure (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CONSTRAINT structure_kind
                CHECK (kind IN ('principal', 'attached', 'subscriber', 'partner')),
            name TEXT NOT NULL CONSTRAINT structure_name CHECK (name <> ''),
            short_name TEXT,
            siret TEXT CONSTRAINT structure_siret CHECK (length(siret) = 14),
            parent INTEGER REFERENCES structure (id),
            address TEXT, telephone TEXT, email TEXT,
            created_at INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1,
            CONSTRAINT structure_parent CHECK ((kind = 'attached') = (parent IS NOT NULL))
        ) STRICT;
        CREATE UNIQUE INDEX structure_by_siret ON structure (siret) WHERE siret IS NOT NULL;
        CREATE INDEX structure_by_parent ON structure (parent) WHERE parent IS NOT NULL;

        CREATE TRIGGER structure_levels_on_insert BEFORE INSERT ON structure
        WHEN NEW.parent IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM structure WHERE id = NEW.parent AND kind = 'principal')
        BEGIN SELECT RAISE(ABORT, 'structure_two_levels'); END;
        CREATE TRIGGER structure_levels_on_update BEFORE UPDATE OF kind, parent ON structure
        WHEN (NEW.parent IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM structure WHERE id = NEW.parent AND kind = 'principal'))
            OR (NEW.kind <> 'principal' AND EXISTS (SELECT 1 FROM structure WHERE parent = NEW.id))
        BEGIN SELECT RAISE(ABORT, 'structure_two_levels'); END;

        CREATE TABLE allowed_domain (
            structure INTEGER NOT NULL REFERENCES structure (id) ON DELETE CASCADE,
            domain TEXT NOT NULL CONSTRAINT allowed_domain_form CHECK (domain = lower(domain) AND domain <> ''),
            PRIMARY KEY (structure, domain)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX allowed_domain_by_domain ON allowed_domain (domain);

        -- One address that the operator allows in a structure although its domain is not.
        CREATE TABLE domain_exception (
            structure INTEGER NOT NULL REFERENCES structure (id) ON DELETE CASCADE,
            email TEXT NOT NULL,
            reason TEXT NOT NULL,
            granted_at INTEGER NOT NULL,
            PRIMARY KEY (structure, email)
        ) STRICT, WITHOUT ROWID;

        -- One account per address. A deleted one keeps its row for ever (its identifiers are never given again); its
        -- words are blanked when it is erased.
        -- Read by Accounts (a session, a link or a sign-in needs its live user) and Jobs (a maker's name); Accounts writes
        -- `activated_at` and `last_sign_in_at` by its triggers.
        CREATE TABLE user (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            email TEXT NOT NULL CONSTRAINT user_email CHECK (email = lower(email)),
            given_name TEXT NOT NULL,
            family_name TEXT NOT NULL,
            language TEXT NOT NULL DEFAULT 'fr' CONSTRAINT user_language CHECK (language IN ('fr', 'en')),
            state TEXT NOT NULL DEFAULT 'active' CONSTRAINT user_state CHECK (state IN ('active', 'suspended')),
            departs_at INTEGER,
            created_at INTEGER NOT NULL,
            deleted_at INTEGER,
            erased_at INTEGER,
            version INTEGER NOT NULL DEFAULT 1,
            CONSTRAINT user_words CHECK (
                CASE WHEN erased_at IS NULL THEN email <> '' AND given_name <> '' AND family_name <> ''
                ELSE deleted_at IS NOT NULL AND email = '' AND given_name = '' AND family_name = '' END)
        ) STRICT;
        CREATE UNIQUE INDEX user_by_email ON user (email) WHERE deleted_at IS NULL;
        CREATE INDEX user_by_name ON user (family_name COLLATE NOCASE, given_name COLLATE NOCASE, id)
            WHERE deleted_at IS NULL;
        CREATE INDEX user_deleted ON user (deleted_at) WHERE deleted_at IS NOT NULL AND erased_at IS NULL;
        CREATE INDEX user_deleted_by_email ON user (email) WHERE deleted_at IS NOT NULL AND erased_at IS NULL;
        CREATE TRIGGER user_stays BEFORE DELETE ON user
        BEGIN SELECT RAISE(ABORT, 'user_stays'); END;
        CREATE TRIGGER user_stays_erased BEFORE UPDATE ON user WHEN OLD.erased_at IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'user_stays_erased'); END;

        -- Read by Accounts (words that a password may not be made of) and IdentityProvider (who has a right left).
        CREATE TABLE affiliation (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user INTEGER NOT NULL REFERENCES user (id),
            structure INTEGER NOT NULL REFERENCES structure (id),
            created_at INTEGER NOT NULL,
            CONSTRAINT affiliation_once UNIQUE (user, structure)
        ) STRICT;
        CREATE INDEX affiliation_by_structure ON affiliation (structure, user);

        -- The history stays; the open row (until IS NULL) is the current designation.
        -- Read by Accounts (who needs a longer password).
        CREATE TABLE referent (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user INTEGER NOT NULL REFERENCES user (id),
            structure INTEGER NOT NULL REFERENCES structure (id),
            since INTEGER NOT NULL,
            until INTEGER,
            CONSTRAINT referent_period CHECK (until IS NULL OR until >= since)
        ) STRICT;
        CREATE UNIQUE INDEX referent_current ON referent (user, structure) WHERE until IS NULL;
        CREATE INDEX referent_by_structure ON referent (structure, until);

        -- Read by Accounts (who needs a longer password).
        CREATE TABLE operator (
            user INTEGER PRIMARY KEY REFERENCES user (id),
            since INTEGER NOT NULL
        ) STRICT;
        """
}
