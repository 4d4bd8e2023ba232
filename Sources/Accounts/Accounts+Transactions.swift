import Database
package import Directory
package import FoundationEssentials

// The one place where what fails below becomes an `AccountsError`: closures and inner functions just throw.
extension Accounts {
    /// Runs `body` in a snapshot of the store.
    func read<Value: Sendable>(_ body: (Connection) throws -> Value) throws(AccountsError) -> Value {
        try accountsErrors { try database.read(body) }
    }

    /// Runs `body` alone among writers: all of it or, when it throws, nothing. No change of the directory, so nobody's
    /// name and no entry of the journal.
    @discardableResult
    func write<Value: Sendable>(
        _ durability: Durability = .full, _ body: (Connection) throws -> Value
    ) throws(AccountsError) -> Value {
        try accountsErrors { try database.write(durability, body) }
    }

    /// Changes the directory and accounts in one durable transaction, in the name of `actor`: all of `body` or, when
    /// it throws, nothing.
    @discardableResult
    package func change<Value: Sendable>(
        by actor: Actor, at now: Date, _ body: (Change) throws -> Value
    ) throws(AccountsError) -> Value {
        try accountsErrors { try directory.change(by: actor, at: now, body) }
    }
}

/// Runs `body` and throws whatever it throws as an `AccountsError`.
func accountsErrors<Value>(_ body: () throws -> Value) throws(AccountsError) -> Value {
    do {
        return try body()
    } catch {
        throw AccountsError(error)
    }
}
