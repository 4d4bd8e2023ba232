package import Database
package import FoundationEssentials
import Synchronization
import Threads

/// Does the jobs that wait, one piece after the other, on a thread of its own.
package final class JobWorker: Sendable {
    private let jobs: Jobs
    private let clock: @Sendable () -> Date
    private let report: @Sendable (DatabaseError) -> Void
    private let isStopping = Atomic(false)
    private let hasEnded = Atomic(true)
    private let ended = Bell()

    /// How often the store may refuse before the job is told to have failed.
    private static let patience = 5

    /// - Parameters:
    ///   - clock: the time of day.
    ///   - report: told of what the store refused, on the worker's thread.
    package init(
        _ jobs: Jobs, clock: @escaping @Sendable () -> Date, report: @escaping @Sendable (DatabaseError) -> Void
    ) {
        self.jobs = jobs
        self.clock = clock
        self.report = report
    }

    /// Starts the thread; false when the system has none left. A worker is started once.
    package func start() -> Bool {
        hasEnded.store(false, ordering: .releasing)
        guard Thread.start({ [self] in run() }) else {
            hasEnded.store(true, ordering: .releasing)
            return false
        }
        return true
    }

    /// Begins no further piece and waits for the one under way; jobs go on at the next start.
    package func stop(patience seconds: TimeInterval = 10) {
        isStopping.store(true, ordering: .releasing)
        jobs.bell.ring()
        if !hasEnded.load(ordering: .acquiring) { ended.wait(atMost: seconds) }
    }

    private var mustStop: Bool { isStopping.load(ordering: .acquiring) }

    private func run() {
        var failures = 0
        while !mustStop {
            do throws(DatabaseError) {
                // The bell rings for what this process confirms; what another one left is found by looking.
                if try !jobs.advance(at: clock()) { jobs.bell.wait(atMost: 5) }
                failures = 0
            } catch {
                report(error)
                failures += 1
                if failures >= Self.patience {
                    try? jobs.failNext(.store, at: clock())
                    failures = 0
                }
                jobs.bell.wait(atMost: 1)
            }
        }
        hasEnded.store(true, ordering: .releasing)
        ended.ring()
    }
}
