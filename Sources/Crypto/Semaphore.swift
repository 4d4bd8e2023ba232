import Glibc

/// The wall to POSIX semaphores: so many may pass at once, the others wait.
@safe final class Semaphore: @unchecked Sendable {
    // Sendable: sem_t is made for this; its address is fixed for the life of the object.
    private let semaphore: UnsafeMutablePointer<sem_t>

    init(_ count: Int) {
        unsafe semaphore = UnsafeMutablePointer.allocate(capacity: 1)
        unsafe sem_init(semaphore, 0, UInt32(count))
    }

    deinit {
        unsafe sem_destroy(semaphore)
        unsafe semaphore.deallocate()
    }

    func wait() {
        // A signal handler may interrupt the wait: again.
        while unsafe sem_wait(semaphore) != 0 {}
    }

    func signal() {
        unsafe sem_post(semaphore)
    }
}
