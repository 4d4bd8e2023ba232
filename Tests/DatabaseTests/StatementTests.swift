import FoundationEssentials
import TestFiles
import Testing

@testable import Database

/// What goes in comes out: binding, reading, errors of one connection.
struct StatementTests {
    let scratch: TestFolder
    let database: Database

    init() throws {
        scratch = try TestFolder()
        database = try Database(path: scratch.database)
        try database.migrate([people], at: someDay)
    }

    @Test func `a value is bound, not pasted`() throws {
        let name = "Robert'); DROP TABLE person; -- ? ?1 :x"
        try database.write { connection in
            try connection.execute("INSERT INTO person (name, email) VALUES (\(name), \("r@x.example"))")
        }
        let found = try database.read { connection in
            try connection.one("SELECT name FROM person WHERE name = \(name)") { try $0.text(0) }
        }
        #expect(found == name)
        #expect(SQL("SELECT \(name)").text == "SELECT ?")
    }

    @Test func `a text made at run time has one place for ever, each text its own`() throws {
        func counted(_ number: Int) -> SQL { SQL(runTime: "SELECT \(number) + 1") }
        #expect(counted(1).pieces == counted(1).pieces && counted(1).pieces != counted(2).pieces)
        #expect(counted(1).text == "SELECT 1 + 1" && SQL(runTime: "").text.isEmpty)
        for number in 0..<200 {
            #expect(try database.read { try $0.one(counted(number)) { try $0.int(0) } } == number + 1)
        }
    }

    @Test(arguments: ["", "é", "a\0b", "𝄞 Hélène Lefèvre-N'Guyen & <b>;"])
    func `a text comes back as it was`(_ text: String) throws {
        let back = try database.read { connection in
            try connection.one("SELECT \(text), length(CAST(\(text) AS BLOB))") { (try $0.text(0), try $0.int(1)) }
        }
        #expect(back?.0 == text)
        #expect(back?.1 == text.utf8.count)
    }

    @Test func `numbers, bytes, moments and nothing come back as they were`() throws {
        let bytes: [UInt8] = [0, 255, 7]
        try database.read { connection in
            let row: Void? = try connection.one(
                "SELECT \(Int64.min), \(1.5), \(bytes), \([UInt8]()), \(someDay), \(String?.none), \(true)"
            ) { row in
                let read = (
                    try row.int64(0), try row.double(1), try row.blob(2), try row.blob(3), try row.date(4),
                    try row.textOrNil(5), try row.bool(6)
                )
                #expect(read.0 == .min)
                #expect(read.1 == 1.5)
                #expect(read.2 == bytes)
                #expect(read.3 == [])
                #expect(read.4 == someDay)
                #expect(read.5 == nil)
                #expect(read.6)
            }
            #expect(row != nil)
        }
    }

    @Test func `a piece of SQL brings its values along`() throws {
        let scope: SQL = "x > \(1)"
        let found = try database.read { connection in
            try connection.query(
                "SELECT x FROM (SELECT 1 AS x UNION SELECT 2 UNION SELECT 3) WHERE \(scope) AND x IN \(list: [1, 3])"
            ) { try $0.int(0) }
        }
        #expect(found == [3])
        #expect(try database.read { try $0.count("SELECT count(*) FROM team WHERE id IN \(list: [Int]())") } == 0)
    }

    @Test func `a column of another type is an error, never a made-up value`() throws {
        #expect(throws: DatabaseError.unexpectedValue(column: "team")) {
            try database.read { connection in
                _ = try connection.one("SELECT NULL AS team") { try $0.text(0) }
            }
        }
        #expect(throws: DatabaseError.unexpectedValue(column: "n")) {
            try database.read { connection in
                _ = try connection.one("SELECT 'five' AS n") { try $0.int(0) }
            }
        }
    }

    @Test func `a constraint is told by its kind and its name`() throws {
        func refusal(_ sql: SQL) -> DatabaseError.Constraint? {
            do {
                try database.write { connection throws(DatabaseError) in
                    try connection.execute("INSERT INTO person (id, name, email) VALUES (1, 'A', 'a@x.example')")
                    try connection.execute(sql)
                }
            } catch .constraint(let constraint) {
                return constraint
            } catch {
                Issue.record(error)
            }
            return nil
        }
        #expect(
            refusal("INSERT INTO person (name, email) VALUES ('B', 'a@x.example')") == .init(.unique, "person.email"))
        #expect(
            refusal("INSERT INTO person (name, email) VALUES ('', 'b@x.example')") == .init(.check, "name_not_blank"))
        #expect(refusal("INSERT INTO person (name, email) VALUES (NULL, 'b')") == .init(.notNull, "person.name"))
        #expect(refusal("UPDATE person SET team = 99") == .init(.foreignKey, ""))
        #expect(refusal("DELETE FROM person") == .init(.trigger, "nobody leaves"))
        #expect(try database.read { try $0.count("SELECT count(*) FROM person") } == 0)
    }

    @Test func `an error tells no value`() throws {
        let secret = "s3cret-token"
        for sql: SQL in [
            "INSERT INTO person (name, email, team) VALUES (\(secret), \(secret), \(secret))", "SELEC \(secret)",
        ] {
            do {
                try database.write { try $0.execute(sql) }
                Issue.record("not refused")
            } catch {
                #expect(!"\(error)".contains(secret))
            }
        }
    }

    @Test func `a statement can run inside another run of itself`() throws {
        let sql: SQL = "SELECT 1 UNION SELECT 2"
        let pairs = try database.read { connection in
            try connection.query(sql) { outer in
                let left = try outer.int(0)
                return try connection.query(sql) { (left, try $0.int(0)) }
            }
        }
        #expect(pairs.flatMap(\.self).map { $0.0 * 10 + $0.1 } == [11, 12, 21, 22])
    }

    @Test func `a closure that throws leaves its statement ready`() throws {
        struct Stop: Error {}
        try database.read { connection in
            for _ in 0..<3 {
                do {
                    _ = try connection.query("SELECT 1 UNION SELECT 2") { _ in throw Stop() }
                    Issue.record("not thrown")
                } catch {
                    #expect(error as? DatabaseError == .unexpectedValue(column: "(Stop)"))
                }
            }
            let count = try connection.count("SELECT 1 UNION SELECT 2")
            #expect(count == 1)
        }
    }
}
