import Database
import Directory
import FoundationEssentials
import Testing

@testable import Accounts

@Suite struct `What keeps somebody from signing in` {
    let password = "tracteur lilas 7 gommes"
    let now = TestSite.morning

    private func user(_ site: TestSite, _ email: String) throws -> User {
        try #require(try site.accounts.directory.read { view in try view.user(email: email) })
    }

    @Test func `is counted since the last sign-in`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        let elodie = try user(site, "elodie@ville.example")
        #expect(try site.accounts.hindrances(of: elodie, at: now).wrongPasswords == 0)
        _ = try site.signIn("elodie@ville.example", "wrong", at: now)
        _ = try site.signIn("elodie@ville.example", "wrong", at: now + 1)
        let slowed = try site.accounts.hindrances(of: elodie, at: now + 2)
        #expect(slowed.wrongPasswords == 2)
        #expect(slowed.waitsUntil == nil, "two failures cost no delay")
        _ = try site.signedIn("elodie@ville.example", password, at: now + 60)
        #expect(try site.accounts.hindrances(of: elodie, at: now + 61).wrongPasswords == 0)
    }

    @Test func `is a wait as long as an attempt would meet, of unknown browsers and of known ones`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        let elodie = try user(site, "elodie@ville.example")
        for second in 0..<3 { _ = try site.signIn("elodie@ville.example", "wrong", at: now + Double(second)) }
        #expect(try site.accounts.hindrances(of: elodie, at: now + 3).waitsUntil == now + 2 + 15)
        #expect(try site.accounts.hindrances(of: elodie, at: now + 17).waitsUntil == nil)
        #expect(try site.accounts.wait(typing: " Elodie@ville.example", at: now + 3) == now + 2 + 15)
        #expect(try site.accounts.wait(typing: "nobody@ville.example", at: now + 3) == nil)
        let before = try site.count("SELECT count(*) FROM throttle")
        #expect(before == 1, "looking counts nothing")
    }

    @Test func `is lifted by the operator, who is told of in the journal, and by nobody else`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        let elodie = try user(site, "elodie@ville.example")
        for second in 0..<4 { _ = try site.signIn("elodie@ville.example", "wrong", at: now + Double(second * 20)) }
        let moment = now + 61
        #expect(throws: AccountsError.self) {
            _ = try site.accounts.liftWait(of: elodie.id, by: .user(elodie.id), at: moment)
        }
        #expect(try site.accounts.hindrances(of: elodie, at: moment).waitsUntil != nil)
        #expect(try site.accounts.liftWait(of: elodie.id, by: .commandLine("test"), at: moment))
        #expect(try site.accounts.hindrances(of: elodie, at: moment).waitsUntil == nil)
        #expect(try !site.accounts.liftWait(of: elodie.id, by: .commandLine("test"), at: moment))
        #expect(try site.count("SELECT count(*) FROM journal WHERE kind = 'signInWaitLifted'") == 1)
        _ = try site.signedIn("elodie@ville.example", password, at: moment)
    }
}
