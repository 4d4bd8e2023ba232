import Accounts
import Crypto
import Directory
import FoundationEssentials
import IdentityProvider
import Jobs
import Mail
import Site
import Threads

/// Deletes what has ended, gives the memory of hashes back, seals the journal and warns of certificates that end, while
/// the server answers.
final class Housekeeping: Sendable {
    private let site: Site
    private let identityProvider: IdentityProvider
    private let jobs: Jobs
    private let log: Log
    private let worker = Worker()

    init(site: Site, identityProvider: IdentityProvider, jobs: Jobs, log: Log) {
        self.site = site
        self.identityProvider = identityProvider
        self.jobs = jobs
        self.log = log
    }

    /// Begins to work in a thread of its own: once now, then every five minutes.
    func start() throws(Worker.NoThread) {
        try worker.start { [self] in
            while true {
                sweep(at: Date())
                for _ in 1...5 {
                    worker.rest(atMost: .seconds(60))
                    if worker.isStopping { return }
                    site.hasher.releaseIdle()
                    runLogged { try followKeys(at: Date()) }
                }
            }
        }
    }

    /// Begins nothing more; what is begun is one transaction, which ends or never was.
    func stop() {
        worker.stop()
    }

    /// One sweep; a failure is told, stops nothing else, and the next sweep tries again.
    func sweep(at now: Date) {
        runLogged {
            // First: what it forgets of sessions that run out by themselves is nobody's logout.
            try identityProvider.deleteExpired(at: now)
            try site.accounts.deleteExpired(at: now)
        }
        runLogged { try site.accounts.mail.outbox.deleteExpired(in: site.database, at: now) }
        runLogged { try jobs.deleteExpired(at: now) }
        runLogged { try site.accounts.remind(at: now) }
        runLogged {
            let erased = try site.directory.change(by: .program(.housekeeping), at: now) { change in
                try change.eraseUsers(deletedBefore: now - site.configuration.restoreWindow)
            }
            if !erased.isEmpty { try site.directory.compactJournalIndex() }
        }
        runLogged { try CertificateWatch(site: site).warn(at: now) }
        runLogged { try tendJournal(at: now) }
    }

    private func runLogged<Value>(_ work: () throws -> Value) {
        if worker.isStopping { return }
        do {
            _ = try work()
        } catch {
            log.failure("housekeeping-failed", error)
        }
    }

    /// The file of our metadata follows the keys as the page does; keys that could not be read are tried again.
    private func followKeys(at now: Date) throws {
        identityProvider.retryKeys()
        try site.writeMetadata(try identityProvider.metadataDocument(at: now))
    }

    /// Seals, checks and shortens the journal when it is due; what is wrong with it is told in the log too.
    private func tendJournal(at now: Date) throws {
        let sealer = try JournalKeys.sealer(of: site, at: now)
        let done = try site.directory.tendJournal(
            with: sealer, keeping: site.configuration.journalRetention, at: now)
        for job in done {
            let details = [("job", job.job.rawValue), ("entry", "\(job.entry)"), ("count", "\(job.count)")]
            guard let wrong = job.wrong else {
                log.event("journal", details)
                continue
            }
            log.event("journal-broken", details + [("error", wrong.sentence(job.entry))])
        }
    }
}
