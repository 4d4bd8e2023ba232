package import Accounts
package import Crypto
package import Database
package import Directory
import Mail

extension Directory {
    /// The directory of a test's site: what it ends, ends in the accounts too.
    package static func test(_ database: Database, randomness: Randomness = .system) -> Directory {
        Directory(database: database, randomness: randomness, ending: AccountAccess(outbox: SiteMail.test.outbox))
    }
}

extension Accounts {
    /// The accounts of a test's site: real hashes of the least cost, letters that nobody sends.
    package static func test(_ directory: Directory) -> Accounts {
        Accounts(
            directory: directory, mail: .test,
            hasher: PasswordHasher(parameters: .init(passes: 1, memoryKiB: 8, lanes: 1) ?? .standard, buffers: 4),
            randomness: .system)
    }
}
