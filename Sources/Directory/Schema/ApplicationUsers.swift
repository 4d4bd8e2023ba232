extension Directory {
    /// Migration 13. Who may open which application, once for each person however many roles and structures give it to
    /// them: what the list of users filtered by an application and the figures count, which otherwise visit every
    /// habilitation of the site (Documentation/Decisions/0162).
    static let applicationUsers: StaticString = """
        CREATE TABLE application_user (
            application INTEGER NOT NULL REFERENCES application (id),
            user INTEGER NOT NULL REFERENCES user (id),
            -- When the last of the person's habilitations there ends: the end of time for one without end.
            rights_until INTEGER NOT NULL,
            PRIMARY KEY (application, user)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX application_user_by_user ON application_user (user);

        CREATE TRIGGER application_given AFTER INSERT ON entitlement BEGIN
            INSERT INTO application_user (application, user, rights_until)
            SELECT role_group.application, affiliation.user, coalesce(NEW.until, 9223372036854775807)
            FROM role JOIN role_group ON role_group.id = role.role_group JOIN affiliation
            WHERE role.id = NEW.role AND affiliation.id = NEW.affiliation
            ON CONFLICT (application, user) DO UPDATE SET rights_until = max(rights_until, excluded.rights_until);
        END;
        CREATE TRIGGER application_changed AFTER UPDATE OF until ON entitlement BEGIN
            INSERT INTO application_user (application, user, rights_until)
            SELECT role_group.application, affiliation.user, max(coalesce(entitlement.until, 9223372036854775807))
            FROM affiliation JOIN entitlement ON entitlement.affiliation = affiliation.id
                JOIN role ON role.id = entitlement.role JOIN role_group ON role_group.id = role.role_group
            WHERE affiliation.user = (SELECT user FROM affiliation WHERE id = NEW.affiliation)
                AND role_group.application = (
                    SELECT role_group.application FROM role JOIN role_group ON role_group.id = role.role_group
                    WHERE role.id = NEW.role)
            GROUP BY role_group.application, affiliation.user
            ON CONFLICT (application, user) DO UPDATE SET rights_until = excluded.rights_until;
        END;
        CREATE TRIGGER application_taken AFTER DELETE ON entitlement BEGIN
            DELETE FROM application_user
            WHERE user = (SELECT user FROM affiliation WHERE id = OLD.affiliation)
                AND application = (
                    SELECT role_group.application FROM role JOIN role_group ON role_group.id = role.role_group
                    WHERE role.id = OLD.role);
            INSERT INTO application_user (application, user, rights_until)
            SELECT role_group.application, affiliation.user, max(coalesce(entitlement.until, 9223372036854775807))
            FROM affiliation JOIN entitlement ON entitlement.affiliation = affiliation.id
                JOIN role ON role.id = entitlement.role JOIN role_group ON role_group.id = role.role_group
            WHERE affiliation.user = (SELECT user FROM affiliation WHERE id = OLD.affiliation)
                AND role_group.application = (
                    SELECT role_group.application FROM role JOIN role_group ON role_group.id = role.role_group
                    WHERE role.id = OLD.role)
            GROUP BY role_group.application, affiliation.user;
        END;
        -- The habilitations of an affiliation are gone with it by now.
        CREATE TRIGGER application_ended AFTER DELETE ON affiliation BEGIN
            DELETE FROM application_user WHERE user = OLD.user;
            INSERT INTO application_user (application, user, rights_until)
            SELECT role_group.application, affiliation.user, max(coalesce(entitlement.until, 9223372036854775807))
            FROM affiliation JOIN entitlement ON entitlement.affiliation = affiliation.id
                JOIN role ON role.id = entitlement.role JOIN role_group ON role_group.id = role.role_group
            WHERE affiliation.user = OLD.user
            GROUP BY role_group.application, affiliation.user;
        END;

        INSERT INTO application_user (application, user, rights_until)
        SELECT role_group.application, affiliation.user, max(coalesce(entitlement.until, 9223372036854775807))
        FROM affiliation JOIN entitlement ON entitlement.affiliation = affiliation.id
            JOIN role ON role.id = entitlement.role JOIN role_group ON role_group.id = role.role_group
        GROUP BY role_group.application, affiliation.user;

        -- The list in the order of structures.
        CREATE INDEX user_by_place ON user (place_key, name_key, id) WHERE deleted_at IS NULL;
        """
}
