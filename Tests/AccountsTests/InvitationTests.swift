import Database
import Directory
import FoundationEssentials
import Mail
import Markup
import TestMail
import Testing

@testable import Accounts

@Suite struct `An invitation` {
    let now = TestSite.morning
    let site: TestSite
    let town: ID<Structure>
    let referent: ID<User>

    init() throws {
        site = try TestSite()
        (town, referent) = try site.townWithReferent()
    }

    func add(_ email: String = "elodie@ville.example", at moment: Date? = nil) throws -> ID<User> {
        try site.accounts.addUser(
            email, givenName: "Élodie", familyName: "Barbier", to: town, by: .user(referent), at: moment ?? now)
    }

    func mails() throws -> [WrittenMail] { try site.database.writtenMails() }

    @Test func `is written with the account, leads to the password, and is over with it`() throws {
        let user = try add()
        let mail = try #require(try mails().first)
        #expect(mail.kind == .invitation && mail.address == "elodie@ville.example" && mail.recipient == user.rawValue)
        let standing = try #require(try site.accounts.invitation(of: user))
        #expect(standing.endsAt == now + 7 * 86_400 && standing.nextReminder == now + 2 * 86_400)
        #expect(standing.lastMail?.state == .queued)
        let link = try #require(mail.link)
        #expect(link.hasPrefix("https://auth.test/bienvenue/"))
        let outcome = try site.accounts.useLink(
            try #require(mail.token), password: "tracteur lilas 7 gommes", client: .desk, at: now + 60)
        guard case .signedIn(let signedIn) = outcome else { throw Unexpected() }
        #expect(signedIn.session.user == user)
        #expect(try site.accounts.invitation(of: user) == nil)
        // The link was used before the mail left: it is not sent any more.
        #expect(try mails().map(\.state) == ["cancelled"])
        #expect(
            try site.accounts.directory.read { try $0.journal(limit: 9) }.contains { $0.kind == .invitationCreated })
    }

    @Test func `does not stay when the account is not added`() throws {
        struct Stop: Error {}
        #expect(throws: AccountsError.self) {
            try site.accounts.addUser(
                "elodie@ville.example", givenName: "Élodie", familyName: "Barbier", to: town, by: .user(referent),
                at: now
            ) { _, _ in throw AccountsError.hashing }
        }
        #expect(throws: AccountsError.self) { try add("elodie@elsewhere.example") }
        #expect(try mails().isEmpty)
        #expect(try site.count("SELECT count(*) FROM user WHERE given_name = 'Élodie'") == 0)
    }

    @Test func `sent twice within a minute is sent once, later it replaces the first`() throws {
        let user = try add()
        guard case .sentJustBefore = try site.accounts.invite(user, by: .user(referent), at: now + 10) else {
            throw Unexpected()
        }
        #expect(try mails().count == 1)
        let first = try #require(try mails()[0].token)
        guard case .sent(let created) = try site.accounts.invite(user, by: .user(referent), at: now + 3600) else {
            throw Unexpected()
        }
        #expect(try mails().map(\.state) == ["cancelled", "queued"])
        #expect(try site.accounts.peekLink(first, at: now + 3601) == .expired)
        #expect(try site.accounts.peekLink(created.token, at: now + 3601) == .usable(created.link))
    }

    @Test func `is refused in words when too many mails wait, and changes nothing`() throws {
        let user = try add()
        try site.run("UPDATE mail_queue SET waiting = 20010")
        #expect {
            try site.accounts.invite(user, by: .user(referent), at: now + 3600)
        } throws: { if case AccountsError.mail(.queueFull) = $0 { true } else { false } }
        #expect(try mails().map(\.state) == ["queued"])
        #expect(throws: AccountsError.self) { try add("karim@ville.example") }
        #expect(try site.count("SELECT count(*) FROM user WHERE email = 'karim@ville.example'") == 0)
        // What people wait for, and what they must hear of, still goes through.
        let own = try site.person("claire@ville.example", password: "tracteur lilas 7 gommes")
        guard case .sent = try site.accounts.sendLink(to: own, by: .commandLine("test"), at: now) else {
            throw Unexpected()
        }
    }

    @Test func `is no affair of a referent of another structure`() throws {
        let user = try add()
        let other = try site.accounts.directory.change(by: .commandLine("test"), at: now) { change in
            let other = try change.addStructure("Ville de Montreuil", domains: ["montreuil.example"])
            let omar = try change.addUser("omar@montreuil.example", givenName: "Omar", familyName: "Haddad", to: other)
            try change.designateReferent(omar, of: other)
            return omar
        }
        #expect {
            try site.accounts.invite(user, by: .user(other), at: now + 3600)
        } throws: { if case AccountsError.directory(.notFound) = $0 { true } else { false } }
    }

    @Test func `goes to the corrected address when there is no password yet`() throws {
        let user = try add()
        let first = try #require(try mails()[0].token)
        let written = try site.accounts.changeAddress(
            of: user, to: "elodie.barbier@ville.example", by: .user(referent), at: now + 30)
        #expect(written == .invitation)
        #expect(try mails().map(\.state) == ["cancelled", "queued"])
        #expect(try mails()[1].address == "elodie.barbier@ville.example")
        #expect(try site.accounts.peekLink(first, at: now + 31) == .expired)
    }

    @Test func `is void when the person is suspended or deleted, and forgotten when they are erased`() throws {
        let user = try add()
        let token = try #require(try mails()[0].token)
        try site.accounts.directory.change(by: .user(referent), at: now + 30) { try $0.suspendUser(user) }
        #expect(try mails().map(\.state) == ["cancelled"])
        #expect(try site.accounts.peekLink(token, at: now + 31) == .unknown)
        let other = try add("karim@ville.example", at: now + 40)
        try site.accounts.directory.change(by: .user(referent), at: now + 50) { try $0.deleteUser(other) }
        #expect(try mails().map(\.state) == ["cancelled", "cancelled"])
        #expect(try site.accounts.invitation(of: other) == nil)
        try site.accounts.directory.change(by: .program(.housekeeping), at: now + 70) {
            try $0.eraseUsers(deletedBefore: now + 60).count
        }
        #expect(try mails().map(\.recipient) == [user.rawValue])
    }

    @Test func `says in one sentence where it stands`() throws {
        let user = try add()
        func sentence() throws -> String {
            try #require(try site.accounts.invitation(of: user)).sentence(at: now + 3600).fr
        }
        #expect(try sentence() == "L’invitation part dans un instant.")
        try site.run("UPDATE mail SET state = 'sent', bytes = NULL, link = NULL, finished_at = \(now)")
        #expect(
            try sentence().hasPrefix(
                "Invitation envoyée aujourd’hui à 10\u{A0}h\u{A0}00, valable jusqu’au 29\u{A0}novembre"))
        try site.run("UPDATE mail SET state = 'failed', trouble = 'refused', detail = '550 no such user'")
        let standing = try #require(try site.accounts.invitation(of: user))
        #expect(standing.hasFailed && standing.asksForCorrection)
        #expect(try sentence().contains("n’a pas été remise à elodie@ville.example"))
    }
}

