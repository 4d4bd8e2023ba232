package import Crypto
package import Database
package import FoundationEssentials

/// The directory of identities and accesses of a site: structures, users, applications, rights, journal.
///
/// Questions go through `read`, changes through `change`; both lend an object whose methods are the operations, within
/// one transaction, so that several of them (and other modules' rows) stand or fall together.
package struct Directory: Sendable {
    /// The site's database; `Directory.migrations` have been applied to it.
    package let database: Database
    let randomness: Randomness
    let ending: any AccessEnding

    /// The directory kept in a database.
    ///
    /// - Parameter ending: ends what rests on accounts and rights, in each change that ends one (Invariant 6).
    package init(database: Database, randomness: Randomness = .system, ending: any AccessEnding) {
        self.database = database
        self.randomness = randomness
        self.ending = ending
    }

    /// Asks questions of one moment of the directory.
    package func read<Value: Sendable, Failure: CarriesDatabaseError>(
        _ body: (DirectoryView) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try database.read { (connection) throws(Failure) in try body(DirectoryView(connection: connection)) }
    }

    /// Asks questions of one moment of the directory; throws whatever `body` throws, or a `DatabaseError`.
    package func read<Value: Sendable>(_ body: (DirectoryView) throws -> Value) throws -> Value {
        try database.read { connection in try body(DirectoryView(connection: connection)) }
    }

    /// Changes the directory in one durable transaction, in the name of `actor`: all of `body` or, when it throws,
    /// nothing. Each change is in the journal with it.
    @discardableResult
    package func change<Value: Sendable>(
        by actor: Actor, at now: Date, _ body: (Change) throws(DirectoryError) -> Value
    ) throws(DirectoryError) -> Value {
        try database.write { (connection) throws(DirectoryError) in
            try body(Change(connection, of: self, by: actor, at: now))
        }
    }

    /// Changes the directory in one durable transaction; throws whatever `body` throws, or a `DatabaseError`.
    @discardableResult
    package func change<Value: Sendable>(
        by actor: Actor, at now: Date, _ body: (Change) throws -> Value
    ) throws -> Value {
        try database.write { connection in
            try body(Change(connection, of: self, by: actor, at: now))
        }
    }
}
