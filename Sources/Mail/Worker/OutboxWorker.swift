package import Database
package import FoundationEssentials
package import Threads

/// Delivers the outbox, one mail at a time, on a thread of its own.
///
/// Nothing that it knows is lost with it: a mail is the worker's for the length of a lease, written down before it is
/// handed over; what became of it is written down before the next one is begun. When the process is killed between the
/// server's word and that note, the mail is sent a second time after the lease, byte by byte the same, with the same
/// Message-ID, by which many mail systems drop the second. No sender of mail can do better (RFC 1047); the moment is
/// one local write long. Into a folder a mail is written once whatever happens.
package final class OutboxWorker: Sendable {
    private let outbox: Outbox
    private let database: Database
    private let transport: Transport
    private let clock: @Sendable () -> Date
    private let report: @Sendable (DeliveryReport) -> Void
    private let worker: Worker

    /// - Parameters:
    ///   - clock: the time of day.
    ///   - report: told of everything that happens, on the worker's thread.
    package init(
        _ outbox: Outbox, in database: Database, by transport: Transport, clock: @escaping @Sendable () -> Date,
        report: @escaping @Sendable (DeliveryReport) -> Void
    ) {
        self.outbox = outbox
        self.database = database
        self.transport = transport
        self.clock = clock
        self.report = report
        worker = Worker(wokenBy: outbox.newMail)
    }

    /// Starts the thread; a worker is started once.
    package func start() throws(Worker.NoThread) {
        try worker.start { [self] in run() }
    }

    /// Takes no further mail and waits for the one under way; true when that is over.
    ///
    /// - Parameter duration: how long to wait at most. What is still under way then counts as killed: it is sent after
    ///   its lease, by whoever runs next.
    @discardableResult
    package func stop(within duration: Duration = .seconds(10)) -> Bool {
        worker.stop(within: duration)
    }

    private func run() {
        let postman = Postman(transport, bounces: outbox.sender.bounces)
        while !worker.isStopping {
            do throws(DatabaseError) {
                if let mail = try next() {
                    try deliver(mail, postman)
                } else {
                    postman.rest()
                    worker.rest(atMost: .seconds(outbox.figures.poll))
                }
            } catch {
                report(.storeFailed(error))
                worker.rest(atMost: .seconds(1))
            }
        }
        postman.rest()
    }

    private func next() throws(DatabaseError) -> LeasedMail? {
        let now = clock()
        for (id, kind) in try outbox.giveUpEnded(in: database, at: now) {
            report(.failed(id, kind, .tooLate, detail: "its time is over"))
        }
        return try outbox.lease(in: database, at: now)
    }

    private func deliver(_ mail: LeasedMail, _ postman: Postman) throws(DatabaseError) {
        switch postman.deliver(mail) {
        case .delivered(let note):
            noteSent(mail)
            if case .folder = transport {
                report(.written(mail.id, mail.kind, path: note, link: mail.link))
            } else {
                report(.sent(mail.id, mail.kind, reply: note))
            }
        case .refused(let detail):
            try outbox.noteFailed(mail, .refused, detail, in: database, at: clock())
            report(.failed(mail.id, mail.kind, .refused, detail: detail))
        case .tryAgain(let trouble, let detail, let isServers):
            let now = clock()
            if let next = outbox.figures.nextAttempt(
                after: mail.attempt, writtenAt: mail.writtenAt, ends: mail.ends, now: now)
            {
                try outbox.notePostponed(mail, until: next, trouble, detail, in: database)
                report(.postponed(mail.id, mail.kind, trouble, detail: detail, until: next))
            } else {
                try outbox.noteFailed(mail, trouble, detail, in: database, at: now)
                report(.failed(mail.id, mail.kind, trouble, detail: detail))
            }
            if isServers { pause() }
        }
    }

    /// Notes what must not be forgotten: that the server has the mail. As long as the store refuses (a full disk), no
    /// other mail is begun.
    private func noteSent(_ mail: LeasedMail) {
        while true {
            do throws(DatabaseError) {
                return try outbox.noteSent(mail, in: database, at: clock())
            } catch {
                report(.storeFailed(error))
                if worker.isStopping { return }
                worker.rest(atMost: .seconds(1))
            }
        }
    }

    /// Leaves a server alone that takes nothing now; new mail does not cut that short, a stop does.
    private func pause() {
        let end = ContinuousClock.now + .seconds(outbox.figures.pause)
        while !worker.isStopping, ContinuousClock.now < end {
            worker.rest(atMost: end - ContinuousClock.now)
        }
    }
}
