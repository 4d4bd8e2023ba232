import Database
import Foundation
import Markup
import TestFiles
import TestServers
import Testing
import Transfer

@testable import Mail

struct OutboxTests {
    struct Undone: Error {}

    @Test func `a mail is there if the transaction it was written in commits, and only then`() throws {
        let site = try TestSite()
        let mailbox = Mailbox(try #require(MailAddress("a@b.example")))
        #expect(throws: Undone.self) {
            try site.database.write { connection -> Void in
                _ = try site.outbox.enqueue(.test(), to: mailbox, key: "k", in: connection, at: site.now)
                throw Undone()
            }
        }
        #expect(try site.count("SELECT count(*) FROM mail") == 0)
        guard case .added = try site.enqueue(key: "k") else {
            Issue.record("not added")
            return
        }
        #expect(try site.entries(.queued).count == 1)
    }

    @Test func `a step that is repeated writes one mail`() throws {
        let site = try TestSite()
        guard case .added(let id) = try site.enqueue(key: "invitation 12") else {
            Issue.record("not added")
            return
        }
        #expect(try site.enqueue(key: "invitation 12") == .alreadyThere(id))
        #expect(try site.count("SELECT count(*) FROM mail") == 1)
        guard case .added = try site.enqueue(key: "invitation 13") else {
            Issue.record("not added")
            return
        }
    }

