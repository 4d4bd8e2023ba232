import FoundationEssentials
import Glibc
import TestFiles
import Testing

@testable import Database

/// The file itself and its migrations.
struct FileTests {
    let scratch: TestFolder

    init() throws { scratch = try TestFolder() }

    @Test func `the file is its owner's alone`() throws {
        let database = try Database(path: scratch.database)
        try database.migrate([people], at: someDay)
        for name in ["site.sqlite", "site.sqlite-wal"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: scratch.file(name))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `a missing folder is told by its path`() throws {
        let path = scratch.file("none/site.sqlite")
        #expect(throws: DatabaseError.cannotOpen(path: path)) { try Database(path: path) }
    }

    @Test func `a file that is no database is refused and left as it was`() throws {
        let text = String(repeating: "not a database ", count: 100)
        try text.write(toFile: scratch.database, atomically: false, encoding: .utf8)
        #expect(throws: DatabaseError.corrupt) { try Database(path: scratch.database) }
        #expect(try String(contentsOfFile: scratch.database, encoding: .utf8) == text)
    }

    @Test func `the database of another program is refused`() throws {
        do {
            let other = try Connection(path: scratch.database, purpose: .copying)
            try other.run("PRAGMA application_id = 7; CREATE TABLE x (y)")
        }
        #expect(throws: DatabaseError.notOurs(path: scratch.database)) { try Database(path: scratch.database) }
    }

    @Test func `rows survive closing and opening`() throws {
        do {
            let database = try Database(path: scratch.database)
            try database.migrate([people], at: someDay)
            try database.write { _ = try $0.execute("INSERT INTO team (name) VALUES ('A')") }
        }
        let again = try Database(path: scratch.database)
        try again.migrate([people], at: someDay)
        #expect(try again.read { try $0.count("SELECT count(*) FROM team") } == 1)
    }

    @Test func `a new step is applied once, after the old ones`() throws {
        let database = try Database(path: scratch.database)
        try database.migrate([people], at: someDay)
        let step = Migration(
            2, "colours", "ALTER TABLE team ADD COLUMN colour TEXT; INSERT INTO team (name) VALUES ('A')")
        let longer = MigrationSet(module: "people", steps: people.steps + [step])
        for _ in 0..<2 { try database.migrate([longer], at: someDay) }
        #expect(try database.read { try $0.count("SELECT count(*) FROM team") } == 1)
    }

    @Test func `a step that fails leaves nothing of itself`() throws {
        let database = try Database(path: scratch.database)
        let bad = Migration(2, "bad", "CREATE TABLE extra (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1)")
        #expect(throws: DatabaseError.self) {
            try database.migrate([MigrationSet(module: "people", steps: people.steps + [bad])], at: someDay)
        }
        #expect(try database.read { try !$0.exists("SELECT 1 FROM sqlite_schema WHERE name = 'extra'") })
        #expect(try database.read { try $0.count("SELECT count(*) FROM migration") } == 1)
    }

    @Test func `a database of a newer version is refused by number`() throws {
        let database = try Database(path: scratch.database)
        let newer = MigrationSet(module: "people", steps: people.steps + [Migration(2, "later", "SELECT 1")])
        try database.migrate([newer], at: someDay)
        #expect(throws: DatabaseError.newerSchema(module: "people", found: 2, known: 1)) {
            try database.migrate([people], at: someDay)
        }
        let renamed = MigrationSet(module: "people", steps: [Migration(1, "persons", ""), Migration(2, "later", "")])
        #expect(throws: DatabaseError.migrationMismatch(module: "people", number: 1)) {
            try database.migrate([renamed], at: someDay)
        }
    }

    @Test func `a full disk is told and loses nothing`() throws {
        let database = try Database(path: scratch.database)
        try database.migrate([people], at: someDay)
        try database.write { connection in
            try connection.execute("INSERT INTO team (name) VALUES ('A')")
            let pages = try connection.count("PRAGMA page_count")
            #expect(pages > 0)
        }
        try database.write { try $0.run("PRAGMA max_page_count = 12") }
        #expect(throws: DatabaseError.full) {
            try database.write { connection in
                for _ in 0..<100 { try connection.execute("INSERT INTO team (name) VALUES (hex(randomblob(2000)))") }
            }
        }
        #expect(try database.read { try $0.count("SELECT count(*) FROM team") } == 1)
        try database.write(.normal) { _ = try $0.execute("INSERT INTO team (name) VALUES ('B')") }
    }
}
