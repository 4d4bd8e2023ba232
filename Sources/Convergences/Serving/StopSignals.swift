// Wall file: sigwait(3).
import Glibc

/// The signals that ask the program to stop, received by waiting for them.
struct StopSignals {
    private static let asked = [SIGTERM, SIGINT, SIGHUP]

    /// Blocks the signals in this thread and in those that it starts from now on; also what a broken pipe would send.
    init() {
        var set = Self.set
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    /// Returns when one of the signals comes, with its number.
    @discardableResult
    func wait() -> Int32 {
        var set = Self.set
        var received: Int32 = 0
        while unsafe sigwait(&set, &received) != 0 {}
        return received
    }

    private static var set: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in asked { unsafe sigaddset(&set, signal) }
        return set
    }
}
