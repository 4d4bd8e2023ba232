package import FoundationEssentials
import Glibc
import Synchronization
import Threads

/// The HTTP server: listens, keeps every bound of its configuration, and asks the router for answers.
package final class Server: Sendable {
    private let configuration: ServerConfiguration
    private let router: Router
    private let clock: @Sendable () -> Date
    private let log: @Sendable (AccessLogEntry) -> Void
    private let state = Mutex<Running?>(nil)

    private struct Running {
        let service: Service
        let daemon: MicroHTTPD
        let socket: ListeningSocket
        let watchdog: Worker
    }

    /// A server that does not listen yet.
    ///
    /// - Parameters:
    ///   - clock: tells `Request.receivedAt`; called once per request.
    ///   - log: takes each request when it is over; called from the server's threads, so it must be quick.
    package init(
        _ configuration: ServerConfiguration, router: Router, clock: @escaping @Sendable () -> Date,
        log: @escaping @Sendable (AccessLogEntry) -> Void
    ) {
        self.configuration = configuration
        self.router = router
        self.clock = clock
        self.log = log
    }

    /// The port that is listened on; nil before `start` and after `stop`.
    package var port: UInt16? { state.withLock { $0?.socket.port } }

    /// Begins to listen and returns; handlers run on the server's threads. Does nothing when it listens already.
    ///
    /// - Throws: `cannotListen` (address not ours, port in use or not allowed), `cannotStart`.
    package func start() throws(HTTPError) {
        try state.withLock { (state: inout sending Running?) throws(HTTPError) in
            guard state == nil else { return }
            raiseDescriptorLimit()
            let socket = try ListeningSocket(address: configuration.address, port: configuration.port)
            do throws(HTTPError) {
                let service = try Service(configuration, router: router, clock: clock, log: log)
                let watchdog = Worker()
                let period = min(.seconds(1), configuration.headerTime / 4)
                do throws(Worker.NoThread) {
                    try watchdog.start(every: period) { service.connections.cutLate(at: service.stopwatch.now) }
                } catch { throw .cannotStart }
                do throws(HTTPError) {
                    let daemon = try MicroHTTPD(socket: socket.descriptor, service: service)
                    state = Running(service: service, daemon: daemon, socket: socket, watchdog: watchdog)
                } catch {
                    watchdog.stop()
                    service.giveUpWaiting()
                    throw error
                }
            } catch {
                socket.close()
                throw error
            }
        }
    }

    /// Accepts no more connections, lets running requests end, then closes everything and returns.
    ///
    /// - Parameter patience: how long running requests may take; those in a lane are then answered 503.
    package func stop(patience: Duration = .seconds(10)) {
        guard
            let running = state.withLock({ state in
                defer { state = nil }
                return state
            })
        else { return }
        let service = running.service
        service.beginStopping()
        running.daemon.quiesce()
        running.socket.stopListening()
        Server.wait(atMost: patience) { service.runningCount == 0 }
        service.giveUpWaiting()
        Server.wait(atMost: .seconds(1)) { service.runningCount == 0 }
        running.watchdog.stop()
        running.daemon.stop()
        // Only now: each thread takes the socket out of its epoll set when it wakes, which may be long after `quiesce`.
        running.socket.close()
    }

    private static func wait(atMost patience: Duration, until isDone: () -> Bool) {
        let end = ContinuousClock.now + patience
        while !isDone(), ContinuousClock.now < end { Thread.sleep(for: .milliseconds(5)) }
    }

    /// A connection is a descriptor, and most systems begin with 1,024 of them.
    private func raiseDescriptorLimit() {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        let wanted = rlim_t(configuration.connectionLimit + 1024)
        guard limit.rlim_cur < wanted else { return }
        limit.rlim_cur = min(wanted, limit.rlim_max)
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
