import Accounts
import Crypto
import Directory
import FoundationEssentials
import IdentityProvider
import Synchronization

/// What the server does beside answering: deletes what has ended, gives the memory of hashes back.
final class Housekeeping: Sendable {
    private let site: Site
    private let identityProvider: IdentityProvider
    private let isStopping = Mutex(false)

    init(site: Site, identityProvider: IdentityProvider) {
        self.site = site
        self.identityProvider = identityProvider
    }

    /// Begins to work in a thread of its own, once a minute.
    func start() {
        BackgroundThread.start { [self] in
            var round = 0
            while BackgroundThread.sleep(60, unless: { isStopping.withLock(\.self) }) {
                site.hasher.releaseIdle()
                round += 1
                if round.isMultiple(of: 5) { sweep(at: Date()) }
            }
        }
    }

    func stop() {
        isStopping.withLock { $0 = true }
    }

    /// One sweep; a failure is told and the next sweep tries again.
    func sweep(at now: Date) {
        do {
            try site.accounts.deleteExpired(at: now)
            try identityProvider.deleteExpired(at: now)
            try site.accounts.eraseUsers(deletedBefore: now - site.configuration.restoreWindow, at: now)
            try site.directory.change(by: .commandLine("housekeeping"), at: now) { (change) throws(DirectoryError) in
                _ = try change.eraseJournalWords(before: now - site.configuration.journalRetention)
            }
        } catch {
            Log.event("housekeeping-failed", [("error", "\(error)")])
        }
    }
}
