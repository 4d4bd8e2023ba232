extension Directory {
    /// The identifiers that are the same at every service provider: one per person (or person and structure), for ever.
    static let subjectIdentifiers: StaticString = """
        CREATE TABLE subject_identifier (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user INTEGER NOT NULL REFERENCES user (id),
            structure INTEGER REFERENCES structure (id),
            value TEXT NOT NULL UNIQUE,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX subject_identifier_of_person ON subject_identifier (user) WHERE structure IS NULL;
        CREATE UNIQUE INDEX subject_identifier_of_person_and_structure
            ON subject_identifier (user, structure) WHERE structure IS NOT NULL;
        CREATE TRIGGER subject_identifier_stays BEFORE DELETE ON subject_identifier
        BEGIN SELECT RAISE(ABORT, 'subject_identifier_stays'); END;
        CREATE TRIGGER subject_identifier_is_final BEFORE UPDATE ON subject_identifier
        BEGIN SELECT RAISE(ABORT, 'subject_identifier_is_final'); END;
        """
}
