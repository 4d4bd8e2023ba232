import Database
import Directory

// The one place where what fails below becomes an error of the store: closures just throw.
extension Jobs {
    /// Runs `body` in a snapshot of the store.
    func read<Value: Sendable>(_ body: (Connection) throws -> Value) throws(DatabaseError) -> Value {
        try storeErrors { try directory.database.read(body) }
    }

    /// Runs `body` alone among writers: all of it or, when it throws, nothing.
    @discardableResult
    func write<Value: Sendable>(_ body: (Connection) throws -> Value) throws(DatabaseError) -> Value {
        try storeErrors { try directory.database.write(.full, body) }
    }
}

/// Runs `body` and throws whatever it throws as a `DatabaseError`.
func storeErrors<Value>(_ body: () throws -> Value) throws(DatabaseError) -> Value {
    do {
        return try body()
    } catch {
        switch DirectoryError(error) {
        case .database(let error): throw error
        case let refusal: throw .other(code: 0, message: "a job could not go on: \(refusal)")
        }
    }
}
