import Threads

/// Asks sources of metadata while a site is served, in a thread of its own.
package final class MetadataWorker: Sendable {
    private let keeper: MetadataKeeper
    private let log: @Sendable (String) -> Void
    private let ending = Bell()
    private let ended = Bell()
    private let isEnding = Flag()
    private let interval: Double

    /// - Parameters:
    ///   - interval: how often it looks for a source that is due, in seconds.
    ///   - log: takes a line about a failure of ours.
    package init(_ keeper: MetadataKeeper, interval: Double = 15, log: @escaping @Sendable (String) -> Void) {
        self.keeper = keeper
        self.interval = interval
        self.log = log
    }

    /// Begins; false when the system has no thread left.
    @discardableResult
    package func start() -> Bool {
        let isStarted = Thread.start { [self] in
            while !ending.wait(atMost: interval) {
                do {
                    try keeper.refreshDue(isEnding: { isEnding.isRaised })
                } catch {
                    log("metadata refresh: \(error)")
                }
            }
            ended.ring()
        }
        if !isStarted { log("metadata refresh: the system has no thread left") }
        return isStarted
    }

    /// Begins nothing more and waits a moment for what is under way. A source that takes longer is asked again after the
    /// next start: what it says is written in one transaction, or not at all. Answers whether it has ended.
    @discardableResult
    package func stop() -> Bool {
        isEnding.raise()
        ending.ring()
        return ended.wait(atMost: 0.5)
    }
}
