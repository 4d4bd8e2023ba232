import Database
import Foundation
import Markup
import Synchronization
import TestFiles
import TestServers
import Testing
import Transfer

@testable import Mail

/// A site of its own for one test: a real database file, a clock that the test holds.
final class TestSite: Sendable {
    let folder: TestFolder
    let database: Database
    let outbox: Outbox
    let clock: TestClock
    let reports = Reports()
    static let morning = Date(timeIntervalSince1970: 1_795_338_007)

    init(figures change: (inout OutboxFigures) -> Void = { _ in }) throws {
        folder = try TestFolder()
        clock = TestClock(Self.morning)
        database = try Database(path: folder.file("site.sqlite"))
        try database.migrate([Outbox.migrations], at: Self.morning)
        var figures = OutboxFigures()
        figures.poll = 0.02
        figures.pause = 0.02
        change(&figures)
        outbox = Outbox(from: .test, figures: figures, randomBytes: TestSite.random)
    }

    static let random: @Sendable (Int) -> [UInt8] = { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }

    var now: Date { clock.now }

    /// Writes a mail down, as its own transaction.
    @discardableResult
    func enqueue(
        _ message: MailMessage = .test(), to address: String = "elodie@ville.example", for recipient: Int64? = nil,
        key: String = UUID().uuidString
    ) throws -> Outbox.Enqueued {
        let mailbox = Mailbox(name: "Élodie Barbier", try #require(MailAddress(address)))
        return try database.write { (connection) throws(MailError) in
            try outbox.enqueue(message, to: mailbox, recipient: recipient, key: key, in: connection, at: now)
        }
    }

    func worker(
        _ transport: Transport, outbox other: Outbox? = nil, database otherDatabase: Database? = nil
    ) -> OutboxWorker {
        OutboxWorker(
            other ?? outbox, in: otherDatabase ?? database, by: transport, clock: { [clock] in clock.now },
            report: { [reports] in reports.add($0) })
    }

    /// Runs a worker until `condition` holds, at most two minutes: on a busy machine hundreds of tests run beside this one.
    func run(_ transport: Transport, until condition: () throws -> Bool) throws {
        let worker = worker(transport)
        try worker.start()
        try wait(until: condition)
        #expect(worker.stop())
    }

    func wait(until condition: () throws -> Bool) throws {
        for _ in 0..<24_000 {
            if try condition() { return }
            usleep(5000)
        }
        Issue.record("waited two minutes in vain; reports: \(reports.all)")
    }

    func entries(_ state: OutboxEntry.State) throws -> [OutboxEntry] {
        try database.read { (connection) throws(MailError) in
            try outbox.entries(state, limit: 1000, in: connection)
        }
    }

    func count(_ sql: SQL) throws -> Int {
        try database.read { (connection) throws(DatabaseError) in try connection.count(sql) }
    }

    func run(_ sql: SQL) throws {
        try database.write { (connection) throws(DatabaseError) in _ = try connection.execute(sql) }
    }

    var standing: OutboxStanding {
        get throws {
            try database.read { (connection) throws(MailError) in try outbox.standing(in: connection) }
        }
    }
}

/// A clock that stands still until it is told to go on.
final class TestClock: Sendable {
    private let moment: Mutex<Date>

    init(_ moment: Date) { self.moment = Mutex(moment) }

    var now: Date { moment.withLock { $0 } }

    func advance(_ seconds: TimeInterval) { moment.withLock { $0 += seconds } }
}

/// What a worker has reported.
final class Reports: Sendable {
    private let list = Mutex<[DeliveryReport]>([])

    func add(_ report: DeliveryReport) { list.withLock { $0.append(report) } }

    var all: [DeliveryReport] { list.withLock { $0 } }

    var links: [String] {
        all.compactMap { if case .written(_, _, _, let link) = $0 { link } else { nil } }
    }

    var storeFailures: Int { all.count { if case .storeFailed = $0 { true } else { false } } }
}

extension MailSender {
    static let test = MailSender(
        from: Mailbox(name: "Convergences – CIG", .known("portail@cig.example")),
        replyTo: .known("correspondant@cig.example"), bounces: .known("retours@cig.example"))
}

extension MailMessage {
    static func test(
        _ kind: MailKind = .invitation, subject: String = "Créez votre mot de passe", text: String = "Bonjour\n",
        html: HTML = "<p>Bonjour</p>", link: Link? = nil
    ) -> MailMessage {
        MailMessage(kind: kind, language: .fr, subject: HeaderText(subject), text: text, html: html, link: link)
    }
}

extension Transport {
    static func server(_ server: MailServer) throws -> Transport {
        var place = try SMTPServer(host: "127.0.0.1", port: server.port, encryption: .none)
        place.wholeTime = .seconds(5)
        return .server(place)
    }
}

extension MailAddress {
    /// An address that the test's author knows to be one.
    static func known(_ text: String) -> MailAddress {
        guard let address = MailAddress(text) else { preconditionFailure("\(text) is no address") }
        return address
    }
}
