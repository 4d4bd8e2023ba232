import Database
import Directory
import FoundationEssentials
import Testing

@testable import Accounts

@Suite struct `A link` {
    let password = "tracteur lilas 7 gommes"
    let now = TestSite.morning
    let site: TestSite
    let user: ID<User>

    init() throws {
        site = try TestSite()
        user = try site.person("elodie@ville.example")
    }

    func link() throws -> CreatedLink {
        try site.accounts.createLink(for: user, by: .commandLine("test"), at: now)
    }

    @Test func `is looked at without being used, then used once`() throws {
        let link = try link()
        #expect(link.link.purpose == .activation)
        #expect(link.link.expiresAt == now + 7 * 86_400)
        for _ in 1...3 { #expect(try site.accounts.peekLink(link.token, at: now) == .usable(link.link)) }
        guard case .signedIn(let signedIn) = try use(link.token) else { throw Unexpected() }
        #expect(try site.accounts.session(token: signedIn.sessionToken, at: now)?.user == user)
        #expect(try site.accounts.peekLink(link.token, at: now) == .used)
        guard case .unusable(.used) = try use(link.token) else { throw Unexpected() }
        #expect(try site.signIn("elodie@ville.example", password).isSignedIn)
    }

    @Test func `survives a password that is not good enough`() throws {
        let link = try link()
        guard case .refused(let reasons) = try use(link.token, password: "short") else { throw Unexpected() }
        #expect(reasons == [.tooShort(minimum: 12)])
        #expect(try site.accounts.peekLink(link.token, at: now) == .usable(link.link))
    }

    @Test func `ends with its time`() throws {
        let link = try link()
        #expect(try site.accounts.peekLink(link.token, at: now + 7 * 86_400) == .expired)
        guard case .unusable(.expired) = try use(link.token, at: now + 7 * 86_400) else { throw Unexpected() }
    }

    @Test func `ends when a newer one is made`() throws {
        let older = try link()
        let newer = try link()
        #expect(try site.accounts.peekLink(older.token, at: now) == .expired)
        #expect(try site.accounts.peekLink(newer.token, at: now) == .usable(newer.link))
    }

    @Test func `is worth nothing for a suspended or deleted account`() throws {
        let link = try link()
        try site.run("UPDATE user SET state = 'suspended'")
        #expect(try site.accounts.peekLink(link.token, at: now) == .unknown)
        guard case .unusable(.unknown) = try use(link.token) else { throw Unexpected() }
    }

    @Test func `resets a password, ends sessions, and the device that opened it is known`() throws {
        guard case .signedIn(let first) = try use(try link().token) else { throw Unexpected() }
        let reset = try link()
        #expect(reset.link.purpose == .reset)
        #expect(reset.link.expiresAt == now + 3600)
        guard case .signedIn(let second) = try use(reset.token, password: "gommes lilas 8 wagons") else {
            throw Unexpected()
        }
        #expect(try site.accounts.session(token: first.sessionToken, at: now) == nil)
        for _ in 1...3 { _ = try site.signIn("elodie@ville.example", "wrong") }
        let known = Client.desk.with(device: second.deviceToken)
        #expect(try site.signIn("elodie@ville.example", "gommes lilas 8 wagons", from: known).isSignedIn)
        #expect(try site.signIn("elodie@ville.example", password, from: known).isRefused)
    }

    @Test(arguments: [2, 4, 8, 16])
    func `succeeds exactly once of parallel uses`(_ count: Int) async throws {
        for _ in 1...5 {
            let token = try link().token
            let outcomes = try await inParallel(count) { index in
                try use(token, password: "tracteur lilas \(index) gommes")
            }
            let successes = outcomes.count { if case .signedIn = $0 { true } else { false } }
            #expect(successes == 1)
        }
    }

    private func use(
        _ token: String, password: String? = nil, at moment: Date? = nil
    ) throws -> LinkOutcome {
        try site.accounts.useLink(token, password: password ?? self.password, client: .desk, at: moment ?? now)
    }
}
