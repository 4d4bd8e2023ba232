import Glibc
import Synchronization

/// A thread of the system that ends with its work. The wall to POSIX threads.
package enum Thread {
    private static let underWay = Atomic(0)

    /// Runs `work` on a thread of its own; false when the system has none left.
    package static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        let box = unsafe Unmanaged.passRetained(Work(work))
        var thread = pthread_t()
        underWay.wrappingAdd(1, ordering: .relaxed)
        guard unsafe pthread_create(&thread, nil, runWork, box.toOpaque()) == 0 else {
            unsafe box.release()
            underWay.wrappingSubtract(1, ordering: .relaxed)
            return false
        }
        pthread_detach(thread)
        return true
    }

    /// Whether all that were started have ended, at the latest after that time. Whoever asks has told them to end.
    package static func allEnd(within duration: Duration) -> Bool {
        let end = ContinuousClock.now + duration
        while underWay.load(ordering: .acquiring) > 0 {
            guard ContinuousClock.now < end else { return false }
            sleep(for: .milliseconds(2))
        }
        return true
    }

    /// Lets the thread that calls sleep. Whoever can be told to stop rests by `Worker.rest` instead.
    package static func sleep(for duration: Duration) {
        _ = CountingSemaphore().wait(atMost: duration)
    }

    fileprivate static func ended() { underWay.wrappingSubtract(1, ordering: .releasing) }

    fileprivate final class Work: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }
}

/// A global function, since a C callback must not inherit an actor.
private func runWork(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context = unsafe context {
        unsafe Unmanaged<Thread.Work>.fromOpaque(context).takeRetainedValue().run()
    }
    Thread.ended()
    return nil
}
