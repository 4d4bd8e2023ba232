// Wall file: sqlite3, one connection.
import CSQLite

/// One connection to the database file, lent by `Database.read` or `Database.write` for the length of a transaction.
///
/// It is not `Sendable` and must not be kept after the closure it was lent to: another thread may be using it then.
@safe package final class Connection {
    private let handle: OpaquePointer
    private var statements: [[SQLPiece]: Statement] = [:]
    /// Pages in the write-ahead log after this connection's last commit; written by `sqlite3_wal_hook`.
    private let walPages: UnsafeMutablePointer<Int32>

    /// How a connection is used; decides how it is opened.
    enum Purpose {
        case reading
        case writing(Durability)
        /// The target of a backup: no log, no checks, the pages come as they are.
        case copying
    }

    /// Prepared statements kept; past this the cache starts again (their texts are the program's own, so few).
    private static let cacheLimit = 512

    init(path: String, purpose: Purpose) throws(DatabaseError) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let handle = unsafe opened else {
            unsafe sqlite3_close_v2(opened)
            throw .cannotOpen(path: path)
        }
        unsafe (self.handle = handle)
        unsafe walPages = .allocate(capacity: 1)
        unsafe walPages.initialize(to: 0)
        unsafe sqlite3_busy_timeout(handle, 5000)
        try run("PRAGMA trusted_schema = OFF")
        try run("PRAGMA foreign_keys = ON")
        try run("PRAGMA temp_store = MEMORY")
        // One place checkpoints (Database+Checkpoint): SQLite 3.40 has a rare fault when two do at once.
        try run("PRAGMA wal_autocheckpoint = 0")
        switch purpose {
        case .reading:
            try run("PRAGMA query_only = ON")
            try run("PRAGMA cache_size = -1024")
        case .writing(let durability):
            try run("PRAGMA journal_mode = WAL")
            // What is deleted is overwritten: links in mails, the salts of erased persons.
            try run("PRAGMA secure_delete = ON")
            try run("PRAGMA journal_size_limit = 67108864")
            try run(durability == .full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")
            unsafe sqlite3_wal_hook(handle, recordWALPages, walPages)
        case .copying:
            break
        }
    }

    deinit {
        statements.removeAll()
        unsafe sqlite3_close_v2(handle)
        unsafe walPages.deallocate()
    }

    /// Runs a statement that answers no rows; returns how many rows it changed (triggers' not counted).
    @discardableResult
    package func execute(_ sql: SQL) throws(DatabaseError) -> Int {
        let statement = try start(sql)
        defer { statement.reset() }
        while try statement.step() {}
        return unsafe Int(sqlite3_changes64(handle))
    }

    /// Every row of the answer, mapped. `map` throws nothing but what `Row` throws.
    package func query<Value>(
        _ sql: SQL, _ map: (borrowing Row) throws -> Value
    ) throws(DatabaseError) -> [Value] {
        let statement = try start(sql)
        defer { statement.reset() }
        var values: [Value] = []
        while try statement.step() { values.append(try mapped(statement, map)) }
        return values
    }

    /// The first row of the answer, mapped, or nil when there is none.
    package func one<Value>(
        _ sql: SQL, _ map: (borrowing Row) throws -> Value
    ) throws(DatabaseError) -> Value? {
        let statement = try start(sql)
        defer { statement.reset() }
        return try statement.step() ? mapped(statement, map) : nil
    }

    /// The integer that a `SELECT count(*) …` or the like answers; 0 without a row.
    package func count(_ sql: SQL) throws(DatabaseError) -> Int {
        try one(sql) { try $0.int(0) } ?? 0
    }

    /// Whether the answer has a row.
    package func exists(_ sql: SQL) throws(DatabaseError) -> Bool {
        try one(sql) { _ in true } ?? false
    }

    /// The rowid of the last row that this connection inserted.
    package var lastInsertedID: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

    /// Whether a transaction is open; SQLite ends it by itself on some errors.
    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    /// Pages in the write-ahead log after this connection's last commit.
    var writeAheadLogPages: Int { unsafe Int(walPages.pointee) }

    /// Runs every statement of a script of the program (migrations, pragmas).
    func run(_ script: String) throws(DatabaseError) {
        let code = unsafe sqlite3_exec(handle, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw unsafe DatabaseError(code, on: handle) }
    }

    /// Copies committed pages from the write-ahead log into the file as far as readers allow.
    ///
    /// Returns how many pages were in the log and how many of them are now in the file.
    func checkpoint() throws(DatabaseError) -> (logged: Int, copied: Int) {
        var logged: Int32 = 0
        var copied: Int32 = 0
        let code = unsafe sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, &logged, &copied)
        guard code == SQLITE_OK else { throw unsafe DatabaseError(code, on: handle) }
        return (Int(logged), Int(copied))
    }

    /// Copies the whole database, as one consistent moment of it, into `destination`.
    func copy(to destination: Connection) throws(DatabaseError) {
        guard let backup = unsafe sqlite3_backup_init(destination.handle, "main", handle, "main") else {
            throw unsafe DatabaseError(sqlite3_extended_errcode(destination.handle), on: destination.handle)
        }
        unsafe sqlite3_backup_step(backup, -1)
        let code = unsafe sqlite3_backup_finish(backup)
        guard code == SQLITE_OK else { throw unsafe DatabaseError(code, on: destination.handle) }
    }

    private func mapped<Value>(
        _ statement: Statement, _ map: (borrowing Row) throws -> Value
    ) throws(DatabaseError) -> Value {
        do {
            return try map(Row(statement: statement))
        } catch let error as DatabaseError {
            throw error
        } catch {
            throw .unexpectedValue(column: "(\(type(of: error)))")
        }
    }

    private func start(_ sql: SQL) throws(DatabaseError) -> Statement {
        let statement = try prepared(sql)
        do {
            try statement.start(with: sql.values)
        } catch {
            statement.reset()
            throw error
        }
        return statement
    }

    private func prepared(_ sql: SQL) throws(DatabaseError) -> Statement {
        let cached = statements[sql.pieces]
        if let cached, !cached.isInUse { return cached }
        guard let statement = unsafe try Statement(sql.text, on: handle) else {
            throw .other(code: SQLITE_MISUSE, message: "empty statement")
        }
        if cached == nil {
            if statements.count >= Self.cacheLimit { statements.removeAll() }
            statements[sql.pieces] = statement
        }
        return statement
    }
}

/// Called by SQLite after each commit with the number of pages in the write-ahead log.
private func recordWALPages(
    _ context: UnsafeMutableRawPointer?, _: OpaquePointer?, _: UnsafePointer<CChar>?, _ pages: Int32
) -> Int32 {
    unsafe context?.assumingMemoryBound(to: Int32.self).pointee = pages
    return SQLITE_OK
}
