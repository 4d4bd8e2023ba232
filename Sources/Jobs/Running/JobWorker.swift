package import Database
package import FoundationEssentials
package import Threads

/// Does the jobs that wait, one piece after the other, on a thread of its own.
package final class JobWorker: Sendable {
    private let jobs: Jobs
    private let clock: @Sendable () -> Date
    private let report: @Sendable (DatabaseError) -> Void
    private let worker: Worker

    /// After so many refusals of the store in a row the job has failed.
    private static let triesPerJob = 5

    /// - Parameters:
    ///   - clock: the time of day.
    ///   - report: told of what the store refused, on the worker's thread.
    package init(
        _ jobs: Jobs, clock: @escaping @Sendable () -> Date, report: @escaping @Sendable (DatabaseError) -> Void
    ) {
        self.jobs = jobs
        self.clock = clock
        self.report = report
        worker = Worker(wokenBy: jobs.newJob)
    }

    /// Starts the thread; a worker is started once.
    package func start() throws(Worker.NoThread) {
        try worker.start { [self] in run() }
    }

    /// Begins no further piece and waits for the one under way; jobs go on at the next start. True when it has ended.
    @discardableResult
    package func stop(within duration: Duration = .seconds(10)) -> Bool {
        worker.stop(within: duration)
    }

    private func run() {
        var failures = 0
        while !worker.isStopping {
            do throws(DatabaseError) {
                // What this process confirms wakes it; what another one left is found by looking.
                if try !jobs.advance(at: clock()) { worker.rest(atMost: .seconds(5)) }
                failures = 0
            } catch {
                report(error)
                failures += 1
                if failures >= Self.triesPerJob {
                    try? jobs.failNext(.store, at: clock())
                    failures = 0
                }
                worker.rest(atMost: .seconds(1))
            }
        }
    }
}
