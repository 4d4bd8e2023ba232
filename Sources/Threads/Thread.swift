import Glibc

/// A thread of the system that ends with its work. The wall to POSIX threads.
package enum Thread {
    /// Runs `work` on a thread of its own; false when the system has none left.
    package static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        let box = unsafe Unmanaged.passRetained(Work(work))
        var thread = pthread_t()
        guard unsafe pthread_create(&thread, nil, runWork, box.toOpaque()) == 0 else {
            unsafe box.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

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
    return nil
}
