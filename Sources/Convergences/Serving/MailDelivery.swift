import Accounts
import FoundationEssentials
import Mail
import Threads

/// The mail of a site while it is served: answers what was asked for without signing in, and delivers the outbox.
final class MailDelivery: Sendable {
    private let site: Site
    private let log: Log
    private let worker: OutboxWorker
    private let ending = Bell()
    private let ended = Bell()

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
        try worker.start()
        let isStarted = Thread.start { [self] in
            // A tick that no request sets: when a link is made tells nobody whether there is such an account.
            while !ending.wait(atMost: 1) { answerAskedLinks() }
            ended.ring()
        }
        guard isStarted else { throw Refusal("the system has no thread left for mail") }
    }

    /// Finishes the mail under way and begins no other.
    func stop() {
        ending.ring()
        ended.wait(atMost: 5)
        if !worker.stop() { log.event("mail", [("text", "a delivery is still under way: it is tried again")]) }
    }

    private func answerAskedLinks() {
        do {
            try site.accounts.answerAskedLinks(at: Date())
        } catch {
            log.event("asked-links-failed", [("error", "\(error)")])
        }
    }
}
