import Database
import Directory
import FoundationEssentials
import Testing

@testable import Accounts

@Suite struct `A session` {
    let password = "tracteur lilas 7 gommes"
    let now = TestSite.morning
    let site: TestSite
    let user: ID<User>
    let token: String

    init() throws {
        site = try TestSite()
        user = try site.person("elodie@ville.example", password: password)
        token = try site.signedIn("elodie@ville.example", password).sessionToken
    }

    func lives(at moment: Date) throws -> Bool { try site.accounts.session(token: token, at: moment) != nil }

    @Test func `is found by its token and by nothing else`() throws {
        #expect(try lives(at: now))
        #expect(try site.accounts.session(token: nil, at: now) == nil)
        #expect(try site.accounts.session(token: "", at: now) == nil)
        #expect(
            try site.accounts.session(token: (token.hasPrefix("A") ? "B" : "A") + token.dropFirst(), at: now) == nil)
        #expect(try site.accounts.session(token: token + "A", at: now) == nil)
    }

    @Test func `ends when nothing is asked of it for two hours`() throws {
        #expect(try lives(at: now + 7199))
        #expect(try lives(at: now + 7199 + 7199))
        #expect(try !lives(at: now + 7199 + 7199 + 7201))
    }

    @Test func `ends after ten hours whatever is asked of it`() throws {
        for hour in 1..<10 { #expect(try lives(at: now + Double(hour) * 3600)) }
        #expect(try !lives(at: now + 36_000))
    }

    @Test func `writes that it was seen once a minute at most`() throws {
        let before = try site.accounts.session(token: token, at: now + 59)
        #expect(before?.lastSeenAt == now)
        _ = try site.accounts.session(token: token, at: now + 60)
        #expect(try site.accounts.session(token: token, at: now + 61)?.lastSeenAt == now + 60)
    }

    @Test func `ends with its person's account`() throws {
        try site.run("UPDATE user SET state = 'suspended'")
        #expect(try !lives(at: now))
        try site.run("UPDATE user SET state = 'active'")
        #expect(try lives(at: now))
        try site.run("UPDATE user SET departs_at = \(now + 100)")
        #expect(try lives(at: now + 99))
        #expect(try !lives(at: now + 100))
        try site.run("UPDATE user SET departs_at = NULL, deleted_at = \(now)")
        #expect(try !lives(at: now))
    }

    @Test func `can be ended by its number, by its owner only, or with all others`() throws {
        let other = try site.person("karim@ville.example")
        let second = try site.signedIn("elodie@ville.example", password, at: now + 1)
        let third = try site.signedIn("elodie@ville.example", password, at: now + 2)
        #expect(try site.accounts.sessions(of: user, at: now + 3).map(\.createdAt) == [now + 2, now + 1, now])
        #expect(try !site.accounts.endSession(second.session.id, of: other, at: now + 3))
        #expect(try site.accounts.endSession(second.session.id, of: user, at: now + 3))
        #expect(try site.accounts.session(token: second.sessionToken, at: now + 3) == nil)
        #expect(try site.accounts.endSessions(of: user, except: third.session.id, at: now + 3) == 1)
        #expect(try !lives(at: now + 3))
        #expect(try site.accounts.session(token: third.sessionToken, at: now + 3) != nil)
        try site.accounts.endSession(third.session, from: .desk, at: now + 4)
        #expect(try site.accounts.sessions(of: user, at: now + 4).isEmpty)
    }

    @Test func `is one of fifty at most`() throws {
        var figures = AccountsFigures()
        figures.sessionsPerPerson = 3
        let site = try TestSite(figures: figures)
        let user = try site.person("elodie@ville.example", password: password)
        for second in 0..<5 { _ = try site.signedIn("elodie@ville.example", password, at: now + Double(second)) }
        #expect(try site.accounts.sessions(of: user, at: now + 5).map(\.createdAt) == [now + 4, now + 3, now + 2])
    }

    @Test func `remembers for which structure an application was opened`() throws {
        try site.run("INSERT INTO structure (kind, name, created_at) VALUES ('principal', 'Ville de Valmont', 0)")
        try site.run(
            "INSERT INTO structure (kind, name, created_at, parent) VALUES ('attached', 'CCAS de Valmont', 0, 1)")
        try site.run("INSERT INTO application (slug, name) VALUES ('bip', 'BIP')")
        let session = try #require(try site.accounts.session(token: token, at: now))
        let bip = ID<Application>(1)
        #expect(try site.accounts.rememberedStructure(for: bip, in: session) == nil)
        try site.accounts.remember(ID(1), for: bip, in: session)
        try site.accounts.remember(ID(2), for: bip, in: session)
        #expect(try site.accounts.rememberedStructure(for: bip, in: session) == ID(2))
        try site.accounts.endSession(session, from: .desk, at: now)
        #expect(try site.count("SELECT count(*) FROM session_choice") == 0)
    }

    @Test func `gets a new token and a new moment when the password is typed again`() throws {
        let session = try #require(try site.accounts.session(token: token, at: now + 1000))
        #expect(!session.isRecentlyAuthenticated(at: now + 1000, figures: site.accounts.figures))
        let wrong = try site.accounts.confirm(session, password: "wrong", client: .desk, at: now + 1000)
        guard case .wrongPassword = wrong else { throw Unexpected() }
        let right = try site.accounts.confirm(session, password: password, client: .desk, at: now + 1001)
        guard case .confirmed(let renewed) = right else { throw Unexpected() }
        #expect(try !lives(at: now + 1002))
        let after = try #require(try site.accounts.session(token: renewed, at: now + 1002))
        #expect(after.id == session.id)
        #expect(after.authenticatedAt == now + 1001)
    }

    @Test func `is no free guess at the password`() throws {
        let session = try #require(try site.accounts.session(token: token, at: now))
        for _ in 1...3 { _ = try site.accounts.confirm(session, password: "wrong", client: .desk, at: now) }
        let fourth = try site.accounts.confirm(session, password: password, client: .desk, at: now)
        guard case .throttled(let until) = fourth else { throw Unexpected() }
        #expect(until == now + 15)
    }

    @Test func `survives a change of password alone`() throws {
        let other = try site.signedIn("elodie@ville.example", password)
        let session = try #require(try site.accounts.session(token: token, at: now))
        let weak = try site.accounts.changePassword(
            session, current: password, new: "azertyuiop12", client: .desk, at: now)
        guard case .refused = weak else { throw Unexpected() }
        let change = try site.accounts.changePassword(
            session, current: password, new: "gommes lilas 8 wagons", client: .desk, at: now)
        guard case .changed(let renewed) = change else { throw Unexpected() }
        #expect(try site.accounts.session(token: other.sessionToken, at: now) == nil)
        #expect(try site.accounts.session(token: renewed, at: now) != nil)
        #expect(try site.signIn("elodie@ville.example", password).isRefused)
        #expect(try site.signIn("elodie@ville.example", "gommes lilas 8 wagons").isSignedIn)
    }
}
