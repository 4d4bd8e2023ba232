package import Accounts
import Crypto
package import Directory

extension Accounts {
    /// The accounts of a test's site: real hashes of the least cost, letters that nobody sends.
    package static func test(_ directory: Directory) -> Accounts {
        Accounts(
            directory: directory, mail: .test,
            hasher: PasswordHasher(parameters: .init(passes: 1, memoryKiB: 8, lanes: 1) ?? .standard, buffers: 4),
            randomness: .system)
    }
}
