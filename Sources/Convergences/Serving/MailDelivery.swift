import Accounts
import FoundationEssentials
import Mail
import Site
import Threads

/// The mail of a site while it is served: answers what was asked for without signing in, and delivers the outbox.
final class MailDelivery: Sendable {
    private let site: Site
    private let log: Log
    private let worker: OutboxWorker
    private let linkWriter = Worker()

    /// - Parameter console: takes the links of mails that go to a folder, for whoever tries the product at a terminal.
    ///   Never a log: whoever has a link has the account.
    init(_ site: Site, log: Log, console: (@Sendable (String) -> Void)?) throws {
        self.site = site
        self.log = log
        worker = OutboxWorker(
            site.accounts.mail.outbox, in: site.database, by: try site.configuration.mail.transport(),
            clock: { Date() },
            report: { report in
                log.event("mail", [("text", report.description)])
                if case .written(_, let kind, let path, let link) = report, let console {
                    console("Mail (\(kind.rawValue)): \(path)" + (link.map { "\n  \($0)" } ?? ""))
                }
            })
    }

    func start() throws {
        do throws(Worker.NoThread) {
            try worker.start()
            // A tick that no request sets: when a link is made tells nobody whether there is such an account.
            try linkWriter.start(every: .seconds(1)) { [self] in answerAskedLinks() }
        } catch { throw CommandError("mail: \(error)") }
    }

    /// Finishes the mail under way and begins no other.
    func stop() {
        linkWriter.stop(within: .seconds(5))
        if !worker.stop() { log.event("mail", [("text", "a delivery is still under way: it is tried again")]) }
    }

    private func answerAskedLinks() {
        do {
            try site.accounts.answerAskedLinks(at: Date())
        } catch {
            log.failure("asked-links-failed", error)
        }
    }
}