    @Test func `as many wait as may`() throws {
        let site = try TestSite { $0.queueLimit = 3 }
        for _ in 1...3 { try site.enqueue() }
        #expect(throws: MailError.queueFull) { try site.enqueue() }
        try site.run(
            "UPDATE mail SET state = 'sent', bytes = NULL, finished_at = 1 WHERE id = (SELECT min(id) FROM mail)")
        try site.enqueue(for: 1)
        #expect(try site.standing.waiting == 3)
        try site.database.write { (connection) throws(MailError) in
            #expect(throws: MailError.queueFull) {
                try site.outbox.enqueue(
                    .test(), to: Mailbox(.known("a@b.example")), key: "full", in: connection, at: site.now)
            }
            _ = try site.outbox.erase(1, in: connection)
        }
        #expect(try site.standing.waiting == 2)
        let waiting = try site.count("SELECT count(*) FROM mail WHERE bytes IS NOT NULL")
        #expect(waiting == 2)
    }

    @Test func `a message larger than any of ours is refused`() throws {
        let site = try TestSite()
        let text = String(repeating: "x", count: 256 * 1024)
        #expect(throws: MailError.messageTooLarge) { try site.enqueue(.test(text: text)) }
    }

    @Test func `what waits for an account is taken back by kind`() throws {
        let site = try TestSite()
        let link = MailMessage.Link(url: "https://x.example/secret", ends: site.now + 3600)
        try site.enqueue(.test(.invitation, link: link), for: 1)
        try site.enqueue(.test(.reminder, link: link), for: 1)
        try site.enqueue(.test(.passwordChanged), for: 1)
        try site.enqueue(.test(.reminder, link: link), for: 2)
        let cancelled = try site.database.write { (connection) throws(MailError) in
            try site.outbox.cancel(for: 1, [.invitation, .reminder], in: connection, at: site.now)
        }
        #expect(cancelled == 2)
        #expect(try site.entries(.queued).map(\.kind) == [.reminder, .passwordChanged])
        #expect(try site.count("SELECT count(*) FROM mail WHERE state = 'cancelled' AND link IS NULL") == 2)
        let server = try MailServer()
        try site.run(.server(server)) { try site.entries(.sent).count == 2 }
        #expect(server.count == 2)
    }

    @Test func `an erased person leaves no mail behind`() throws {
        let site = try TestSite()
        for recipient: Int64 in [1, 1, 2] { try site.enqueue(for: recipient) }
        let erased = try site.database.write { (connection) throws(MailError) in
            try site.outbox.erase(1, in: connection)
        }
        #expect(erased == 2)
        #expect(try site.count("SELECT count(*) FROM mail") == 1)
    }

    @Test func `pages see how the outbox is doing, and never the words`() throws {
        let site = try TestSite()
        #expect(try site.standing == OutboxStanding(waiting: 0, oldest: nil, failed: 0, lastSent: nil))
        try site.enqueue(for: 7)
        site.clock.advance(60)
        try site.enqueue(.test(.passwordReset), to: "nadia@ville.example")
        #expect(
            try site.standing
                == OutboxStanding(waiting: 2, oldest: TestSite.morning, failed: 0, lastSent: nil))
        let entries = try site.entries(.queued)
        #expect(entries.map(\.address) == ["nadia@ville.example", "elodie@ville.example"])
        #expect(entries[1].recipient == 7)
        #expect(entries[1].nextAttempt == TestSite.morning)
        let page = try site.database.read { (connection) throws(MailError) in
            try site.outbox.entries(.queued, before: entries[0].id, limit: 1, in: connection)
        }
        #expect(page == [entries[1]])
        let his = try site.database.read { (connection) throws(MailError) in
            try site.outbox.entries(for: 7, in: connection)
        }
        #expect(his == [entries[1]])
    }

    @Test func `the schema keeps words and links only while a mail waits`() throws {
        let site = try TestSite()
        try site.enqueue()
        for sql: SQL in [
            "UPDATE mail SET state = 'sent', finished_at = 1", "UPDATE mail SET bytes = NULL",
            "UPDATE mail SET state = 'sent', finished_at = 1, bytes = NULL, link = 'x'",
            "UPDATE mail SET state = 'lost'",
            "UPDATE mail SET state = 'sent', bytes = NULL",
        ] {
            #expect(throws: DatabaseError.self) { try site.run(sql) }
        }
    }

    @Test(arguments: ["sent", "failed", "cancelled"])
    func `when a mail is over, nothing of its link is left in the database file`(end: String) throws {
        let folder = try TestFolder()
        let secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ"
        do {
            let site = try TestSite()
            let link = MailMessage.Link(url: "https://x.example/\(secret)", ends: site.now + 3600)
            try site.enqueue(.test(text: "\(secret)\n", html: "\(secret)", link: link), for: 1)
            try site.database.backup(to: folder.file("before.sqlite"))
            switch end {
            case "sent":
                let server = try MailServer()
                try site.run(.server(server)) { try !site.entries(.sent).isEmpty }
                #expect(try server.accepted().first.map { contains($0.message, secret) } == true)
            case "failed":
                let server = try MailServer([.init(.rcpt, reply: "550 5.1.1 no")])
                try site.run(.server(server)) { try !site.entries(.failed).isEmpty }
            default:
                try site.database.write { (connection) throws(MailError) in
                    _ = try site.outbox.cancel(for: 1, in: connection, at: site.now)
                }
            }
            try site.database.backup(to: folder.file("after.sqlite"))
        }
        #expect(contains(try folder.read("before.sqlite"), secret))
        #expect(!contains(try folder.read("after.sqlite"), secret))
    }

    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        Data(bytes).range(of: Data(text.utf8)) != nil
    }

    @Test func `what is over is remembered for its time, what waits is not forgotten`() throws {
        let site = try TestSite()
        try site.enqueue()
        try site.enqueue(for: 1)
        try site.database.write { (connection) throws(MailError) in
            _ = try site.outbox.cancel(for: 1, in: connection, at: site.now)
        }
        #expect(try site.outbox.deleteExpired(in: site.database, at: site.now + 29 * 86_400) == 0)
        #expect(try site.outbox.deleteExpired(in: site.database, at: site.now + 30 * 86_400) == 1)
        #expect(try site.entries(.queued).count == 1)
    }

    @Test func `five thousand invitations are written down in a moment`() throws {
        let site = try TestSite()
        let message = LetterTests.invitation(.newAccount).message(from: LetterTests.site, in: .fr)
        let mailbox = Mailbox(name: "Élodie Barbier", try #require(MailAddress("a@b.example")))
        let start = ContinuousClock.now
        try site.database.write { (connection) throws(MailError) in
            for number in 1...5000 {
                try site.outbox.enqueue(message, to: mailbox, key: "\(number)", in: connection, at: site.now)
            }
        }
        // Some two seconds unoptimised on a busy machine; the bound only catches what grows with the queue.
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(try site.standing.waiting == 5000)
    }

    @Test(arguments: [(1, 60.0), (2, 300), (3, 900), (4, 3600), (20, 3600)])
    func `attempts come further and further apart, then every hour`(attempts: Int, delay: Double) {
        let now = TestSite.morning
        let next = OutboxFigures().nextAttempt(after: attempts, writtenAt: now, ends: now + 86_400, now: now)
        #expect(next == now + delay)
    }

    @Test func `a mail is given up after a day, one with a short link sooner and tried more often`() {
        let figures = OutboxFigures()
        let written = TestSite.morning
        func attempts(_ life: TimeInterval) -> [TimeInterval] {
            var moments: [TimeInterval] = [0]
            while let next = figures.nextAttempt(
                after: moments.count, writtenAt: written, ends: written + life,
                now: written + moments[moments.count - 1])
            {
                moments.append(next.timeIntervalSince(written))
            }
            return moments.map { $0 / 60 }
        }
        #expect(attempts(3600) == [0, 1, 6, 16, 26, 36, 46, 56])
        let day = attempts(86_400)
        #expect(day.prefix(6) == [0, 1, 6, 21, 81, 141])
        #expect(day.last == 1401)
    }
}
