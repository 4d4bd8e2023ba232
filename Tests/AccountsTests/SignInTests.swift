import Crypto
import Database
import FoundationEssentials
import TestFiles
import TestMail
import Testing

@testable import Accounts

@Suite struct `Signing in` {
    let password = "tracteur lilas 7 gommes"
    let now = TestSite.morning

    @Test func `begins a session, remembers the device, tells of the sign-in before`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        let first = try site.signedIn(" Elodie@Ville.Example ", password)
        #expect(first.previousSignIn == nil)
        let second = try site.signedIn("elodie@ville.example", password, at: now + 60)
        #expect(second.previousSignIn == now)
        #expect(second.sessionToken != first.sessionToken)
        let session = try #require(try site.accounts.session(token: second.sessionToken, at: now + 61))
        #expect(session.deviceDescription == "Firefox · Linux")
        #expect(session.authenticatedAt == now + 60)
    }

    @Test func `every reason to refuse is one outcome; the event alone tells them apart`() throws {
        let site = try TestSite()
        let states = ["wrong", "fresh", "suspended", "departed", "deleted"]
        for state in states {
            try site.person("\(state)@ville.example", password: state == "fresh" ? nil : password)
        }
        try site.run("UPDATE user SET state = 'suspended' WHERE email = 'suspended@ville.example'")
        try site.run("UPDATE user SET departs_at = \(now) WHERE email = 'departed@ville.example'")
        try site.run("UPDATE user SET deleted_at = \(now) WHERE email = 'deleted@ville.example'")
        for state in states + ["nobody"] {
            let typed = state == "wrong" ? "another password" : password
            #expect(try site.signIn("\(state)@ville.example", typed).isRefused)
        }
        for kind in SignInEvent.Kind.failures where kind != .blocked {
            #expect(try site.count("SELECT count(*) FROM sign_in_event WHERE kind = \(kind)") == 1)
        }
        #expect(try site.count("SELECT count(*) FROM session") == 0)
    }

    @Test func `every refusal costs a hash`() throws {
        let site = try TestSite(parameters: .standard)
        try site.person("wrong@ville.example", password: password)
        try site.person("fresh@ville.example")
        let clock = ContinuousClock()
        let hash = try (0..<3).map { _ in try clock.measure { _ = try site.accounts.hash(password) } }.min()
        for email in ["wrong@ville.example", "fresh@ville.example", "nobody@ville.example"] {
            let start = clock.now
            #expect(try site.signIn(email, "another password").isRefused)
            let elapsed = clock.now - start
            #expect(elapsed > (try #require(hash)) / 2)
        }
    }

    @Test func `a password longer than any can be is refused like another`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        #expect(try site.signIn("elodie@ville.example", String(repeating: "x", count: 100_000)).isRefused)
        #expect(try site.signIn(String(repeating: "x", count: 100_000), password).isRefused)
    }

    @Test func `a password is hashed again when the parameters have changed`() throws {
        let site = try TestSite()
        let older = Accounts(
            directory: site.accounts.directory, mail: .test,
            hasher: PasswordHasher(parameters: try #require(.init(passes: 1, memoryKiB: 16, lanes: 1))),
            randomness: .system)
        try site.person("elodie@ville.example", password: password, accounts: older)
        #expect(try site.count("SELECT count(*) FROM credential WHERE phc LIKE '%m=16,%'") == 1)
        _ = try site.signedIn("elodie@ville.example", password)
        #expect(try site.count("SELECT count(*) FROM credential WHERE phc LIKE '%m=8,%'") == 1)
        _ = try site.signedIn("elodie@ville.example", password)
    }

    @Test func `no token and no typed address is stored`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        let signedIn = try site.signedIn("elodie@ville.example", password)
        _ = try site.signIn("secret-typed-in-the-wrong-field", "x")
        var bytes: [UInt8] = []
        for name in site.folder.names { bytes += try site.folder.read(name) }
        for secret in [signedIn.sessionToken, signedIn.deviceToken, "secret-typed-in-the-wrong-field", password] {
            #expect(bytes.firstRange(of: Array(secret.utf8)) == nil)
        }
        #expect(bytes.firstRange(of: Array("elodie@ville.example".utf8)) != nil)
    }

    @Test func `guessing is slowed down, for unknown addresses alike, and told until when`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        for email in ["elodie@ville.example", "nobody@ville.example"] {
            for _ in 1...3 { #expect(try site.signIn(email, "wrong").isRefused) }
            #expect(try site.signIn(email, password).delayEnd == now + 15)
        }
        #expect(try site.signIn("elodie@ville.example", password, at: now + 16).isSignedIn)
        #expect(try site.signIn("elodie@ville.example", "wrong", at: now + 17).isRefused)
    }

    @Test func `a throttled attempt spends no hash, and many of them leave one event`() throws {
        let site = try TestSite()
        for _ in 1...3 { _ = try site.signIn("nobody@ville.example", "wrong") }
        for _ in 1...20 { #expect(try site.signIn("nobody@ville.example", "wrong").delayEnd != nil) }
        #expect(try site.count("SELECT count(*) FROM sign_in_event") == 4)
        #expect(try site.count("SELECT count(*) FROM sign_in_event WHERE kind = 'blocked'") == 1)
    }

    @Test func `strangers cannot lock the owner out of a device that signed in before`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        let signedIn = try site.signedIn("elodie@ville.example", password)
        let home = Client.desk.with(device: signedIn.deviceToken)
        for hour in 0..<30 { _ = try site.signIn("elodie@ville.example", "wrong", at: now + Double(hour) * 60) }
        #expect(try site.signIn("elodie@ville.example", password, at: now + 1800).delayEnd != nil)
        #expect(try site.signIn("elodie@ville.example", password, from: home, at: now + 1800).isSignedIn)
    }

    @Test func `a known device has delays of its own, and is known for its own accounts only`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        try site.person("karim@ville.example", password: password)
        let signedIn = try site.signedIn("elodie@ville.example", password)
        let home = Client.desk.with(device: signedIn.deviceToken)
        for _ in 1...3 { _ = try site.signIn("elodie@ville.example", "wrong", from: home) }
        #expect(try site.signIn("elodie@ville.example", password, from: home).delayEnd == now + 15)
        #expect(try site.signIn("elodie@ville.example", password).isSignedIn)
        for _ in 1...3 { _ = try site.signIn("karim@ville.example", "wrong") }
        #expect(try site.signIn("karim@ville.example", password, from: home).delayEnd == now + 15)
    }

    @Test func `a made-up device token is not taken over`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        let planted = Randomness.system.token()
        let signedIn = try site.signedIn("elodie@ville.example", password, from: .desk.with(device: planted))
        #expect(signedIn.deviceToken != planted)
        let again = try site.signedIn("elodie@ville.example", password, from: .desk.with(device: signedIn.deviceToken))
        #expect(again.deviceToken == signedIn.deviceToken)
    }

    @Test func `one address may try three hundred times a minute, whatever it types`() throws {
        let site = try TestSite()
        for index in 0..<300 { #expect(try site.signIn("person\(index)@ville.example", "wrong").isRefused) }
        #expect(try site.signIn("person300@ville.example", "wrong").delayEnd == now + 60)
        #expect(try site.signIn("person301@ville.example", "wrong", at: now + 60).isRefused)
    }

    @Test(arguments: [2, 4, 8, 16])
    func `parallel guesses are counted one by one`(_ count: Int) async throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        let outcomes = try await inParallel(count) { _ in try site.signIn("elodie@ville.example", "wrong") }
        #expect(outcomes.count(where: \.isRefused) == min(count, 3))
        #expect(outcomes.count { $0.delayEnd != nil } == max(0, count - 3))
    }
}
