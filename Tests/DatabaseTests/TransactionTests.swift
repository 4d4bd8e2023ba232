import Dispatch
import FoundationEssentials
import Synchronization
import TestFiles
import Testing

@testable import Database

/// Reads beside writes, two processes' worth of databases on one file, the log, backups.
struct TransactionTests {
    let scratch: TestFolder
    let database: Database

    init() throws {
        scratch = try TestFolder()
        database = try Database(path: scratch.database, readers: 2)
        try database.migrate([people], at: someDay)
    }

    enum Refusal: CarriesDatabaseError, Equatable {
        case no
        case database(DatabaseError)
    }

    func teams(_ database: Database) throws -> Int {
        try database.read { try $0.count("SELECT count(*) FROM team") }
    }

    @Test func `a refusal takes back all that the transaction did`() throws {
        for durability in [Durability.full, .normal] {
            #expect(throws: Refusal.no) {
                try database.write(durability) { connection throws(Refusal) in
                    do throws(DatabaseError) {
                        try connection.execute("INSERT INTO team (name) VALUES ('A')")
                    } catch {
                        throw .database(error)
                    }
                    throw .no
                }
            }
        }
        #expect(try teams(database) == 0)
    }

    @Test func `a reader cannot write`() throws {
        #expect(throws: DatabaseError.readOnly) {
            try database.read { try $0.execute("INSERT INTO team (name) VALUES ('A')") }
        }
    }

    @Test func `a reader sees one moment`() throws {
        try database.read { connection in
            let before = try connection.count("SELECT count(*) FROM team")
            try database.write { try $0.execute("INSERT INTO team (name) VALUES ('A')") }
            let after = try connection.count("SELECT count(*) FROM team")
            #expect(before == 0)
            #expect(after == 0)
        }
        #expect(try teams(database) == 1)
    }

    @Test func `both durabilities see each other's rows and identifiers go on`() throws {
        let first = try database.write(.full) { connection in
            try connection.execute("INSERT INTO team (name) VALUES ('A')")
            return connection.lastInsertedID
        }
        let second = try database.write(.normal) { connection in
            try connection.execute("INSERT INTO team (name) VALUES ('B')")
            return connection.lastInsertedID
        }
        #expect(second == first + 1)
        #expect(try teams(database) == 2)
    }

    @Test func `the writers are full and normal, the readers cannot change the mode`() throws {
        #expect(try database.write(.full) { try $0.count("PRAGMA synchronous") } == 2)
        #expect(try database.write(.normal) { try $0.count("PRAGMA synchronous") } == 1)
        #expect(try database.read { try $0.one("PRAGMA journal_mode") { try $0.text(0) } } == "wal")
        #expect(try database.read { try $0.count("PRAGMA foreign_keys") } == 1)
    }

    @Test func `threads read and write at once`() throws {
        let failures = Mutex<[String]>([])
        let threads = 8
        let rounds = 50
        DispatchQueue.concurrentPerform(iterations: threads) { number in
            do {
                for round in 0..<rounds {
                    try database.write(round.isMultiple(of: 2) ? .full : .normal) {
                        _ = try $0.execute("INSERT INTO team (name) VALUES (\("\(number)/\(round)"))")
                    }
                    _ = try teams(database)
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock(\.self) == [])
        #expect(try teams(database) == threads * rounds)
    }

    @Test func `the data version tells of every commit, ours or another process's`() throws {
        let other = try Database(path: scratch.database, checkpointing: .elsewhere)
        let before = try database.dataVersion()
        #expect(try database.dataVersion() == before)
        try database.write(.normal) { try $0.execute("INSERT INTO team (name) VALUES ('A')") }
        let between = try database.dataVersion()
        #expect(between != before)
        try other.write { try $0.execute("INSERT INTO team (name) VALUES ('B')") }
        #expect(try database.dataVersion() != between)
    }

    @Test func `the log is copied into the file here, and only here`() throws {
        func fill(_ database: Database) throws -> Int {
            var pages = 0
            for _ in 0..<12 {
                pages = try database.write { connection in
                    for _ in 0..<200 {
                        try connection.execute("INSERT INTO team (name) VALUES (hex(randomblob(2000)))")
                    }
                    return 0
                }
                pages = try database.write { connection in
                    try connection.execute("INSERT INTO team (name) VALUES ('x')")
                    return connection.writeAheadLogPages
                }
            }
            return pages
        }
        #expect(try fill(database) < 1500)
        let other = try TestFolder()
        let commandLine = try Database(path: other.database, checkpointing: .elsewhere)
        try commandLine.migrate([people], at: someDay)
        #expect(try fill(commandLine) > 2000)
    }

    @Test func `a write lock held elsewhere is told as busy`() throws {
        let other = try Database(path: scratch.database, checkpointing: .elsewhere)
        try other.write(.normal) { connection in
            try connection.execute("PRAGMA busy_timeout = 20")
            try connection.execute("INSERT INTO team (name) VALUES ('A')")
        }
        try database.write { _ in
            #expect(throws: DatabaseError.busy) {
                try other.write(.normal) { try $0.execute("INSERT INTO team (name) VALUES ('B')") }
            }
        }
    }

    @Test func `a backup holds one moment and overwrites nothing`() throws {
        try database.write { try $0.execute("INSERT INTO team (name) VALUES ('A')") }
        let copy = scratch.file("copy.sqlite")
        try database.backup(to: copy)
        try database.write { try $0.execute("INSERT INTO team (name) VALUES ('B')") }
        #expect(try teams(Database(path: copy)) == 1)
        #expect(throws: DatabaseError.backupExists(path: copy)) { try database.backup(to: copy) }
    }

    /// What a killed process leaves behind is what its files hold: a copy of them, taken while it has them open.
    @Test func `what was committed survives the death of the process, in either durability`() throws {
        for durability in [Durability.full, .normal] {
            try database.write(durability) { try $0.execute("INSERT INTO team (name) VALUES ('A')") }
        }
        let grave = try TestFolder()
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: scratch.database + suffix, toPath: grave.database + suffix)
        }
        #expect(try teams(Database(path: grave.database)) == 2)
    }

    @Test func `two processes write at once: each waits for the other, none loses a row`() throws {
        let other = try Database(path: scratch.database, checkpointing: .elsewhere)
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { number in
            do {
                for round in 0..<100 {
                    try (number.isMultiple(of: 2) ? database : other).write(.normal) {
                        try $0.execute(
                            "INSERT INTO team (name) VALUES (\("\(number)/\(round)" + String(repeating: "x", count: 5000)))"
                        )
                    }
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock(\.self) == [])
        #expect(try teams(database) == 400)
        #expect(try database.read { try $0.one("PRAGMA integrity_check") { try $0.text(0) } } == "ok")
    }
}
