extension Directory {
    /// Migration 2.
    static let applicationsAndEntitlements: StaticString = """
        -- Read by IdentityProvider (names for its pages).
        CREATE TABLE application (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            slug TEXT NOT NULL CONSTRAINT application_slug UNIQUE,
            name TEXT NOT NULL CONSTRAINT application_name CHECK (name <> ''),
            description_fr TEXT NOT NULL DEFAULT '',
            description_en TEXT NOT NULL DEFAULT '',
            icon TEXT NOT NULL DEFAULT 'app',
            tint INTEGER NOT NULL DEFAULT 1 CONSTRAINT application_tint CHECK (tint BETWEEN 1 AND 5),
            position INTEGER NOT NULL DEFAULT 0,
            enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
            maintenance_fr TEXT,
            maintenance_en TEXT,
            open_to_all INTEGER NOT NULL DEFAULT 1 CHECK (open_to_all IN (0, 1)),
            version INTEGER NOT NULL DEFAULT 1,
            CONSTRAINT application_maintenance CHECK ((maintenance_fr IS NULL) = (maintenance_en IS NULL))
        ) STRICT;

        -- Read only when the application is not open to all structures.
        CREATE TABLE application_structure (
            application INTEGER NOT NULL REFERENCES application (id) ON DELETE CASCADE,
            structure INTEGER NOT NULL REFERENCES structure (id) ON DELETE CASCADE,
            PRIMARY KEY (application, structure)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX application_structure_by_structure ON application_structure (structure);

        -- Read by IdentityProvider (who has a right left).
        CREATE TABLE role_group (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            application INTEGER NOT NULL REFERENCES application (id),
            label TEXT NOT NULL CHECK (label <> ''),
            position INTEGER NOT NULL DEFAULT 0,
            CONSTRAINT role_group_once UNIQUE (application, label)
        ) STRICT;

        -- Read by IdentityProvider (who has a right left).
        CREATE TABLE role (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            role_group INTEGER NOT NULL REFERENCES role_group (id),
            label TEXT NOT NULL CHECK (label <> ''),
            value TEXT NOT NULL CHECK (value <> ''),
            granted_by TEXT NOT NULL CHECK (granted_by IN ('referent', 'operator')),
            position INTEGER NOT NULL DEFAULT 0,
            CONSTRAINT role_once UNIQUE (role_group, label),
            CONSTRAINT role_administrator CHECK (granted_by = 'operator' OR lower(label) <> 'administrateur')
        ) STRICT;

        -- Read by IdentityProvider (who has a right left); a row that goes queues logouts there, by its triggers.
        CREATE TABLE entitlement (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            affiliation INTEGER NOT NULL REFERENCES affiliation (id) ON DELETE CASCADE,
            role INTEGER NOT NULL REFERENCES role (id),
            granted_by INTEGER REFERENCES user (id),
            granted_at INTEGER NOT NULL,
            until INTEGER,
            CONSTRAINT entitlement_once UNIQUE (affiliation, role)
        ) STRICT;
        CREATE INDEX entitlement_by_role ON entitlement (role, affiliation);

        -- Read by IdentityProvider (whom a session or a right that ends concerns, names for its pages).
        CREATE TABLE service_provider (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            application INTEGER NOT NULL REFERENCES application (id),
            entity_id TEXT NOT NULL CONSTRAINT service_provider_entity UNIQUE
                CHECK (length(entity_id) BETWEEN 1 AND 1024),
            name TEXT NOT NULL CHECK (name <> ''),
            enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
            is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
            metadata BLOB,
            settings TEXT NOT NULL,
            overrides TEXT NOT NULL DEFAULT '{}',
            updated_at INTEGER NOT NULL,
            version INTEGER NOT NULL DEFAULT 1
        ) STRICT;
        CREATE INDEX service_provider_by_application ON service_provider (application);
        CREATE UNIQUE INDEX service_provider_default ON service_provider (application) WHERE is_default = 1;

        -- The persistent identities sent: one per person (or person and structure) and service provider, for ever.
        CREATE TABLE name_identifier (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            service_provider INTEGER NOT NULL REFERENCES service_provider (id),
            user INTEGER NOT NULL REFERENCES user (id),
            structure INTEGER REFERENCES structure (id),
            value TEXT NOT NULL UNIQUE,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX name_identifier_of_person ON name_identifier (user, service_provider)
            WHERE structure IS NULL;
        CREATE UNIQUE INDEX name_identifier_of_person_and_structure
            ON name_identifier (user, service_provider, structure) WHERE structure IS NOT NULL;
        CREATE TRIGGER name_identifier_stays BEFORE DELETE ON name_identifier
        BEGIN SELECT RAISE(ABORT, 'name_identifier_stays'); END;
        CREATE TRIGGER name_identifier_is_final BEFORE UPDATE ON name_identifier
        BEGIN SELECT RAISE(ABORT, 'name_identifier_is_final'); END;
        """
}
