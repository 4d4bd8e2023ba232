import FoundationEssentials
import Testing

@testable import Accounts

/// The clock of a server jumps: a machine that slept, a wrong time that is put right.
@Suite struct `A clock that jumps` {
    let password = "tracteur lilas 7 gommes"
    let now = TestSite.morning

    @Test func `back by an hour ends no session, and the session goes on when it is put right`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        let token = try site.signedIn("elodie@ville.example", password).sessionToken
        #expect(try site.accounts.session(token: token, at: now - 3_600) != nil)
        #expect(try site.accounts.session(token: token, at: now + 60) != nil)
        #expect(try site.signIn("elodie@ville.example", password, at: now - 3_600).isSignedIn)
    }

    @Test func `forward by a day ends sessions, and whoever comes signs in again`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        let token = try site.signedIn("elodie@ville.example", password).sessionToken
        #expect(try site.accounts.session(token: token, at: now + 86_400) == nil)
        #expect(try site.signIn("elodie@ville.example", password, at: now + 86_400).isSignedIn)
        // Put right again: what began in the future is a session still.
        #expect(try site.signIn("elodie@ville.example", password, at: now).isSignedIn)
    }

    @Test func `back by an hour opens no delay of a guesser`() throws {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        for _ in 0..<3 { #expect(try site.signIn("elodie@ville.example", "wrong").isRefused) }
        #expect(try site.signIn("elodie@ville.example", "wrong", at: now - 3_600).delayEnd != nil)
    }
}
