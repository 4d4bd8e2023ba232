@testable import Crypto
import Foundation
import Testing

struct PasswordHasherTests {
    /// Small, so that the tests are quick; the real cost has its own test.
    static let small = PasswordHasher.Parameters(passes: 1, memoryKiB: 64, lanes: 1)

    func hasher(buffers: Int = 2) throws -> PasswordHasher {
        PasswordHasher(parameters: try #require(Self.small), buffers: buffers)
    }

    @Test(arguments: [
        (65_536, 1, "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"),
        (256, 1, "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"),
        (256, 2, "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"),
    ])
    func `hashes are those of the reference implementation`(memoryKiB: Int, lanes: Int, expected: String) throws {
        let parameters = try #require(PasswordHasher.Parameters(passes: 2, memoryKiB: memoryKiB, lanes: lanes))
        let phc = PHCString(
            parameters: parameters, salt: Array("somesalt".utf8), hash: try #require(Hex.decode(expected)))
        #expect(try hasher().check("password", against: phc.text) == PasswordCheck(matches: true, needsRehash: true))
        #expect(try !hasher().check("passwore", against: phc.text).matches)
    }

    @Test func `the standard cost is two passes over 19 MiB`() throws {
        let hasher = PasswordHasher()
        let phc = try hasher.hash("cheval agrafe pile", randomness: .system)
        #expect(phc.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(
            try hasher.check("cheval agrafe pile", against: phc) == PasswordCheck(matches: true, needsRehash: false))
        #expect(try !hasher.check("cheval agrafe pilé", against: phc).matches)
    }

    @Test func `two hashes of one password differ`() throws {
        let hasher = try hasher()
        #expect(try hasher.hash("a", randomness: .system) != hasher.hash("a", randomness: .system))
    }

    /// Seconds of CPU time of this thread.
    static func threadTime() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    @Test func `an unknown account costs the same and never matches`() throws {
        let hasher = PasswordHasher()
        let phc = try hasher.hash("mot de passe", randomness: .system)
        /// The least CPU time of five: what other tests do meanwhile does not count.
        func time(_ stored: String?) throws -> Double {
            var all: [Double] = []
            for _ in 0..<5 {
                let start = Self.threadTime()
                #expect(try !hasher.check("x", against: stored).matches)
                all.append(Self.threadTime() - start)
            }
            return try #require(all.min())
        }
        let known = try time(phc)
        for stored in [nil, "", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA", "not a hash"] as [String?] {
            let unknown = try time(stored)
            #expect(unknown > known / 2 && unknown < known * 2, "known \(known), \(stored ?? "none") \(unknown)")
        }
    }

    @Test(arguments: [
        "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$", "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=64,t=99999,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=+64,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=64,t=1,p=1,x=2$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ=$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA$",
    ])
    func `a stored text that is not a hash of ours matches nothing`(text: String) throws {
        #expect(PHCString(text) == nil)
        #expect(try !hasher().check("", against: text).matches)
    }

    @Test func `a password is bounded and may be empty or hold any character`() throws {
        let hasher = try hasher()
        let longest = String(repeating: "é", count: 512)
        for password in ["", "\u{0}", longest, "🔑 \u{1F468}\u{200D}\u{1F469}"] {
            let phc = try hasher.hash(password, randomness: .system)
            #expect(try hasher.check(password, against: phc).matches)
        }
        #expect(throws: CryptoError.passwordTooLong) { try hasher.hash(longest + "a", randomness: .system) }
        #expect(throws: CryptoError.passwordTooLong) { try hasher.check(longest + "a", against: nil) }
    }

    @Test func `many callers share the bounded work areas`() async throws {
        let hasher = PasswordHasher(buffers: 2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<8 {
                group.addTask {
                    let phc = try hasher.hash("\(index)", randomness: .system)
                    let result = try hasher.check("\(index)", against: phc)
                    #expect(result.matches)
                }
            }
            try await group.waitForAll()
        }
        #expect(hasher.heldBytes > 0)
        #expect(hasher.heldBytes <= 2 * 19 * 1024 * 1024)
    }

    @Test func `an idle hasher gives its memory back and works again`() throws {
        let hasher = try hasher()
        let phc = try hasher.hash("a", randomness: .system)
        #expect(hasher.heldBytes == 64 * 1024)
        hasher.releaseIdle()  // used since the last call: kept
        #expect(hasher.heldBytes == 64 * 1024)
        hasher.releaseIdle()
        #expect(hasher.heldBytes == 0)
        #expect(try hasher.check("a", against: phc).matches)
        #expect(hasher.heldBytes == 64 * 1024)
    }

    @Test func `a hash with larger parameters does not let the memory grow past its bound`() throws {
        let hasher = try hasher(buffers: 1)
        _ = try hasher.hash("a", randomness: .system)
        let large = try #require(PasswordHasher.Parameters(passes: 1, memoryKiB: 1024, lanes: 1))
        let phc = try PasswordHasher(parameters: large).hash("a", randomness: .system)
        #expect(try hasher.check("a", against: phc) == PasswordCheck(matches: true, needsRehash: true))
        #expect(hasher.heldBytes == 1024 * 1024)
    }
}
