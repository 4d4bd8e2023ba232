import Database

extension Directory {
    /// Migration 5. What the list of users is sorted, filtered and counted by stands in the row of the user, and all of
    /// it in one index, so that a page of 60,000 people reads that index and nothing else
    /// (Documentation/Decisions/0023).
    static let listOfUsers: StaticString = """
        -- Names as they are sorted and compared: folded (FoldedText), family name first.
        ALTER TABLE user ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
        -- The first of the person's structures, folded.
        ALTER TABLE user ADD COLUMN place_key TEXT NOT NULL DEFAULT '';
        -- When the last of the person's habilitations ends: 0 for none, the end of time for one without end.
        ALTER TABLE user ADD COLUMN rights_until INTEGER NOT NULL DEFAULT 0;
        -- Kept by the accounts module: the first password, the last sign-in.
        ALTER TABLE user ADD COLUMN activated_at INTEGER;
        ALTER TABLE user ADD COLUMN last_sign_in_at INTEGER;
        ALTER TABLE structure ADD COLUMN name_key TEXT NOT NULL DEFAULT '';

        -- The words of names and addresses, folded: what a search begins with.
        CREATE TABLE user_word (
            word TEXT NOT NULL,
            user INTEGER NOT NULL REFERENCES user (id),
            PRIMARY KEY (word, user)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX user_word_by_user ON user_word (user);

        CREATE TRIGGER entitlement_given AFTER INSERT ON entitlement BEGIN
            UPDATE user SET rights_until = max(rights_until, coalesce(NEW.until, 9223372036854775807))
            WHERE id = (SELECT user FROM affiliation WHERE id = NEW.affiliation);
        END;
        CREATE TRIGGER entitlement_changed AFTER UPDATE OF until ON entitlement BEGIN
            UPDATE user SET rights_until = (
                SELECT coalesce(max(coalesce(entitlement.until, 9223372036854775807)), 0)
                FROM affiliation JOIN entitlement ON entitlement.affiliation = affiliation.id
                WHERE affiliation.user = user.id)
            WHERE id = (SELECT user FROM affiliation WHERE id = NEW.affiliation);
        END;
        CREATE TRIGGER entitlement_taken AFTER DELETE ON entitlement BEGIN
            UPDATE user SET rights_until = (
                SELECT coalesce(max(coalesce(entitlement.until, 9223372036854775807)), 0)
                FROM affiliation JOIN entitlement ON entitlement.affiliation = affiliation.id
                WHERE affiliation.user = user.id)
            WHERE id = (SELECT user FROM affiliation WHERE id = OLD.affiliation);
        END;
        CREATE TRIGGER affiliation_made AFTER INSERT ON affiliation BEGIN
            UPDATE user SET place_key = (
                SELECT min(structure.name_key) FROM affiliation JOIN structure ON structure.id = affiliation.structure
                WHERE affiliation.user = user.id)
            WHERE id = NEW.user;
        END;
        CREATE TRIGGER affiliation_ended AFTER DELETE ON affiliation BEGIN
            UPDATE user SET
                place_key = coalesce((
                    SELECT min(structure.name_key)
                    FROM affiliation JOIN structure ON structure.id = affiliation.structure
                    WHERE affiliation.user = user.id), ''),
                rights_until = (
                    SELECT coalesce(max(coalesce(entitlement.until, 9223372036854775807)), 0)
                    FROM affiliation JOIN entitlement ON entitlement.affiliation = affiliation.id
                    WHERE affiliation.user = user.id)
            WHERE id = OLD.user;
        END;
        CREATE TRIGGER structure_named AFTER UPDATE OF name_key ON structure BEGIN
            UPDATE user SET place_key = (
                SELECT min(structure.name_key) FROM affiliation JOIN structure ON structure.id = affiliation.structure
                WHERE affiliation.user = user.id)
            WHERE id IN (SELECT user FROM affiliation WHERE structure = NEW.id) AND erased_at IS NULL;
        END;
        """

    /// Fills what migration 5 added, for people and structures that are there already.
    static let fillListOfUsers: @Sendable (Connection) throws(DatabaseError) -> Void = {
        connection throws(DatabaseError) in
        let structures = try connection.query("SELECT id, name FROM structure") {
            (id: try $0.id(0) as ID<Structure>, name: try $0.text(1))
        }
        for structure in structures {
            try connection.execute(
                "UPDATE structure SET name_key = \(FoldedText(structure.name).key) WHERE id = \(structure.id)")
        }
        try connection.execute(
            """
            UPDATE user SET rights_until = (
                SELECT coalesce(max(coalesce(entitlement.until, \(Int64.max))), 0)
                FROM affiliation JOIN entitlement ON entitlement.affiliation = affiliation.id
                WHERE affiliation.user = user.id)
            WHERE erased_at IS NULL
            """)
        let people = try connection.query(
            "SELECT id, family_name, given_name, email FROM user WHERE erased_at IS NULL"
        ) { (id: try $0.id(0) as ID<User>, name: PersonName(try $0.text(1), try $0.text(2)), email: try $0.text(3)) }
        for person in people {
            try connection.index(person.id, under: person.name, email: person.email)
        }
        // Only now: each of the changes above would have been written to it.
        try connection.execute(
            """
            CREATE INDEX user_list ON user (
                name_key, id, state, departs_at, activated_at, last_sign_in_at, rights_until, place_key, deleted_at)
            WHERE deleted_at IS NULL
            """)
        try connection.execute(
            "CREATE INDEX user_without_rights ON user (rights_until, deleted_at) WHERE deleted_at IS NULL")
        try connection.execute(
            """
            CREATE INDEX user_never_activated ON user (state, departs_at, activated_at, deleted_at)
            WHERE deleted_at IS NULL AND activated_at IS NULL
            """)
        try connection.execute(
            """
            CREATE INDEX user_held_back ON user (state, departs_at, deleted_at)
            WHERE deleted_at IS NULL AND (state = 'suspended' OR departs_at IS NOT NULL)
            """)
        try connection.execute(
            """
            CREATE INDEX user_by_use ON user (
                coalesce(last_sign_in_at, activated_at), state, departs_at, activated_at, last_sign_in_at, deleted_at)
            WHERE deleted_at IS NULL
            """)
    }
}
