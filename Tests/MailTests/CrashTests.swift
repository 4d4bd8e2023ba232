import Database
import Foundation
import TestFiles
import TestServers
import Testing
import Transfer

@testable import Mail

/// Processes that end in the middle of a delivery.
@Suite(.serialized)
struct CrashTests {
    @Test func `a mail whose worker died before it was handed over is sent after the lease, once`() throws {
        let site = try TestSite()
        try site.enqueue()
        let dead = try #require(try site.outbox.lease(in: site.database, at: site.now))
        #expect(dead.attempt == 1)
        let server = try MailServer()
        let worker = site.worker(try .server(server))
        try worker.start()
        usleep(100_000)
        #expect(server.count == 0)
        site.clock.advance(site.outbox.figures.lease)
        try site.wait { try site.entries(.sent).count == 1 }
        #expect(worker.stop())
        #expect(server.count == 1)
        #expect(try site.entries(.sent).first?.attempts == 2)
    }

    @Test func `a mail that the server accepted and nobody noted comes a second time as the same mail`() throws {
        let site = try TestSite()
        try site.enqueue()
        let server = try MailServer()
        // The worker delivers and is killed before it can note so.
        let mail = try #require(try site.outbox.lease(in: site.database, at: site.now))
        let transport = try Transport.server(server)
        guard case .delivered = Postman(transport, bounces: MailSender.test.bounces).deliver(mail) else {
            Issue.record("not delivered")
            return
        }
        site.clock.advance(site.outbox.figures.lease)
        try site.run(transport) { try site.entries(.sent).count == 1 }
        let messages = try server.accepted().map(\.message)
        #expect(messages.count == 2)
        #expect(messages[0] == messages[1])
        #expect(try ReadMail(messages[0])["Message-ID"] == ["<\(mail.messageID)>"])
    }

    @Test func `a worker that was too slow changes nothing any more, save that the mail was sent`() throws {
        let site = try TestSite()
        try site.enqueue()
        let slow = try #require(try site.outbox.lease(in: site.database, at: site.now))
        site.clock.advance(site.outbox.figures.lease)
        let quick = try #require(try site.outbox.lease(in: site.database, at: site.now))
        #expect(quick.attempt == 2)
        try site.outbox.noteFailed(slow, .refused, "late", in: site.database, at: site.now)
        try site.outbox.notePostponed(slow, until: site.now + 9, .putOff, "late", in: site.database)
        #expect(try site.entries(.sending).count == 1)
        try site.outbox.noteSent(slow, in: site.database, at: site.now)
        try site.outbox.noteFailed(quick, .refused, "late", in: site.database, at: site.now)
        #expect(try site.entries(.sent).count == 1)
    }

    @Test func `into a folder a mail is written once, whatever happens`() throws {
        let site = try TestSite()
        try site.enqueue()
        let mail = try #require(try site.outbox.lease(in: site.database, at: site.now))
        let folder = MailFolder(site.folder.file("mails"))
        guard case .delivered = Postman(.folder(folder), bounces: MailSender.test.bounces).deliver(mail) else {
            Issue.record("not delivered")
            return
        }
        site.clock.advance(site.outbox.figures.lease)
        try site.run(.folder(folder)) { try site.entries(.sent).count == 1 }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    }

    /// Real processes, really killed (SIGKILL), at moments of chance, most of them between the server's acceptance and
    /// its reply, which is the one moment that may double a mail.
    @Test func `kill -9 loses no mail, and doubles at most the one under way`() async throws {
        let mails = 40
        let rounds = 12
        let site = try TestSite()
        for number in 1...mails { try site.enqueue(.test(subject: "mail \(number)"), key: "\(number)") }
        let server = try MailServer([.init(.accepted, wait: 0.02)])
        unsafe setenv("CONVERGENCES_CRASH_SITE", site.database.path, 1)
        unsafe setenv("CONVERGENCES_CRASH_PORT", "\(server.port)", 1)
        for _ in 1...rounds {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                let environment = ProcessInfo.processInfo.environment
                let path = try #require(environment["CONVERGENCES_CRASH_SITE"])
                let port = try #require(environment["CONVERGENCES_CRASH_PORT"].flatMap(UInt16.init))
                try CrashTests.workUntilKilled(path: path, port: port)
            }
        }
        let delivered = server.count
        let sent = try site.entries(.sent).count
        #expect(delivered > 0)
        #expect(sent >= delivered - rounds)

        // Whoever comes after the lease finishes the work.
        site.clock.advance(Date().timeIntervalSince(site.now) + 3600)
        try site.run("UPDATE mail SET ends_at = \(site.now + 3600)")
        try site.run(try .server(server)) { try site.entries(.sent).count == mails }
        let messages = try server.accepted().map(\.message)
        #expect(Set(messages).count == mails)
        #expect(messages.count <= mails + rounds)
        let check = try site.database.read { (connection) throws(DatabaseError) in
            try connection.query("PRAGMA integrity_check") { try $0.text(0) }
        }
        #expect(check == ["ok"])
    }

    private static func workUntilKilled(path: String, port: UInt16) throws {
        let database = try Database(path: path)
        var figures = OutboxFigures()
        figures.lease = 0.1
        figures.poll = 0.02
        let outbox = Outbox(from: .test, figures: figures, randomBytes: TestSite.random)
        // The mails were written by a clock that stands still: a life of a day from then on may be over by ours.
        let start = ContinuousClock.now
        let clock: @Sendable () -> Date = {
            let elapsed = (ContinuousClock.now - start).components
            return TestSite.morning + 1 + Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        }
        let server = try SMTPServer(host: "127.0.0.1", port: port, encryption: .none)
        try OutboxWorker(outbox, in: database, by: .server(server), clock: clock, report: { _ in }).start()
        usleep(.random(in: 20_000...120_000))
        kill(getpid(), SIGKILL)
    }
}
