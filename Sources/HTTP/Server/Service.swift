import FoundationEssentials
import Synchronization

/// What every request passes on its way to a handler and back; libmicrohttpd's callbacks (`MicroHTTPD`) call it.
final class Service: Sendable {
    let configuration: ServerConfiguration
    let connections = ConnectionTable()
    let stopwatch = Stopwatch()
    private let router: Router
    private let security: SecurityHeaders
    private let clock: @Sendable () -> Date
    private let log: @Sendable (AccessLogEntry) -> Void
    private let hashLane: WorkerPool
    private let waitLane: WorkerPool
    private let running = Mutex(Running())

    private struct Running {
        var count = 0
        var perClient: [IPAddress: Int] = [:]
        var uploads = 0
        /// Requests in a lane, with what wakes their connection.
        var suspended: [ObjectIdentifier: Suspended] = [:]
        var isStopping = false

        struct Suspended {
            let answer: LaneAnswer
            let reference: String
            let resume: @Sendable () -> Void
        }
    }

    init(
        _ configuration: ServerConfiguration, router: Router, clock: @escaping @Sendable () -> Date,
        log: @escaping @Sendable (AccessLogEntry) -> Void
    ) throws(HTTPError) {
        self.configuration = configuration
        self.router = router
        self.clock = clock
        self.log = log
        security = SecurityHeaders(publicURL: configuration.publicURL)
        hashLane = try WorkerPool(configuration.hashLane)
        waitLane = try WorkerPool(configuration.waitLane)
    }

    // MARK: Before the body

    /// Looks at a head; an answer means that the request goes no further and its connection closes.
    func admit(_ head: RequestHead, from peer: IPAddress, _ exchange: Exchange) -> Response? {
        let (client, isSecure) = configuration.trustedProxies.client(peer: peer, headers: head.headers)
        exchange.entry = Exchange.Entry(
            receivedAt: clock(), reference: Reference.make(configuration.random), client: client, method: head.method,
            path: "-", start: stopwatch.now)
        let length: BodyLength
        do {
            length = try head.checked()
        } catch {
            return refuse(error, exchange)
        }
        guard head.size <= configuration.headerLimit else { return refuse(.headerFieldsTooLarge, exchange) }
        guard head.headers.all("host").allSatisfy(configuration.publicURL.accepts) else {
            return refuse(.misdirectedRequest, exchange)
        }
        guard enter(client) else { return refuse(.tooManyRequests, exchange).with("retry-after", "5") }
        exchange.counted = client.countedTogether

        let path = head.target.prefix { $0 != "?" }
        let match = router.match(Method(rawValue: head.method), String(path))
        var bodyLimit = 0
        exchange.entry?.path = String(path)
        if case .route(let route, _) = match {
            bodyLimit = route.bodyLimit
            if route.isSecret { exchange.entry?.path = route.pattern }
        }
        exchange.admitted = Exchange.Admitted(
            head: head, match: match, client: client, isSecure: isSecure, bodyLimit: bodyLimit)
        return answerUnread(length, bodyLimit, match, exchange)
    }

    /// Answers at once what shall not be read: a body too large, or one for a path that takes none.
    private func answerUnread(
        _ length: BodyLength, _ bodyLimit: Int, _ match: Router.Match, _ exchange: Exchange
    ) -> Response? {
        switch (length, match) {
        case (.none, _): return nil
        case (.bytes(let count), .route) where count <= bodyLimit:
            guard count <= Route.formLimit || beginUpload(exchange) else { return refuseUpload(exchange) }
            exchange.body.reserveCapacity(count)
            return nil
        case (.chunked, .route) where bodyLimit > 0:
            // Its length is not told before: the largest that it may have counts.
            return bodyLimit <= Route.formLimit || beginUpload(exchange) ? nil : refuseUpload(exchange)
        case (_, .route): return refusal(.contentTooLarge, exchange)
        case (_, .methodNotAllowed), (_, .notFound):
            return withRequest(exchange) { request in router.answer(request, match) }
        }
    }

    // MARK: The body

