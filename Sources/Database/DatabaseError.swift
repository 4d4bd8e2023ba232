/// What can go wrong between us and the store, told apart by what the caller can do about it.
///
/// Descriptions name tables, columns and constraints, never a bound value.
package enum DatabaseError: Error, Sendable, Hashable {
    /// Another process held the write lock for longer than the busy timeout. Trying again may succeed.
    case busy
    /// The disk (or a quota) is full; nothing was written.
    case full
    /// The file or its folder cannot be written.
    case readOnly
    /// The file is not a sound SQLite database. Restore a backup.
    case corrupt
    /// The schema refused a row; the transaction's author can say why in words.
    case constraint(Constraint)
    /// The file cannot be opened (missing folder, permissions).
    case cannotOpen(path: String)
    /// The file is an SQLite database of another program.
    case notOurs(path: String)
    /// The file was written by a newer version of the program: `found` is a migration that this one does not know.
    case newerSchema(module: String, found: Int, known: Int)
    /// The number or the name of an applied migration is not what the program says.
    case migrationMismatch(module: String, number: Int)
    /// A column did not hold what the reading code expects: a fault of the program or of the data.
    case unexpectedValue(column: String)
    /// The file to back up to exists already.
    case backupExists(path: String)
    /// Anything else, with SQLite's extended result code and its own words.
    case other(code: Int32, message: String)

    /// A constraint of the schema that refused a row.
    package struct Constraint: Sendable, Hashable {
        /// What sort of constraint.
        package enum Kind: Sendable, Hashable { case unique, check, foreignKey, notNull, trigger, other }

        /// What sort of constraint it is.
        package let kind: Kind
        /// Its name: the `CONSTRAINT` name of a check, `table.column, …` of a unique index, the message of a
        /// trigger's `RAISE`; empty for a foreign key, which SQLite does not name.
        package let name: String

        /// A constraint by kind and name.
        package init(_ kind: Kind, _ name: String) {
            self.kind = kind
            self.name = name
        }
    }
}

extension DatabaseError {
    /// Whether the disk or another program is the reason, so that the same may succeed later: « not now » rather than
    /// « a fault of ours ».
    package var isOutage: Bool {
        switch self {
        case .busy, .full, .readOnly, .cannotOpen: true
        case .other(let code, _): code & 0xFF == 10 || code & 0xFF == 14  // SQLITE_IOERR, SQLITE_CANTOPEN
        default: false
        }
    }
}

extension DatabaseError: CustomStringConvertible {
    /// One sentence for the log.
    package var description: String {
        switch self {
        case .busy: "the database is busy: another process is writing"
        case .full: "the disk is full"
        case .readOnly: "the database cannot be written: check the permissions of the file and of its folder"
        case .corrupt: "the database file is damaged: restore a backup"
        case .constraint(let constraint): "the schema refused a row: \(constraint.kind) \(constraint.name)"
        case .cannotOpen(let path): "cannot open the database \(path)"
        case .notOurs(let path): "\(path) is a database of another program"
        case .newerSchema(let module, let found, let known):
            "the database was made by a newer version (\(module): migration \(found), this program knows \(known)): "
                + "install that version"
        case .migrationMismatch(let module, let number):
            "migration \(number) of \(module) in the database is not the one that this program knows"
        case .unexpectedValue(let column): "column \(column) holds an unexpected value"
        case .backupExists(let path): "\(path) exists already: a backup never overwrites"
        case .other(let code, let message): "SQLite: \(message) (\(code))"
        }
    }
}

/// An error that can carry a `DatabaseError`: lets `Database.read` and `write` throw the caller's own error type.
package protocol CarriesDatabaseError: Error {
    /// The error that tells of a failed store; an enumeration satisfies this with `case database(DatabaseError)`.
    static func database(_ error: DatabaseError) -> Self
}

extension DatabaseError: CarriesDatabaseError {
    /// The error itself.
    package static func database(_ error: DatabaseError) -> DatabaseError { error }
}
