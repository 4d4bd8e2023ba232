import Synchronization

/// A connection as the watchdog sees it: its socket, and the moment when it is cut.
///
/// libmicrohttpd only measures silence; a client that sends one byte a second keeps a header open for hours. Each step
/// of a request therefore sets the moment until which the next step must be reached.
final class Connection: Sendable {
    let socket: Int32
    let peer: IPAddress
    /// Nanoseconds of the process's clock.
    private let deadline: Atomic<UInt64>

    init(socket: Int32, peer: IPAddress, deadline: UInt64) {
        self.socket = socket
        self.peer = peer
        self.deadline = Atomic(deadline)
    }

    func mustContinue(by moment: UInt64) {
        deadline.store(moment, ordering: .relaxed)
    }

    /// As `mustContinue`, but never gives more time: a request line does not renew the time of its header.
    func mustContinueSooner(by moment: UInt64) {
        deadline.min(moment, ordering: .relaxed)
    }

    func isLate(at moment: UInt64) -> Bool {
        deadline.load(ordering: .relaxed) < moment
    }
}

/// A monotonic clock in nanoseconds since the server was made.
struct Stopwatch: Sendable {
    private let start = ContinuousClock.now

    var now: UInt64 { UInt64((ContinuousClock.now - start) / .nanoseconds(1)) }
}

extension Duration {
    var nanoseconds: UInt64 { UInt64(self / .nanoseconds(1)) }
}
