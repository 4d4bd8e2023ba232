import Accounts
import Crypto
import FoundationEssentials
import Site

/// The passwords of the demonstration's people: made at random at the first start, kept in the site's folder (mode
/// 0600) so that a second start can print them again.
struct DemonstrationPasswords: Sendable {
    /// By e-mail address.
    let words: [String: String]

    /// Reads the file, or makes the passwords and the file.
    ///
    /// - Parameter accounts: hashes them, when they were just made.
    init(at path: String, emails: [String], accounts: Accounts, randomness: Randomness) throws {
        if let data = FileManager.default.contents(atPath: path) {
            guard let words = try? JSONDecoder().decode([String: String].self, from: data) else {
                throw CommandError(
                    "\(path) does not hold the demonstration's passwords: remove the folder to begin anew")
            }
            self.words = words
        } else {
            words = Dictionary(uniqueKeysWithValues: emails.map { ($0, Self.password(randomness)) })
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try PrivateFiles.write(Array(try encoder.encode(words)), to: path, mode: 0o600)
        }
        self.accounts = accounts
    }

    /// The stored form of a person's password.
    func hashed(for email: String) throws -> HashedPassword {
        guard let password = words[email] else { throw CommandError("there is no password for \(email)") }
        return try accounts.hash(ofPassword: password)
    }

    private let accounts: Accounts

    /// Four groups of four letters and digits: 80 bits, easy to copy.
    private static func password(_ randomness: Randomness) -> String {
        let letters = Array(Base32.encode(randomness.bytes(10)))
        return stride(from: 0, to: 16, by: 4).map { String(letters[$0..<$0 + 4]) }.joined(separator: "-")
    }
}