    /// Keeps a piece of the body, up to the route's limit; false when far more comes and the connection is to be cut.
    func receive(_ bytes: [UInt8], _ exchange: Exchange) -> Bool {
        guard let admitted = exchange.admitted else { return false }
        let count = exchange.body.count + bytes.count
        if count <= admitted.bodyLimit, !exchange.isTooLarge {
            exchange.body.append(contentsOf: bytes)
        } else {
            // A chunked body tells its size too late; the rest is thrown away, and not for long.
            exchange.isTooLarge = true
            exchange.excess += bytes.count
            guard exchange.excess <= admitted.bodyLimit else { return false }
        }
        exchange.connection?.mustContinue(by: deadline(from: exchange.bodyStart, bytes: count))
        return true
    }

    // MARK: The answer

    /// What to do with a request that is complete.
    enum Work {
        /// Send this.
        case answer(Response)
        /// Suspend the connection, then `run(_:_:_:)`.
        case lane(Lane, Request)
    }

    func complete(_ exchange: Exchange) -> Work {
        guard let admitted = exchange.admitted else { return .answer(refuse(.badRequest, exchange)) }
        guard !exchange.isTooLarge else { return .answer(refusal(.contentTooLarge, exchange)) }
        do {
            let request = try request(of: exchange, admitted)
            guard case .route(let route, _) = admitted.match, route.lane != .inline else {
                return .answer(router.answer(request, admitted.match))
            }
            return .lane(route.lane, request)
        } catch {
            return .answer(refuse(error, exchange))
        }
    }

    /// Runs a handler in its lane, and wakes the suspended connection when the answer is there.
    func run(_ request: Request, in lane: Lane, _ exchange: Exchange, resume: @escaping @Sendable () -> Void) {
        guard let match = exchange.admitted?.match else { return }
        let suspended = Running.Suspended(
            answer: exchange.laneAnswer, reference: request.reference, resume: resume)
        running.withLock { $0.suspended[ObjectIdentifier(suspended.answer)] = suspended }
        let pool = lane == .hash ? hashLane : waitLane
        let isQueued = pool.submit(for: request.client) { [self] in
            finish(suspended, router.answer(request, match))
        }
        if !isQueued {
            finish(suspended, router.refusal(.serviceUnavailable, request).with("retry-after", "2"))
        }
    }

    private func finish(_ suspended: Running.Suspended, _ response: Response) {
        guard suspended.answer.give(response) else { return }
        _ = running.withLock { $0.suspended.removeValue(forKey: ObjectIdentifier(suspended.answer)) }
        suspended.resume()
    }

    /// The header fields to send, and notes for the log what is sent.
    func fields(for response: Response, _ exchange: Exchange) -> Headers {
        let isHead = exchange.entry?.method == Method.head.rawValue
        exchange.entry?.status = response.status
        exchange.entry?.bytes = isHead || response.stream != nil ? 0 : response.body.count
        exchange.connection?.mustContinue(by: deadline(from: stopwatch.now, bytes: response.body.count))
        var fields = security.fields(for: response)
        if running.withLock({ $0.isStopping }) { fields["connection"] = "close" }
        return fields
    }

    /// The next piece of a body that is made while it is sent; nil at its end.
    ///
    /// Asked for when the piece before has gone out, so the time for it begins here.
    func nextPiece(of stream: BodyStream, _ exchange: Exchange) throws -> [UInt8]? {
        exchange.connection?.mustContinue(by: .max)
        do {
            let piece = try stream.next()
            exchange.entry?.bytes += piece?.count ?? 0
            exchange.connection?.mustContinue(by: deadline(from: stopwatch.now, bytes: piece?.count ?? 0))
            return piece
        } catch {
            exchange.entry?.reason = "the body could not be made"
            throw error
        }
    }

