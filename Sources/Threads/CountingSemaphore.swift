import CLinux
import Glibc

/// Counts: so many may pass, the others wait. The wall to a POSIX semaphore, in memory that never moves.
///
/// `@unchecked Sendable`: a `sem_t` is made to be used by several threads, and its pointer is never changed.
@safe package final class CountingSemaphore: @unchecked Sendable {
    private let semaphore: UnsafeMutablePointer<sem_t>

    /// - Parameter count: how many may pass before the first signal.
    package init(_ count: Int = 0) {
        unsafe semaphore = .allocate(capacity: 1)
        unsafe sem_init(semaphore, 0, UInt32(count))
    }

    deinit {
        unsafe sem_destroy(semaphore)
        unsafe semaphore.deallocate()
    }

    /// Lets one more pass.
    package func signal() {
        unsafe sem_post(semaphore)
    }

    /// Waits for a turn.
    package func wait() {
        while unsafe sem_wait(semaphore) != 0 {}  // EINTR: a signal came
    }

    /// Waits at most that long, by a clock that nobody sets; false when the time ran out.
    package func wait(atMost duration: Duration) -> Bool {
        var end = timespec.monotonic(after: duration)
        while unsafe sem_clockwait(semaphore, CLOCK_MONOTONIC, &end) != 0 {
            if errno != EINTR { return false }
        }
        return true
    }
}
