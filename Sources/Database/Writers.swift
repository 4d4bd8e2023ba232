import Synchronization

/// The two writing connections, used under one lock, and the only place that checkpoints.
///
/// SQLite before 3.51.3 can, rarely, damage the log when one connection resets it while another checkpoints. So the
/// checkpoint is passive, made by one process, and made while this very process holds the write lock: nobody can
/// reset the log meanwhile.
final class Writers: Sendable {
    private let full: GuardedConnection
    private let normal: GuardedConnection
    private let checkpointing: Database.Checkpointing
    /// Held for the length of a write: pages in the log (4 KiB each) at which the next checkpoint is due.
    private let checkpointDue = Mutex(Writers.interval)

    private static let interval = 1000

    init(path: String, checkpointing: Database.Checkpointing) throws(DatabaseError) {
        full = try GuardedConnection(path: path, purpose: .writing(.full))
        try full.use { (connection) throws(DatabaseError) in try connection.claim(path: path) }
        normal = try GuardedConnection(path: path, purpose: .writing(.normal))
        self.checkpointing = checkpointing
    }

    /// Lends the connection of that durability while no other write of this process runs.
    func write<Value: Sendable, Failure: Error>(
        _ durability: Durability, _ body: (Connection) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try checkpointDue.withLock { (due) throws(Failure) in
            let (value, logged) = try (durability == .full ? full : normal).use { (connection) throws(Failure) in
                (try body(connection), connection.writeAheadLogPages)
            }
            if checkpointing == .here, logged >= due { due = checkpoint(logged) + Self.interval }
            return value
        }
    }

    /// Copies the log into the file; returns how many pages are left waiting for old readers. The commit that brought
    /// us here stands whatever happens, and a failure only leaves the work to a later one.
    private func checkpoint(_ logged: Int) -> Int {
        do {
            return try normal.use { (locking) throws(DatabaseError) in
                try locking.execute("BEGIN IMMEDIATE")
                defer { _ = try? locking.execute("ROLLBACK") }
                let (logged, copied) = try full.use { (connection) throws(DatabaseError) in
                    try connection.checkpoint()
                }
                return copied < logged ? logged : 0
            }
        } catch {
            return logged
        }
    }
}

/// A connection that threads take in turn.
final class GuardedConnection: Sendable {
    private let connection: Mutex<Connection>

    init(path: String, purpose: Connection.Purpose) throws(DatabaseError) {
        connection = Mutex(try Connection(path: path, purpose: purpose))
    }

    /// Runs `body` with the connection, waiting for it if need be.
    func use<Value: Sendable, Failure: Error>(
        _ body: (Connection) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try connection.withLock { (connection) throws(Failure) in try body(connection) }
    }

    /// Runs `body` with the connection unless another thread has it.
    func useIfFree<Value: Sendable, Failure: Error>(
        _ body: (Connection) throws(Failure) -> Value
    ) throws(Failure) -> Value? {
        try connection.withLockIfAvailable { (connection) throws(Failure) in try body(connection) }
    }
}

extension Connection {
    /// "Cnvg": marks the file as a site of ours.
    private static let applicationID = 0x436E_7667
    /// The layout of the file as a whole; the tables are numbered by migrations.
    private static let formatVersion = 1

    /// Marks an empty file as ours, refuses one of another program or of a newer version of this one.
    fileprivate func claim(path: String) throws(DatabaseError) {
        try execute("BEGIN IMMEDIATE")
        do throws(DatabaseError) {
            switch try count("PRAGMA application_id") {
            case Self.applicationID:
                let found = try count("PRAGMA user_version")
                guard found <= Self.formatVersion else {
                    throw DatabaseError.newerSchema(module: "Database", found: found, known: Self.formatVersion)
                }
            case 0 where try count("SELECT count(*) FROM sqlite_schema") == 0:
                try run("PRAGMA application_id = \(Self.applicationID); PRAGMA user_version = \(Self.formatVersion)")
            default:
                throw DatabaseError.notOurs(path: path)
            }
            try execute("COMMIT")
        } catch {
            if isInTransaction { _ = try? execute("ROLLBACK") }
            throw error
        }
    }
}
