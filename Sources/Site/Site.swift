import Accounts
import Crypto
import Database
import Directory
import FoundationEssentials
import IdentityProvider
import Jobs
import Mail

/// An opened site: its configuration and the modules that stand on its database.
struct Site: Sendable {
    let configuration: Configuration
    let database: Database
    let directory: Directory
    let accounts: Accounts
    let hasher: PasswordHasher

    /// Every module's tables, in the order in which they refer to one another.
    static let migrations = [
        Directory.migrations, Outbox.migrations, Accounts.migrations, IdentityProvider.migrations, Jobs.migrations,
    ]

    /// Opens a site that exists.
    ///
    /// - Parameter checkpointing: here for the server; elsewhere for commands, which may run beside it.
    init(_ configuration: Configuration, checkpointing: Database.Checkpointing, at now: Date) throws {
        guard FileManager.default.fileExists(atPath: configuration.database) else {
            throw Refusal(
                "there is no database \(configuration.database): make the site with \"convergences site init\"")
        }
        try self.init(opening: configuration, checkpointing: checkpointing, at: now)
    }

    /// Opens or makes the database.
    init(opening configuration: Configuration, checkpointing: Database.Checkpointing, at now: Date) throws {
        self.configuration = configuration
        database = try Database(
            path: configuration.database, readers: checkpointing == .here ? 8 : 1, checkpointing: checkpointing)
        try database.migrate(Self.migrations, at: now)
        directory = Directory(database: database)
        hasher = PasswordHasher(parameters: configuration.hashing, buffers: configuration.hashingBuffers)
        accounts = Accounts(
            directory: directory, mail: SiteMail(configuration, directory), hasher: hasher, randomness: .system,
            figures: configuration.figures, policy: configuration.policy)
    }
}

extension Invocation {
    /// The site that this command line means.
    func site() throws -> Site {
        try Site(try Configuration.load(for: self), checkpointing: .elsewhere, at: now)
    }

    /// In whose name the journal tells of a change made here.
    var actor: Actor {
        let person = environment["SUDO_USER"] ?? environment["USER"]
        return .commandLine(person.map { "command line (\($0))" } ?? "command line")
    }
}
