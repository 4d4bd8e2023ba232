import Database
import Foundation
import TestServers
import Testing
import Transfer

@testable import Mail

/// The outbox, its worker and a real mail server.
struct OutboxWorkerTests {
    @Test func `a mail goes to the server, with the envelope that bounces come back to`() throws {
        let site = try TestSite()
        let server = try MailServer()
        try site.enqueue()
        try site.run(.server(server)) { try site.entries(.sent).count == 1 }
        let accepted = try #require(try server.accepted().first)
        #expect(accepted.envelope.from.hasPrefix("FROM:<retours@cig.example>"))
        #expect(accepted.envelope.to == "TO:<elodie@ville.example>")
        let mail = try ReadMail(accepted.message)
        #expect(mail.defects == [])
        #expect(mail["Subject"] == ["Créez votre mot de passe"])
        let entry = try #require(try site.entries(.sent).first)
        #expect(entry.attempts == 1)
        #expect(entry.finishedAt == TestSite.morning)
        #expect(try site.standing.lastSent == TestSite.morning)
        #expect(site.reports.all.map { "\($0)" } == ["mail 1 (invitation) sent: 250 2.0.0 Ok: queued as 0001"])
    }

    @Test func `a mail is sent as soon as it is written, long before the next look`() throws {
        let site = try TestSite { $0.poll = 60 }
        let server = try MailServer()
        let worker = site.worker(try .server(server))
        try worker.start()
        usleep(300_000)
        let start = ContinuousClock.now
        try site.enqueue()
        try site.wait { server.count == 1 }
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(worker.stop())
    }