    /// The request is over: counted down and logged.
    func completed(_ exchange: Exchange, isAborted: Bool) {
        let now = stopwatch.now
        exchange.connection?.mustContinue(by: now + configuration.idleTime.nanoseconds)
        if let client = exchange.counted { leave(client, isUpload: exchange.isUpload) }
        guard let entry = exchange.entry else {
            // libmicrohttpd refused the head itself.
            log(
                AccessLogEntry(
                    receivedAt: clock(), reference: "-", client: exchange.connection?.peer ?? .loopback, method: "-",
                    path: "-", status: .badRequest, bytes: 0, duration: .zero, reason: "unreadable head",
                    isAborted: isAborted))
            return
        }
        log(
            AccessLogEntry(
                receivedAt: entry.receivedAt, reference: entry.reference, client: entry.client, method: entry.method,
                path: entry.path, status: entry.status, bytes: entry.bytes,
                duration: .nanoseconds(now - entry.start), reason: entry.reason, isAborted: isAborted))
    }

    // MARK: Stopping

    /// From here on every answer closes its connection.
    func beginStopping() {
        running.withLock { $0.isStopping = true }
    }

    /// How many requests are being read or answered.
    var runningCount: Int { running.withLock { $0.count } }

    /// Closes the lanes, and answers 503 for handlers that wait or still run, so that no connection stays suspended.
    func giveUpWaiting() {
        hashLane.close()
        waitLane.close()
        // After closing: a request that came in between is refused by its lane, and not missed here.
        for suspended in running.withLock({ Array($0.suspended.values) }) {
            finish(suspended, plain(.serviceUnavailable, suspended.reference))
        }
    }

    // MARK: Parts

    private func enter(_ client: IPAddress) -> Bool {
        running.withLock { running in
            let count = running.perClient[client.countedTogether] ?? 0
            guard count < configuration.requestsPerClient else { return false }
            running.perClient[client.countedTogether] = count + 1
            running.count += 1
            return true
        }
    }

    private func beginUpload(_ exchange: Exchange) -> Bool {
        running.withLock { running in
            guard running.uploads < configuration.uploads else { return false }
            running.uploads += 1
            exchange.isUpload = true
            return true
        }
    }

    private func refuseUpload(_ exchange: Exchange) -> Response {
        refusal(.serviceUnavailable, exchange).with("retry-after", "5")
    }

    private func leave(_ key: IPAddress, isUpload: Bool) {
        running.withLock { running in
            if isUpload { running.uploads -= 1 }
            let count = running.perClient[key] ?? 1
            running.perClient[key] = count > 1 ? count - 1 : nil
            running.count -= 1
        }
    }

    private func deadline(from start: UInt64, bytes: Int) -> UInt64 {
        let seconds = UInt64(bytes / max(1, configuration.minimumRate))
        return start + configuration.bodyTime.nanoseconds + seconds * 1_000_000_000
    }

    private func request(of exchange: Exchange, _ admitted: Exchange.Admitted) throws(HTTPError) -> Request {
        try Request(
            Method(rawValue: admitted.head.method), admitted.head.target, headers: admitted.head.headers,
            body: exchange.body, client: admitted.client, isSecure: admitted.isSecure,
            publicURL: configuration.publicURL, receivedAt: exchange.entry?.receivedAt ?? clock(),
            reference: exchange.entry?.reference ?? "-")
    }

    private func withRequest(_ exchange: Exchange, _ answer: (Request) -> Response) -> Response {
        guard let admitted = exchange.admitted else { return refuse(.badRequest, exchange) }
        do {
            return answer(try request(of: exchange, admitted))
        } catch {
            return refuse(error, exchange)
        }
    }

    /// The site's own error page.
    private func refusal(_ status: Status, _ exchange: Exchange) -> Response {
        withRequest(exchange) { router.refusal(status, $0) }
    }

    /// The short page for a request that is not understood, or not for us: nothing of it is believed or shown.
    private func refuse(_ error: HTTPError, _ exchange: Exchange) -> Response {
        if case .malformed(let reason) = error { exchange.entry?.reason = reason.description }
        return refuse(error.status, exchange)
    }

    private func refuse(_ status: Status, _ exchange: Exchange) -> Response {
        plain(status, exchange.entry?.reference ?? "-")
    }

    private func plain(_ status: Status, _ reference: String) -> Response {
        .text(
            "\(status.rawValue)\nRequête refusée. / Request refused.\nRéférence / Reference : \(reference)\n",
            status: status)
    }
}
