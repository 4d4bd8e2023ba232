import Crypto
package import Database
package import FoundationEssentials

/// One transaction that changes the directory, by one actor at one moment; lent by `Directory.change`.
///
/// Its operations hold the invariants, write the journal, and throw before they have changed anything.
package struct Change: DirectoryReading {
    /// The transaction's connection: rows of other modules can change in the same transaction.
    package let connection: Connection
    package let actor: Actor
    /// The moment of the change.
    package let now: Date
    /// What the actor may see and change.
    package let scope: Scope
    let randomness: Randomness
    /// Ends what rests on accounts and rights outside the directory (Invariant 6).
    let ending: any AccessEnding
    /// The actor's name as it is now, for the journal.
    let actorName: String

    /// A change within a write transaction that is already open.
    ///
    /// - Throws: `notLive` when the acting person's account is not live.
    package init(
        _ connection: Connection, of directory: Directory, by actor: Actor, at now: Date
    ) throws(DirectoryError) {
        self.connection = connection
        self.actor = actor
        self.now = now
        randomness = directory.randomness
        ending = directory.ending
        let view = DirectoryView(connection: connection)
        switch actor {
        case .commandLine(let name):
            scope = .everything
            actorName = name
        case .user(let id):
            guard let user = try view.user(id), user.isLive(at: now) else { throw .notLive }
            scope = try view.scope(of: id, at: now)
            actorName = user.displayName
        }
    }

    /// The acting person, nil for the command line.
    var actingUser: ID<User>? {
        switch actor {
        case .user(let id): id
        case .commandLine: nil
        }
    }

    /// Refuses everyone but operators and the command line.
    func requireOperator() throws(DirectoryError) {
        guard scope == .everything else { throw .operatorOnly }
    }

    /// Runs a statement that changes rows; a row that the schema refuses as a duplicate becomes
    /// `alreadyExists(duplicate)`.
    @discardableResult
    func execute(_ sql: SQL, duplicate: DirectoryError.Field? = nil) throws(DirectoryError) -> Int {
        do {
            return try connection.execute(sql)
        } catch {
            guard case .constraint(let constraint) = error else { throw .database(error) }
            if constraint.name == "structure_two_levels" || constraint.name == "structure_parent" {
                throw .notTwoLevels
            }
            if constraint.kind == .unique, let duplicate { throw .alreadyExists(duplicate) }
            throw .database(error)
        }
    }

    /// Inserts a row and answers its identifier.
    func insert<Subject>(
        _ sql: SQL, duplicate: DirectoryError.Field? = nil
    ) throws(DirectoryError) -> ID<Subject> {
        try execute(sql, duplicate: duplicate)
        return ID(connection.lastInsertedID)
    }
}
