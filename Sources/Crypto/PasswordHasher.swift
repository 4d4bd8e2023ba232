/// What the check of a password found.
package struct PasswordCheck: Hashable, Sendable {
    /// The password is the one that was hashed.
    package let matches: Bool
    /// It matches, and the stored hash was made with other parameters than today's: hash it again while the password is
    /// at hand.
    package let needsRehash: Bool
}

/// Passwords to Argon2id hashes (RFC 9106) and back to a yes or no.
///
/// One instance serves the whole process. It owns at most `buffers` work areas of `memoryKiB` each; a caller beyond that
/// number waits. Password bytes are the UTF-8 as given.
package final class PasswordHasher: Sendable {
    /// The cost of a hash.
    package struct Parameters: Hashable, Sendable {
        /// Passes over the memory (t), 1 to 16.
        package let passes: Int
        /// Memory in KiB (m), 8 × lanes to 262,144.
        package let memoryKiB: Int
        /// Lanes (p), 1 to 4; computed one after the other.
        package let lanes: Int

        /// The product's cost: 2 passes over 19 MiB, one lane (OWASP's second choice).
        package static let standard = Parameters(uncheckedPasses: 2, memoryKiB: 19 * 1024, lanes: 1)

        /// Nil outside the bounds: a stored hash must not make a check cost minutes.
        package init?(passes: Int, memoryKiB: Int, lanes: Int) {
            guard (1...16).contains(passes), (1...4).contains(lanes), (8 * lanes...262_144).contains(memoryKiB) else {
                return nil
            }
            self.init(uncheckedPasses: passes, memoryKiB: memoryKiB, lanes: lanes)
        }

        private init(uncheckedPasses passes: Int, memoryKiB: Int, lanes: Int) {
            self.passes = passes
            self.memoryKiB = memoryKiB
            self.lanes = lanes
        }
    }

    /// Longer passwords are refused: the bound of a form field, and of the work.
    package static let maximumPasswordBytes = 1024
    static let saltBytes = 16
    static let hashBytes = 32

    /// The cost of new hashes.
    package let parameters: Parameters
    private let memory: Argon2Memory

    /// - Parameter buffers: how many hashes may run at once, at least one.
    package init(parameters: Parameters = .standard, buffers: Int = 2) {
        self.parameters = parameters
        memory = Argon2Memory(limit: max(1, buffers))
    }

    /// The PHC string (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`) of a password with a fresh salt.
    package func hash(_ password: String, randomness: Randomness) throws(CryptoError) -> String {
        let bytes = try PasswordHasher.bytes(of: password)
        let salt = randomness.bytes(PasswordHasher.saltBytes)
        let hash = try memory.hash(bytes, salt: salt, parameters: parameters, count: PasswordHasher.hashBytes)
        return PHCString(parameters: parameters, salt: salt, hash: hash).text
    }

    /// Compares a password with a stored PHC string. With `nil` (no such account, or one without a password), or with a
    /// text that is not a hash of ours, it does the work of a hash all the same and says no: the answer takes as long
    /// for a stranger as for a member.
    package func check(_ password: String, against stored: String?) throws(CryptoError) -> PasswordCheck {
        let bytes = try PasswordHasher.bytes(of: password)
        let phc = stored.flatMap { PHCString($0) } ?? decoy
        let hash = try memory.hash(bytes, salt: phc.salt, parameters: phc.parameters, count: phc.hash.count)
        let matches = Digest.equal(hash, phc.hash) && !phc.isDecoy
        return PasswordCheck(matches: matches, needsRehash: matches && phc.parameters != parameters)
    }

    /// Gives back the work areas that no hash has used since the last call. Call it from the housekeeping timer, once a
    /// minute or so: idle, the hasher then holds no memory.
    package func releaseIdle() {
        memory.releaseIdle()
    }

    /// Bytes of work areas held at the moment.
    package var heldBytes: Int { memory.heldBytes }

    private var decoy: PHCString {
        PHCString(
            parameters: parameters, salt: [UInt8](repeating: 0, count: PasswordHasher.saltBytes),
            hash: [UInt8](repeating: 0, count: PasswordHasher.hashBytes), isDecoy: true)
    }

    private static func bytes(of password: String) throws(CryptoError) -> [UInt8] {
        let bytes = Array(password.utf8)
        guard bytes.count <= maximumPasswordBytes else { throw .passwordTooLong }
        return bytes
    }
}
