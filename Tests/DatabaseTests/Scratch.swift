import FoundationEssentials
import Glibc

@testable import Database

/// A folder that lives as long as this value.
final class Scratch: Sendable {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.path + "/convergences-" + UUID().uuidString
        unsafe mkdir(path, 0o700)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String = "site.sqlite") -> String { path + "/" + name }
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
