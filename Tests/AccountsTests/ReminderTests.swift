import Database
import Directory
import FoundationEssentials
import Mail
import TestMail
import Testing

@testable import Accounts

@Suite struct `Reminders` {
    let now = TestSite.morning
    let day: TimeInterval = 86_400
    let site: TestSite
    let user: ID<User>

    init() throws {
        site = try TestSite()
        let site = site
        let town = try site.accounts.directory.change(by: .commandLine("test"), at: now - 86_400) { change in
            try change.addStructure("Ville de Valmont", domains: ["ville.example"])
        }
        user = try site.accounts.addUser(
            "elodie@ville.example", givenName: "Élodie", familyName: "Barbier", to: town, by: .commandLine("test"),
            at: now)
    }

    func kinds() throws -> [MailKind] { try site.database.writtenMails().map(\.kind) }

    @Test func `come after two and five days, each once, with a link that ends with the invitation`() throws {
        #expect(try site.accounts.remind(at: now + 2 * day - 1) == 0)
        #expect(try site.accounts.remind(at: now + 2 * day) == 1)
        #expect(try site.accounts.remind(at: now + 2 * day + 60) == 0)
        let first = try #require(try site.database.writtenMails().last?.token)
        guard case .usable(let link) = try site.accounts.peekLink(first, at: now + 3 * day) else { throw Unexpected() }
        #expect(link.expiresAt == now + 7 * day)
        #expect(try site.accounts.remind(at: now + 5 * day) == 1)
        #expect(try site.accounts.remind(at: now + 6.9 * day) == 0)
        #expect(try kinds() == [.invitation, .reminder, .reminder])
        #expect(try site.accounts.peekLink(first, at: now + 5 * day) == .expired)
        let standing = try #require(try site.accounts.invitation(of: user))
        #expect(standing.reminders == 2 && standing.nextReminder == nil && standing.endsAt == now + 7 * day)
    }

    @Test func `that were missed are not made up for two at a time, nor when the link would hardly live`() throws {
        #expect(try site.accounts.remind(at: now + 5.5 * day) == 1)
        #expect(try site.accounts.remind(at: now + 5.6 * day) == 0)
        #expect(try kinds() == [.invitation, .reminder])
        let other = try site.person("karim@ville.example")
        _ = try site.accounts.invite(other, by: .commandLine("test"), at: now)
        #expect(try site.accounts.remind(at: now + 6.8 * day) == 0)
        #expect(try kinds().count == 3)
    }

    @Test func `end with the password, the suspension and the account`() throws {
        let token = try #require(try site.database.writtenMails().last?.token)
        let karim = try site.person("karim@ville.example")
        let fatou = try site.person("fatou@ville.example")
        for person in [karim, fatou] { _ = try site.accounts.invite(person, by: .commandLine("test"), at: now) }
        _ = try site.accounts.useLink(token, password: "tracteur lilas 7 gommes", client: .desk, at: now + 60)
        try site.accounts.directory.change(by: .commandLine("test"), at: now + 60) { try $0.suspendUser(karim) }
        try site.accounts.directory.change(by: .commandLine("test"), at: now + 60) { try $0.deleteUser(fatou) }
        #expect(try site.accounts.remind(at: now + 2 * day) == 0)
    }

    @Test func `of many wait for room among the mails, and nothing is lost`() throws {
        try site.run("UPDATE mail_queue SET waiting = 20010")
        #expect { try site.accounts.remind(at: now + 2 * day) } throws: {
            if case AccountsError.mail(.queueFull) = $0 { true } else { false }
        }
        try site.run("UPDATE mail_queue SET waiting = 1")
        #expect(try site.accounts.remind(at: now + 2 * day + 300) == 1)
    }

    @Test func `are written once by two processes at the same moment`() async throws {
        for number in 1...40 {
            let person = try site.person("agent\(number)@ville.example")
            _ = try site.accounts.invite(person, by: .commandLine("test"), at: now)
        }
        let moment = now + 2 * day
        let counts = try await inParallel(4) { [site] _ in try site.accounts.remind(at: moment) }
        #expect(counts.reduce(0, +) == 41)
        #expect(try kinds().count { $0 == .reminder } == 41)
    }
}
