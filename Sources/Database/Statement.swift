// Wall file: sqlite3_stmt.
import CSQLite

/// A prepared statement, finalised with its last reference. Used by one thread at a time, as its connection is.
@safe final class Statement {
    private let handle: OpaquePointer
    private let database: OpaquePointer
    /// Whether it is between its first step and its reset; a statement in use is not lent a second time.
    private(set) var isInUse = false

    /// Prepares the first statement of `sql`; nil if it holds none (blank or comment only).
    ///
    /// `database` must outlive the statement: the connection drops its statements before it closes.
    init?(_ sql: String, on database: OpaquePointer) throws(DatabaseError) {
        var handle: OpaquePointer?
        var text = sql
        let code = text.withUTF8 { utf8 in
            unsafe utf8.withMemoryRebound(to: CChar.self) { characters in
                unsafe sqlite3_prepare_v3(
                    database, characters.baseAddress, Int32(characters.count),
                    UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
            }
        }
        guard code == SQLITE_OK else { throw unsafe DatabaseError(code, on: database) }
        guard let handle = unsafe handle else { return nil }
        unsafe (self.handle = handle)
        unsafe (self.database = database)
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    /// Binds the values and marks the statement in use until `reset()`.
    func start(with values: [SQLValue]) throws(DatabaseError) {
        isInUse = true
        for (index, value) in values.enumerated() {
            let code = bind(value, at: Int32(index + 1))
            guard code == SQLITE_OK else { throw unsafe DatabaseError(code, on: database) }
        }
    }

    private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        switch value {
        case .null: return unsafe sqlite3_bind_null(handle, index)
        case .integer(let integer): return unsafe sqlite3_bind_int64(handle, index, integer)
        case .real(let real): return unsafe sqlite3_bind_double(handle, index, real)
        case .text(""):
            // An empty buffer may have no address, which SQLite takes for NULL.
            return unsafe sqlite3_bind_text(handle, index, "", 0, convergences_sqlite_transient())
        case .text(var text):
            return text.withUTF8 { utf8 in
                unsafe utf8.withMemoryRebound(to: CChar.self) { characters in
                    unsafe sqlite3_bind_text64(
                        handle, index, characters.baseAddress, UInt64(characters.count),
                        convergences_sqlite_transient(), UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let bytes):
            guard !bytes.isEmpty else { return unsafe sqlite3_bind_zeroblob(handle, index, 0) }
            return unsafe bytes.withUnsafeBytes { buffer in
                unsafe sqlite3_bind_blob64(
                    handle, index, buffer.baseAddress, UInt64(buffer.count), convergences_sqlite_transient())
            }
        }
    }

    /// Advances; true when a row is ready.
    func step() throws(DatabaseError) -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw unsafe DatabaseError(code, on: database)
        }
    }

    /// Releases locks and forgets the bound values.
    func reset() {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
        isInUse = false
    }

    // MARK: Columns of the current row; nil when the column is of another type.

    func isNull(_ column: Int) -> Bool {
        unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
    }

    func integer(_ column: Int) -> Int64? {
        guard unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_INTEGER else { return nil }
        return unsafe sqlite3_column_int64(handle, Int32(column))
    }

    func real(_ column: Int) -> Double? {
        guard unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_FLOAT else { return nil }
        return unsafe sqlite3_column_double(handle, Int32(column))
    }

    func text(_ column: Int) -> String? {
        guard unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_TEXT,
            let start = unsafe sqlite3_column_text(handle, Int32(column))
        else { return nil }
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func blob(_ column: Int) -> [UInt8]? {
        guard unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_BLOB else { return nil }
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        guard let start = unsafe sqlite3_column_blob(handle, Int32(column)) else { return [] }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    func columnName(_ column: Int) -> String {
        guard let name = unsafe sqlite3_column_name(handle, Int32(column)) else { return "\(column)" }
        return unsafe String(cString: name)
    }
}
