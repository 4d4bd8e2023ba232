import Synchronization

/// A thread that works until it is told to stop, and rests in between. Whatever the program does beside answering
/// requests is done by a worker.
package final class Worker: Sendable {
    /// The system has no thread left.
    package struct NoThread: Error, CustomStringConvertible {
        package var description: String { "the system has no thread left" }
    }

    private let wakeUp: WakeUp
    private let mustStop = Atomic(false)
    private let isRunning = Atomic(false)
    private let ended = WakeUp()

    /// - Parameter wakeUp: wakes it from a rest; whoever makes work for it may hold that one too.
    package init(wokenBy wakeUp: WakeUp = WakeUp()) {
        self.wakeUp = wakeUp
    }

    /// Starts the thread, which ends with `work`: that has to return soon after `isStopping` turns true, and to wait by
    /// `rest` alone. A worker is started once.
    package func start(_ work: @escaping @Sendable () -> Void) throws(NoThread) {
        isRunning.store(true, ordering: .releasing)
        let isStarted = Thread.start { [self] in
            work()
            isRunning.store(false, ordering: .releasing)
            ended.signal()
        }
        guard isStarted else {
            isRunning.store(false, ordering: .releasing)
            throw NoThread()
        }
    }

    /// Starts a thread that rests for `pause`, works, and begins again, until it is stopped; woken, it works at once.
    package func start(every pause: Duration, _ work: @escaping @Sendable () -> Void) throws(NoThread) {
        try start { [self] in
            while true {
                rest(atMost: pause)
                if isStopping { return }
                work()
            }
        }
    }

    /// Whether it was told to stop: it begins nothing more.
    package var isStopping: Bool { mustStop.load(ordering: .acquiring) }

    /// Ends its rest, now or the next one.
    package func wake() { wakeUp.signal() }

    /// Waits until it is woken or stopped, at most that long; for the worker's own thread. Woken while it worked, it does
    /// not rest.
    package func rest(atMost duration: Duration) {
        guard !isStopping else { return }
        wakeUp.wait(atMost: duration)
    }

    /// Tells it to stop and waits for what is under way, at most that long.
    ///
    /// - Returns: whether it has ended. A worker that never started has.
    @discardableResult
    package func stop(within duration: Duration = .zero) -> Bool {
        mustStop.store(true, ordering: .releasing)
        wakeUp.signal()
        if isRunning.load(ordering: .acquiring), ended.wait(atMost: duration) {
            // Another one may wait for the same end.
            ended.signal()
        }
        return !isRunning.load(ordering: .acquiring)
    }
}
