import Synchronization

/// How surely a committed transaction survives.
package enum Durability: Sendable {
    /// On the disk before `write` returns: survives a power failure. For every change that an answer tells of.
    case full
    /// In the operating system's hands: survives `kill -9`, a power failure may lose the last moments. For what one
    /// sign-on writes; six times faster.
    case normal
}

/// The database of a site: one SQLite file in WAL mode, several readers and one writer at a time.
///
/// Reads run in parallel, each in a snapshot of its own; writes wait for one another. Transactions do not nest: never
/// call `read` or `write` inside their closures.
package final class Database: Sendable {
    /// Which of the processes that may have the file open copies the log into the file: the server, no other.
    package enum Checkpointing: Sendable {
        /// This process, each thousand pages (the server, and tests).
        case here
        /// Not this process (the command line beside a running server).
        case elsewhere
    }

    /// The path of the file.
    package let path: String
    private let writers: Writers
    private let readers: [GuardedConnection]
    /// Counts the reads that had to wait, to spread them over the readers.
    private let turn = Atomic<Int>(0)
    /// Never writes, so that `data_version` moves on it with every commit.
    private let observer: GuardedConnection

    /// Opens the file, creating it (readable by its owner only) if there is none.
    ///
    /// - Parameter readers: how many reads may run at once; further ones wait.
    /// - Throws: `cannotOpen`, `notOurs`, `corrupt`, `readOnly`, `newerSchema`.
    package init(path: String, readers: Int = 8, checkpointing: Checkpointing = .here) throws(DatabaseError) {
        self.path = path
        try createPrivateFile(path)
        writers = try Writers(path: path, checkpointing: checkpointing)
        observer = try GuardedConnection(path: path, purpose: .reading)
        var pool: [GuardedConnection] = []
        for _ in 0..<max(1, readers) { pool.append(try GuardedConnection(path: path, purpose: .reading)) }
        self.readers = pool
    }

    /// Runs `body` in a snapshot: everything it reads is of one moment.
    ///
    /// `body` spells its error type (`{ connection throws(DirectoryError) in … }`), which then is what `read` throws.
    package func read<Value: Sendable, Failure: CarriesDatabaseError>(
        _ body: (Connection) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try withReader { (connection) throws(Failure) in
            try transaction("BEGIN", on: connection, failing: Failure.database, body)
        }
    }

    /// Runs `body` in a snapshot; throws whatever it throws, or a `DatabaseError`.
    package func read<Value: Sendable>(_ body: (Connection) throws -> Value) throws -> Value {
        try withReader { connection in try transaction("BEGIN", on: connection, failing: { $0 }, body) }
    }

    /// Runs `body` alone among writers and commits; when `body` throws, nothing it did remains.
    ///
    /// `body` spells its error type (`{ connection throws(DirectoryError) in … }`), which then is what `write` throws.
    @discardableResult
    package func write<Value: Sendable, Failure: CarriesDatabaseError>(
        _ durability: Durability = .full, _ body: (Connection) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try writers.write(durability) { (connection) throws(Failure) in
            try transaction("BEGIN IMMEDIATE", on: connection, failing: Failure.database, body)
        }
    }

    /// Runs `body` alone among writers and commits; throws whatever it throws, or a `DatabaseError`.
    @discardableResult
    package func write<Value: Sendable>(
        _ durability: Durability = .full, _ body: (Connection) throws -> Value
    ) throws -> Value {
        try writers.write(durability) { connection in
            try transaction("BEGIN IMMEDIATE", on: connection, failing: { $0 }, body)
        }
    }

    /// A number that changes with every commit to the file, by this process or another: what a cache compares before
    /// it answers. Its value means nothing in itself.
    package func dataVersion() throws(DatabaseError) -> Int {
        try observer.use { (connection) throws(DatabaseError) in try connection.count("PRAGMA data_version") }
    }

    /// Writes a consistent copy to a new file while readers and writers go on.
    package func backup(to path: String) throws(DatabaseError) {
        try createPrivateFile(path, exclusively: true)
        let source = try Connection(path: self.path, purpose: .reading)
        try source.copy(to: try Connection(path: path, purpose: .copying))
    }

    /// The first reader that is free, so that a few of them stay warm; if none is, waits for one in turn.
    private func withReader<Value: Sendable, Failure: Error>(
        _ body: (Connection) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        for reader in readers {
            if let value = try reader.useIfFree(body) { return value }
        }
        let index = turn.wrappingAdd(1, ordering: .relaxed).oldValue & Int.max
        return try readers[index % readers.count].use(body)
    }
}

/// `body` between `begin` and COMMIT, or ROLLBACK when anything throws.
private func transaction<Value, Failure: Error>(
    _ begin: SQL, on connection: Connection, failing failure: (DatabaseError) -> Failure,
    _ body: (Connection) throws(Failure) -> Value
) throws(Failure) -> Value {
    do {
        try connection.execute(begin)
    } catch {
        throw failure(error)
    }
    do throws(Failure) {
        let value = try body(connection)
        do {
            try connection.execute("COMMIT")
        } catch {
            throw failure(error)
        }
        return value
    } catch {
        // SQLite has rolled back by itself after some errors (a full disk); nothing is left to do then.
        if connection.isInTransaction { _ = try? connection.execute("ROLLBACK") }
        throw error
    }
}
