/// How the server listens, whom it trusts, and every bound it keeps (R11).
package struct ServerConfiguration: Sendable {
    /// The address to listen on.
    package var address: IPAddress
    /// The port; 0 lets the system choose (`Server.port` tells).
    package var port: UInt16
    /// Where browsers reach us: the one accepted `Host`, the cookies' prefix, HSTS.
    package var publicURL: PublicURL
    /// The proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` count.
    package var trustedProxies: TrustedProxies
    /// Random bytes for the references of requests.
    package var random: @Sendable (Int) -> [UInt8]

    /// Threads that read, answer inline and write. Connections stay with a thread, so more than cores.
    package var threads = 16
    /// Connections at once; more wait in the system's queue.
    package var connectionLimit = 4096
    /// Connections at once from one address that is no trusted proxy; more are closed.
    package var connectionsPerAddress = 512
    /// Requests at once for one client, proxies looked through; more are answered 429.
    package var requestsPerClient = 512
    /// Bytes of request line and header fields; more is answered 431.
    package var headerLimit = 16 * 1024
    /// Until a header must be complete, counted from the connection or the request line.
    package var headerTime: Duration = .seconds(10)
    /// Until a body must be complete, plus the time that its size takes at `minimumRate`.
    package var bodyTime: Duration = .seconds(30)
    /// Bytes per second below which a body or an answer is cut.
    package var minimumRate = 8 * 1024
    /// Uploads (bodies larger than a form) that are read or kept at once: what they take of the memory; more are
    /// answered 503.
    package var uploads = 8
    /// Silence on a connection, and the wait for the next request, after which it is closed.
    package var idleTime: Duration = .seconds(30)
    /// Threads and queue for password hashes; as many threads as the hasher has buffers. A town hall of 200 people behind
    /// one address may sign in at one moment: who waits costs a sleeping connection, and waits for seconds at most.
    package var hashLane = LaneLimits(threads: 2, queue: 512, queuePerClient: 256)
    /// Threads and queue for handlers that wait for other machines.
    package var waitLane = LaneLimits(threads: 8, queue: 64, queuePerClient: 16)

    /// The size of a lane: past its queue a request is answered 503.
    package struct LaneLimits: Sendable {
        /// Handlers at once.
        package var threads: Int
        /// Requests that wait for a thread.
        package var queue: Int
        /// Requests of one client that wait for a thread, so that one cannot keep out the others.
        package var queuePerClient: Int

        /// The bounds of a lane.
        package init(threads: Int, queue: Int, queuePerClient: Int) {
            self.threads = threads
            self.queue = queue
            self.queuePerClient = queuePerClient
        }
    }

    /// The defaults, for a site.
    package init(
        address: IPAddress = .loopback, port: UInt16, publicURL: PublicURL,
        trustedProxies: TrustedProxies = .none, random: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.address = address
        self.port = port
        self.publicURL = publicURL
        self.trustedProxies = trustedProxies
        self.random = random
    }
}
