import Database
import Directory
import FoundationEssentials
import Mail
import TestMail
import Testing

@testable import Accounts

/// Mail that comes back: whose address is marked, and who cannot make us mark anybody.
@Suite struct `A mail that came back` {
    let now = TestSite.morning
    let site: TestSite
    let town: ID<Structure>
    let referent: ID<User>
    let user: ID<User>

    init() throws {
        site = try TestSite()
        (town, referent) = try site.townWithReferent()
        user = try site.accounts.addUser(
            "elodie@ville.example", givenName: "Élodie", familyName: "Barbier", to: town, by: .user(referent), at: now)
        try site.run("UPDATE mail SET state = 'sent', bytes = NULL, link = NULL, finished_at = written_at")
    }

    private func messageID() throws -> String {
        try #require(
            try site.database.read { connection in
                try connection.one("SELECT message_id FROM mail ORDER BY id DESC LIMIT 1") { try $0.text(0) }
            })
    }

    private func report(_ id: String, action: String = "failed", status: String = "5.1.1") -> ReturnedMail {
        let text = """
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822; elodie@ville.example
            Action: \(action)
            Status: \(status)
            Diagnostic-Code: smtp; 550 no such user

            --b
            Content-Type: text/rfc822-headers

            Message-ID: <\(id)>

            --b--
            """
        return ReturnedMail(Array(text.utf8))
    }

    private func note(_ returned: ReturnedMail, after seconds: Double = 60) throws -> ReturnNoted {
        try site.accounts.note(returned, by: .commandLine("test"), at: now + seconds)
    }

    private func unreachable() throws -> Unreachable? {
        let user = user
        return try site.accounts.directory.read { view in try view.unreachable(user) }
    }

    private func told() throws -> Int {
        try site.accounts.directory.read { try $0.journal(limit: 50) }.count { $0.kind == .addressUnreachable }
    }

    @Test func `marks the address, tells it once in the journal, in the list and where the invitation stands`() throws {
        let id = try messageID()
        guard case .unreachable(let person, .noMailbox) = try note(report(id)) else { throw Unexpected() }
        #expect(person.id == user)
        #expect(try unreachable()?.detail == "550 no such user")
        #expect(try site.accounts.invitation(of: user)?.asksForCorrection == true)
        _ = try note(report(id, status: "5.2.2"), after: 120)
        #expect(try unreachable()?.reason == .full)
        #expect(try told() == 1)
        let (now, referent) = (now, referent)
        let (rows, count) = try site.accounts.directory.read { view in
            let scope = Scope.referent(referent, at: now)
            var list = UserList(scope: scope)
            list.view = .unreachable
            let moment = try view.listMoment(now)
            return (
                try view.users(list, at: moment).rows,
                try view.userCounts(in: scope, at: moment, views: [.unreachable])[.unreachable]
            )
        }
        #expect(rows.map(\.user.id) == [user] && rows.allSatisfy(\.isUnreachable) && count == 1)
    }

    @Test func `is seen in the journal by the referent of the person`() throws {
        _ = try note(report(try messageID()))
        let (now, referent) = (now, referent)
        let seen = try site.accounts.directory.read { view in
            try view.journal(in: .referent(referent, at: now), kind: .addressUnreachable, limit: 5)
        }
        #expect(seen.count == 1)
    }

    @Test func `must be one of ours, and have failed`() throws {
        let id = try messageID()
        #expect(try note(report("0123456789abcdef0123456789abcdef@cig.example")) == .notOurs)
        #expect(try note(report("elodie@ville.example")) == .notOurs)
        #expect(try note(report("")) == .notOurs)
        #expect(try note(report("%")) == .notOurs)
        #expect(try note(report(id, action: "delayed")) == .nothingToNote)
        #expect(try note(report(id, action: "relayed")) == .nothingToNote)
        #expect(try note(ReturnedMail(Array("Subject: Absence\n\nIn-Reply-To: <\(id)>".utf8))) == .noReport)
        #expect(try unreachable() == nil)
        #expect(try told() == 0)
    }

    @Test func `says nothing of an address that was corrected, or of somebody who is gone`() throws {
        let id = try messageID()
        try site.accounts.changeAddress(of: user, to: "elodie.b@ville.example", by: .user(referent), at: now + 30)
        #expect(try note(report(id)) == .addressGone)
        #expect(try unreachable() == nil)
    }

    @Test func `is forgotten with another address`() throws {
        _ = try note(report(try messageID()))
        try site.accounts.changeAddress(of: user, to: "elodie.b@ville.example", by: .user(referent), at: now + 90)
        #expect(try unreachable() == nil)
    }

    @Test func `is forgotten when somebody responsible writes again, and not when a stranger asks`() throws {
        _ = try note(report(try messageID()))
        _ = try site.accounts.askForLink(
            to: try EmailAddress("elodie@ville.example"), client: .desk, at: now + 4_000)
        #expect(try site.accounts.answerAskedLinks(at: now + 4_001) == 1)
        #expect(try unreachable() != nil)
        _ = try site.accounts.invite(user, by: .user(referent), at: now + 9_000)
        #expect(try unreachable() == nil)
    }

    @Test func `is forgotten when the person used a link`() throws {
        _ = try note(report(try messageID()))
        let link = try site.accounts.createLink(for: user, by: .commandLine("test"), at: now + 90)
        guard
            case .signedIn = try site.accounts.useLink(
                link.token, password: "tracteur lilas 7 gommes", client: .desk, at: now + 100)
        else { throw Unexpected() }
        #expect(try unreachable() == nil)
    }

    @Test func `stops reminders`() throws {
        _ = try note(report(try messageID()))
        #expect(try site.accounts.remind(at: now + 2 * 86_400 + 60) == 0)
        #expect(try site.accounts.invitation(of: user)?.nextReminder == now + 5 * 86_400)
    }
}
