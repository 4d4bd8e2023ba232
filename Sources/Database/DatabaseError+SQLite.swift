// Wall file: SQLite's result codes and messages.
import CSQLite

extension DatabaseError {
    /// The error that `code`, just returned by a call on `database`, stands for.
    init(_ code: Int32, on database: OpaquePointer?) {
        let message = unsafe sqlite3_errmsg(database).map { unsafe String(cString: $0) } ?? ""
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_FULL: self = .full
        case SQLITE_READONLY, SQLITE_PERM: self = .readOnly
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt
        case SQLITE_CONSTRAINT:
            self = .constraint(Constraint(Constraint.Kind(code), Constraint.name(in: message)))
        default: self = .other(code: code, message: message)
        }
    }
}

extension DatabaseError.Constraint.Kind {
    // Macros with a shift in them do not reach Swift: SQLITE_CONSTRAINT | (n << 8), sqlite.org/rescode.html.
    fileprivate init(_ extendedCode: Int32) {
        switch extendedCode >> 8 {
        case 1: self = .check
        case 3: self = .foreignKey
        case 5: self = .notNull
        case 6, 8, 10: self = .unique  // PRIMARYKEY, UNIQUE, ROWID
        case 7: self = .trigger
        default: self = .other
        }
    }
}

extension DatabaseError.Constraint {
    /// What stands after "… constraint failed: "; a trigger's message stands alone.
    fileprivate static func name(in message: String) -> String {
        let marker = "constraint failed"
        guard let found = message.firstRange(of: marker) else { return message }
        return String(message[found.upperBound...].drop { $0 == ":" || $0 == " " })
    }
}
