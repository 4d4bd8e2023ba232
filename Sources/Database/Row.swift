package import FoundationEssentials

/// One row of an answer, read by position; lives only inside the closure that maps it.
///
/// Every reader throws `DatabaseError.unexpectedValue` when the column holds NULL or another type: a wrong answer is
/// never made up.
package struct Row: ~Copyable {
    let statement: Statement

    // Kept out of line: inlined into a generic caller, this move stops the optimiser of Swift 6.3 (it aborts).
    @inline(never)
    init(statement: Statement) {
        self.statement = statement
    }

    /// An INTEGER.
    package func int(_ column: Int) throws(DatabaseError) -> Int { Int(try int64(column)) }

    /// An INTEGER.
    package func int64(_ column: Int) throws(DatabaseError) -> Int64 { try present(statement.integer(column), column) }

    /// An INTEGER, or nil for NULL.
    package func int64OrNil(_ column: Int) throws(DatabaseError) -> Int64? {
        statement.isNull(column) ? nil : try int64(column)
    }

    /// An INTEGER, or nil for NULL.
    package func intOrNil(_ column: Int) throws(DatabaseError) -> Int? {
        statement.isNull(column) ? nil : try int(column)
    }

    /// An INTEGER as truth: anything but 0.
    package func bool(_ column: Int) throws(DatabaseError) -> Bool { try int64(column) != 0 }

    /// A REAL.
    package func double(_ column: Int) throws(DatabaseError) -> Double { try present(statement.real(column), column) }

    /// A TEXT.
    package func text(_ column: Int) throws(DatabaseError) -> String { try present(statement.text(column), column) }

    /// A TEXT, or nil for NULL.
    package func textOrNil(_ column: Int) throws(DatabaseError) -> String? {
        statement.isNull(column) ? nil : try text(column)
    }

    /// A BLOB.
    package func blob(_ column: Int) throws(DatabaseError) -> [UInt8] { try present(statement.blob(column), column) }

    /// A BLOB, or nil for NULL.
    package func blobOrNil(_ column: Int) throws(DatabaseError) -> [UInt8]? {
        statement.isNull(column) ? nil : try blob(column)
    }

    /// A moment stored as Unix milliseconds.
    package func date(_ column: Int) throws(DatabaseError) -> Date { Date(unixMilliseconds: try int64(column)) }

    /// A moment, or nil for NULL.
    package func dateOrNil(_ column: Int) throws(DatabaseError) -> Date? {
        statement.isNull(column) ? nil : try date(column)
    }

    /// An enumeration stored as its `String` raw value.
    package func value<Value: RawRepresentable<String>>(
        _ column: Int, as type: Value.Type = Value.self
    ) throws(DatabaseError) -> Value {
        try present(Value(rawValue: try text(column)), column)
    }

    private func present<Value>(_ value: Value?, _ column: Int) throws(DatabaseError) -> Value {
        guard let value else { throw .unexpectedValue(column: statement.columnName(column)) }
        return value
    }
}
