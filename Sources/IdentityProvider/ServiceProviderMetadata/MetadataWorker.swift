package import Threads

/// Asks sources of metadata while a site is served, in a thread of its own.
package final class MetadataWorker: Sendable {
    private let keeper: MetadataKeeper
    private let log: @Sendable (String) -> Void
    private let interval: Duration
    private let worker = Worker()

    /// - Parameters:
    ///   - interval: how often it looks for a source that is due.
    ///   - log: takes a line about a failure of ours.
    package init(_ keeper: MetadataKeeper, interval: Duration = .seconds(15), log: @escaping @Sendable (String) -> Void)
    {
        self.keeper = keeper
        self.interval = interval
        self.log = log
    }

    /// Starts the thread; a worker is started once.
    package func start() throws(Worker.NoThread) {
        try worker.start(every: interval) { [self] in
            do {
                try keeper.refreshDue(isEnding: { worker.isStopping })
            } catch {
                log("metadata refresh: \(error)")
            }
        }
    }

    /// Begins nothing more and waits a moment for what is under way. A source that takes longer is asked again after the
    /// next start: what it says is written in one transaction, or not at all. Answers whether it has ended.
    @discardableResult
    package func stop(within duration: Duration = .milliseconds(500)) -> Bool {
        worker.stop(within: duration)
    }
}
