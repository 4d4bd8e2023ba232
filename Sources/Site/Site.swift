package import Accounts
package import Crypto
package import Database
package import Directory
package import FoundationEssentials
import IdentityProvider
import Jobs
import Mail

/// An opened site: its configuration and the modules that stand on its database.
package struct Site: Sendable {
    package let configuration: Configuration
    package let database: Database
    package let directory: Directory
    package let accounts: Accounts
    package let hasher: PasswordHasher

    /// Every module's tables, in the order in which they refer to one another.
    package static let migrations = [
        Directory.migrations, Outbox.migrations, Accounts.migrations, IdentityProvider.migrations, Jobs.migrations,
    ]

    /// Opens a site that exists.
    ///
    /// - Parameter checkpointing: here for the server; elsewhere for commands, which may run beside it.
    package init(_ configuration: Configuration, checkpointing: Database.Checkpointing, at now: Date) throws {
        guard FileManager.default.fileExists(atPath: configuration.database) else {
            throw SiteError(
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
        let outbox = Outbox(from: configuration.mail.sender, randomBytes: Randomness.system.bytes)
        directory = Directory(database: database, ending: AccountAccess(outbox: outbox))
        hasher = PasswordHasher(parameters: configuration.hashing, buffers: configuration.hashingBuffers)
        accounts = Accounts(
            directory: directory, mail: SiteMail(configuration, directory, outbox), hasher: hasher, randomness: .system,
            figures: configuration.figures, policy: configuration.policy)
    }
}
