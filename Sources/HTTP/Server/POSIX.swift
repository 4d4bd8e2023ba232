import Glibc

/// A counting semaphore, in memory that never moves.
///
/// `@unchecked Sendable`: a `sem_t` is made to be used by several threads, and its pointer is never changed.
@safe final class Semaphore: @unchecked Sendable {
    private let semaphore: UnsafeMutablePointer<sem_t>

    init() {
        unsafe semaphore = .allocate(capacity: 1)
        unsafe sem_init(semaphore, 0, 0)
    }

    deinit {
        unsafe sem_destroy(semaphore)
        unsafe semaphore.deallocate()
    }

    func signal() {
        unsafe sem_post(semaphore)
    }

    func wait() {
        while unsafe sem_wait(semaphore) != 0 {}  // EINTR: a signal came
    }

    /// Waits at most that long; false when the time ran out.
    func wait(atMost duration: Duration) -> Bool {
        var deadline = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &deadline)
        let (seconds, attoseconds) = duration.components
        let nanoseconds = deadline.tv_nsec + Int(attoseconds / 1_000_000_000)
        deadline.tv_sec += Int(seconds) + nanoseconds / 1_000_000_000
        deadline.tv_nsec = nanoseconds % 1_000_000_000
        while unsafe sem_timedwait(semaphore, &deadline) != 0 {
            if errno != EINTR { return false }
        }
        return true
    }
}

/// A thread of the system that ends with its work.
enum Thread {
    /// Runs `work` on a thread of its own; false when the system has none left.
    static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        let box = unsafe Unmanaged.passRetained(Work(work))
        var thread = pthread_t()
        let failed = unsafe pthread_create(&thread, nil, runWork, box.toOpaque())
        guard failed == 0 else {
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