    @Test func `a mail that another process has written is found at the next look`() throws {
        let site = try TestSite()
        let server = try MailServer()
        let worker = site.worker(try .server(server))
        try worker.start()
        let other = try Database(path: site.database.path, checkpointing: .elsewhere)
        let outbox = Outbox(from: .test, randomBytes: TestSite.random)
        let mailbox = Mailbox(try #require(MailAddress("a@b.example")))
        try other.write { (connection) throws(MailError) in
            _ = try outbox.enqueue(.test(), to: mailbox, key: "other", in: connection, at: site.now)
        }
        try site.wait { server.count == 1 }
        #expect(worker.stop())
    }

    @Test func `what somebody waits for goes first`() throws {
        let site = try TestSite()
        for number in 1...5 { try site.enqueue(.test(subject: "invitation \(number)")) }
        try site.enqueue(.test(.passwordReset, subject: "reset"))
        let server = try MailServer()
        try site.run(.server(server)) { server.count == 6 }
        let subjects = try server.accepted().map { try ReadMail($0.message)["Subject"][0] }
        #expect(subjects == ["reset"] + (1...5).map { "invitation \($0)" })
    }

    @Test func `a mail that is put off is tried again after one, five and fifteen minutes`() throws {
        let site = try TestSite()
        try site.enqueue()
        let server = try MailServer([.init(.rcpt, reply: "450 4.7.1 Greylisted", times: 3)])
        let worker = site.worker(try .server(server))
        try worker.start()
        for (attempts, delay) in [(1, 60.0), (2, 300), (3, 900)] {
            try site.wait { try site.entries(.queued).first?.attempts == attempts }
            let entry = try #require(try site.entries(.queued).first)
            #expect(entry.nextAttempt == site.now + delay)
            #expect(entry.trouble == .putOff)
            #expect(entry.detail?.contains("450 4.7.1 Greylisted") == true)
            site.clock.advance(delay - 1)
            usleep(100_000)
            #expect(try site.entries(.queued).first?.attempts == attempts)
            site.clock.advance(1)
        }
        try site.wait { try site.entries(.sent).first?.attempts == 4 }
        #expect(worker.stop())
        #expect(server.count == 1)
        #expect(try site.entries(.sent).first?.trouble == nil)
    }

    @Test func `a mail that is put off does not hold up the others`() throws {
        let site = try TestSite { $0.pause = 60 }
        for number in 1...3 { try site.enqueue(key: "\(number)") }
        let server = try MailServer([.init(.rcpt, reply: "450 4.2.2 Mailbox full", times: 1)])
        try site.run(.server(server)) { server.count == 2 }
        #expect(try site.entries(.queued).count == 1)
    }

    @Test func `a mail that is refused for ever is given up at once, with the reason`() throws {
        let site = try TestSite()
        try site.enqueue()
        let server = try MailServer([.init(.rcpt, reply: "550 5.1.1 No such user")])
        try site.run(.server(server)) { try site.entries(.failed).count == 1 }
        let entry = try #require(try site.entries(.failed).first)
        #expect(entry.attempts == 1)
        #expect(entry.trouble == .refused)
        #expect(entry.detail == "550 5.1.1 No such user")
        #expect(try site.standing.failed == 1)
    }

    @Test func `a server that is down is left alone for a while, and nothing is lost`() throws {
        let site = try TestSite { $0.pause = 60 }
        let server = try MailServer()
        let transport = try Transport.server(server)
        server.stop()
        for number in 1...20 { try site.enqueue(key: "\(number)") }
        let worker = site.worker(transport)
        try worker.start()
        try site.wait { try site.count("SELECT count(*) FROM mail WHERE attempts > 0") > 0 }
        usleep(300_000)
        #expect(try site.count("SELECT sum(attempts) FROM mail") == 1)
        #expect(worker.stop())
        #expect(try site.entries(.queued).count == 20)
        #expect(try site.entries(.queued).last?.trouble == .unreachable)
        let second = try MailServer()
        site.clock.advance(60)
        try site.run(.server(second)) { second.count == 20 }
        #expect(try site.entries(.sent).count == 20)
    }

    @Test func `a day without a server, and the mail is given up visibly`() throws {
        let site = try TestSite()
        let server = try MailServer([.init(.greeting, reply: "421 4.3.2 Not today")])
        try site.enqueue()
        let worker = site.worker(try .server(server))
        try worker.start()
        var attempts = 0
        for _ in 0..<30 where try site.entries(.failed).isEmpty {
            try site.wait {
                try site.count("SELECT sum(attempts) FROM mail") > attempts || !site.entries(.failed).isEmpty
            }
            try site.wait { try site.entries(.sending).isEmpty }
            // Before the clock goes on: from then on the worker may be quicker than this thread.
            attempts = try site.count("SELECT sum(attempts) FROM mail")
            site.clock.advance(3600)
        }
        #expect(worker.stop())
        let entry = try #require(try site.entries(.failed).first)
        #expect(entry.trouble == .serverRefuses)
        #expect(entry.attempts > 20)
        #expect(try #require(entry.finishedAt) <= TestSite.morning + 86_400 + 3600)
    }

    @Test func `a link that has ended is not sent`() throws {
        let site = try TestSite()
        let link = MailMessage.Link(url: "https://x.example/secret", ends: site.now + 3600)
        try site.enqueue(.test(.passwordReset, link: link))
        site.clock.advance(3600)
        let server = try MailServer()
        try site.run(.server(server)) { try site.entries(.failed).count == 1 }
        #expect(server.count == 0)
        #expect(try site.entries(.failed).first?.trouble == .tooLate)
    }

    @Test func `whoever has mended the server need not wait for the next attempt`() throws {
        let site = try TestSite()
        try site.enqueue()
        let server = try MailServer([.init(.mail, reply: "451 4.3.0 Later", times: 1)])
        let worker = site.worker(try .server(server))
        try worker.start()
        try site.wait { try site.entries(.queued).first?.attempts == 1 }
        try site.database.write { (connection) throws(MailError) in
            #expect(try site.outbox.hurry(in: connection, at: site.now) == 1)
        }
        try site.wait { server.count == 1 }
        #expect(worker.stop())
    }

    @Test func `stopping waits for the mail under way and begins no other`() throws {
        let site = try TestSite()
        for number in 1...3 { try site.enqueue(key: "\(number)") }
        let server = try MailServer([.init(.message, wait: 0.5)])
        let worker = site.worker(try .server(server))
        try worker.start()
        try site.wait { server.commands.contains("DATA") }
        #expect(worker.stop())
        #expect(try site.entries(.sent).count == 1)
        #expect(try site.entries(.queued).count == 2)
        #expect(server.count == 1)
        #expect(worker.stop(), "stopping what has stopped")
    }

    @Test func `stopping does not wait for ever`() throws {
        let site = try TestSite()
        try site.enqueue()
        let server = try MailServer([.init(.message, wait: 3)])
        let worker = site.worker(try .server(server))
        try worker.start()
        try site.wait { server.commands.contains("DATA") }
        #expect(!worker.stop(within: .milliseconds(200)))
        #expect(try site.entries(.sending).count == 1)
        // Let the thread end before the folder goes.
        #expect(worker.stop(within: .seconds(10)))
    }

    @Test func `two workers send each mail once`() throws {
        let site = try TestSite()
        for number in 1...40 { try site.enqueue(.test(subject: "mail \(number)"), key: "\(number)") }
        let server = try MailServer()
        let other = try Database(path: site.database.path, checkpointing: .elsewhere)
        let outbox = Outbox(from: .test, figures: site.outbox.figures, randomBytes: TestSite.random)
        let workers = [
            site.worker(try .server(server)), site.worker(try .server(server), outbox: outbox, database: other),
        ]
        for worker in workers { try worker.start() }
        try site.wait { try site.entries(.sent).count == 40 }
        for worker in workers { #expect(worker.stop()) }
        #expect(server.count == 40)
        #expect(Set(try server.accepted().map(\.message)).count == 40)
    }

    @Test func `while the store cannot note that a mail was sent, no other is begun`() throws {
        let site = try TestSite()
        for number in 1...2 { try site.enqueue(key: "\(number)") }
        try site.run(
            "CREATE TRIGGER full BEFORE UPDATE ON mail WHEN NEW.state = 'sent' BEGIN SELECT RAISE(ABORT, 'full'); END")
        let server = try MailServer()
        let worker = site.worker(try .server(server))
        try worker.start()
        try site.wait { site.reports.storeFailures >= 2 }
        #expect(server.count == 1)
        try site.run("DROP TRIGGER full")
        try site.wait { try site.entries(.sent).count == 2 }
        #expect(worker.stop())
        #expect(server.count == 2)
    }

    @Test func `a mail that was taken back while the server had it counts as sent`() throws {
        let site = try TestSite()
        try site.enqueue(for: 1)
        let server = try MailServer([.init(.message, wait: 0.3)])
        let worker = site.worker(try .server(server))
        try worker.start()
        try site.wait { server.commands.contains("DATA") }
        try site.database.write { (connection) throws(MailError) in
            #expect(try site.outbox.cancel(for: 1, in: connection, at: site.now) == 1)
        }
        try site.wait { try site.entries(.sent).count == 1 }
        #expect(worker.stop())
        #expect(server.count == 1)
    }

    @Test func `a mail that was taken back while it was put off is not tried again`() throws {
        let site = try TestSite()
        try site.enqueue(for: 1)
        let server = try MailServer([.init(.rcpt, wait: 0.3, reply: "450 4.7.1 Later")])
        let worker = site.worker(try .server(server))
        try worker.start()
        try site.wait { server.commands.contains { $0.hasPrefix("RCPT") } }
        try site.database.write { (connection) throws(MailError) in
            _ = try site.outbox.cancel(for: 1, in: connection, at: site.now)
        }
        try site.wait { !site.reports.all.isEmpty }
        #expect(worker.stop())
        #expect(try site.entries(.cancelled).count == 1)
        #expect(try site.standing.waiting == 0)
    }
}
