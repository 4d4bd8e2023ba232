import Crypto
import Database
import FoundationEssentials
import Testing

@testable import Accounts

/// What a guesser learns and spoils: nothing of the accounts, and nothing for others.
@Suite struct Guessing {
    let password = "tracteur lilas 7 gommes"

    @Test func `no state of an account can be told by the time of its refusal`() throws {
        // The smallest hash: nothing hides what else the states would cost.
        let site = try TestSite()
        let states = ["known", "fresh", "suspended", "unknown"]
        for state in states.dropLast() {
            try site.person("\(state)@ville.example", password: state == "fresh" ? nil : password)
        }
        try site.run("UPDATE user SET state = 'suspended' WHERE email = 'suspended@ville.example'")
        let clock = ContinuousClock()
        var times: [String: [Duration]] = [:]
        for round in 0..<2_000 {
            // A day later each time, so that the throttle lets every guess be looked at.
            let now = TestSite.morning + TimeInterval(round) * 86_400
            for offset in states.indices {
                // In turn, so that what else the machine does falls on all alike.
                let state = states[(round + offset) % states.count]
                var refused = false
                let spent = try clock.measure {
                    refused = try site.signIn("\(state)@ville.example", "wrong", at: now).isRefused
                }
                #expect(refused)
                times[state, default: []].append(spent)
            }
        }
        let medians = times.mapValues { $0.sorted()[$0.count / 2] }
        let (fastest, slowest) = (try #require(medians.values.min()), try #require(medians.values.max()))
        #expect(slowest - fastest < .milliseconds(1), "\(medians)")
    }

    @Test func `a town hall behind one address signs in unhindered while a guesser elsewhere is stopped`() throws {
        let site = try TestSite()
        let people = (0..<250).map { "agent\($0)@ville.example" }
        for email in people { try site.person(email, password: password) }
        let townHall = Client(address: "192.0.2.1", userAgent: nil, deviceToken: nil)
        let guesser = Client(address: "203.0.113.9", userAgent: nil, deviceToken: nil)
        var looked = 0
        for (index, email) in people.enumerated() {
            let now = TestSite.morning + TimeInterval(index) * 60 / 250  // all within one minute
            for guess in 0..<4
            where try site.signIn("autre\(index)-\(guess)@ville.example", "Convergences2026!", from: guesser, at: now)
                .isRefused
            {
                looked += 1
            }
            #expect(try site.signIn(email, password, from: townHall, at: now).isSignedIn, "\(email)")
        }
        #expect(looked == 300, "of 1,000 guesses within a minute three hundred are looked at")
    }

    @Test func `one who guesses at one account gets twenty-five tries a day, and its owner's device none the fewer`()
        throws
    {
        let site = try TestSite()
        try site.person("elodie@ville.example", password: password)
        let own = try site.signedIn("elodie@ville.example", password)
        var looked = 0
        var now = TestSite.morning
        let guesser = Client(address: "203.0.113.9", userAgent: nil, deviceToken: nil)
        while now < TestSite.morning + 86_400 {
            now += 60
            if try site.signIn("elodie@ville.example", "wrong", from: guesser, at: now).isRefused { looked += 1 }
        }
        #expect(looked <= 25 && looked > 5, "\(looked)")
        let device = Client.desk.with(device: own.deviceToken)
        #expect(try site.signIn("elodie@ville.example", password, from: device, at: now).isSignedIn)
    }
}