@Suite struct `Notices` {
    let now = TestSite.morning
    let password = "tracteur lilas 7 gommes"

    @Test func `tell of every change of a password that one has`() throws {
        let site = try TestSite()
        let user = try site.person("elodie@ville.example")
        func mails() throws -> [MailKind] { try site.database.writtenMails().map(\.kind) }
        let first = try site.accounts.createLink(for: user, by: .commandLine("test"), at: now)
        _ = try site.accounts.useLink(first.token, password: password, client: .desk, at: now)
        #expect(try mails().isEmpty)
        let signedIn = try site.signedIn("elodie@ville.example", password)
        let changed = try site.accounts.changePassword(
            signedIn.session, current: password, new: "gommes lilas 8 wagons", client: .desk, at: now + 60)
        guard case .changed = changed else { throw Unexpected() }
        #expect(try mails() == [.passwordChanged])
        let reset = try site.accounts.createLink(for: user, by: .commandLine("test"), at: now + 120)
        _ = try site.accounts.useLink(reset.token, password: password, client: .desk, at: now + 130)
        #expect(try mails() == [.passwordChanged, .passwordChanged])
        _ = try site.accounts.setPassword("wagons lilas 9 tracteurs", of: user, by: .commandLine("test"), at: now + 200)
        #expect(try mails().count == 3)
        #expect(try site.database.writtenMails().allSatisfy { $0.link == nil && $0.address == "elodie@ville.example" })
    }

    @Test func `tell both addresses of a change of address`() throws {
        let site = try TestSite()
        let user = try site.person("elodie@ville.example", password: password)
        let written = try site.accounts.changeAddress(
            of: user, to: "elodie.barbier@ville.example", by: .commandLine("test"), at: now)
        #expect(written == .notices)
        #expect(
            try site.database.writtenMails().map(\.address) == ["elodie@ville.example", "elodie.barbier@ville.example"])
        #expect(
            try site.accounts.changeAddress(
                of: user, to: "elodie.barbier@ville.example", by: .commandLine("test"), at: now) == .none)
    }
}
