import FoundationEssentials
import TestFiles

@testable import Database

extension TestFolder {
    /// Where a test's database lies.
    var database: String { file("site.sqlite") }
}

let someDay = Date(unixMilliseconds: 1_795_357_102_123)

let people = MigrationSet(
    module: "people",
    steps: [
        Migration(
            1, "people",
            """
            CREATE TABLE team (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL) STRICT;
            CREATE TABLE person (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                name TEXT NOT NULL CONSTRAINT name_not_blank CHECK (name <> ''),
                email TEXT NOT NULL UNIQUE,
                team INTEGER REFERENCES team (id),
                photo BLOB, born INTEGER, height REAL
            ) STRICT;
            CREATE TRIGGER person_stays BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'nobody leaves'); END;
            """)
    ])
