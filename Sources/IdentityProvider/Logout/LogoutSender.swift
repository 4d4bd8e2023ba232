import Directory
import FoundationEssentials
import SAML
import Synchronization
import Threads
import Transfer

/// Tells service providers from server to server that sessions ended (SAML Profiles §4.4, by SOAP): at once and in
/// parallel while somebody waits, later from the queue when one did not answer.
final class LogoutSender: Sendable {
    private let queue: LogoutQueue
    private let registry: ServiceProviderRegistry
    private let writer: LogoutWriter
    private let receiver: Receiver
    private let client: OutboundClient
    private let clock: @Sendable () -> Date
    private let log: @Sendable (String) -> Void
    /// How many are being asked at this moment.
    private let underWay = Atomic<Int>(0)
    private let worker = Worker()

    /// Each needs a thread while it waits; more wait in the queue.
    private static let atOnce = 32
    /// How often the queue is looked at.
    private static let interval = Duration.seconds(15)

    /// - Parameters:
    ///   - client: within what rules other machines are asked; its times bound each question.
    ///   - clock: for what happens after the request that began it.
    init(
        queue: LogoutQueue, registry: ServiceProviderRegistry, writer: LogoutWriter, receiver: Receiver,
        client: OutboundClient, clock: @escaping @Sendable () -> Date, log: @escaping @Sendable (String) -> Void
    ) {
        self.queue = queue
        self.registry = registry
        self.writer = writer
        self.receiver = receiver
        self.client = client
        self.clock = clock
        self.log = log
    }

    /// Tells the participants of a logout that has just begun and waits for them, at most for `longestWait`; who is slower
    /// is told all the same. Those that only a browser can tell are left to it.
    ///
    /// - Parameter hasBrowser: whether one waits. It is not sent where nobody answers: it would end there, and tell nobody
    ///   after it.
    func send(_ logout: String, hasBrowser: Bool, waitingAtMost longestWait: Duration, at now: Date) throws {
        let end = ContinuousClock.now + longestWait
        let answered = CountingSemaphore()
        var expected = 0
        for participant in try queue.participants(of: logout) where participant.state == .waiting {
            guard let (provider, way) = try route(participant, at: now) else { continue }
            let isStarted: Bool
            switch way {
            case .soap(let location):
                isStarted = start { [self] in
                    sendRequest(to: participant, provider, at: location)
                    answered.signal()
                }
            case .browser(let location):
                try queue.settle(participant, hasBrowser ? .failed : .browser, at: now)
                guard hasBrowser else { continue }
                isStarted = start { [self] in
                    if answers(location, provider) { leaveToBrowser(participant) }
                    answered.signal()
                }
                if !isStarted { leaveToBrowser(participant) }
            }
            if isStarted { expected += 1 }
        }
        for _ in 0..<expected where !answered.wait(atMost: max(.zero, end - ContinuousClock.now)) { return }
    }

    /// Begins to work through what nobody waits for, in a thread of its own.
    func start() throws(Worker.NoThread) {
        try worker.start(every: Self.interval) { [self] in
            do { try workThroughQueue(at: clock()) } catch { log("logout queue: \(error)") }
        }
    }

    /// Begins nothing more; what is under way ends by itself, and is asked again after a restart if it did not.
    func stop() { worker.stop() }

    /// Tells whoever is due now, one after the other; sessions that ended without a browser in front of us begin here.
    func workThroughQueue(at now: Date) throws {
        for participant in try queue.lease(at: now) {
            guard let (provider, way) = try route(participant, at: now) else { continue }
            switch way {
            case .soap(let location): sendRequest(to: participant, provider, at: location)
            case .browser: leaveToBrowser(participant)
            }
        }
    }

    /// How a participant is told.
    private enum Way {
        /// From server to server.
        case soap(String)
        /// By the browser that waits for the logout.
        case browser(String)
    }

    /// How a participant is told; nil when it cannot be, which is then noted.
    private func route(
        _ participant: LogoutParticipant, at now: Date
    ) throws -> (RegisteredServiceProvider, Way)? {
        guard let provider = try registry.serviceProvider(participant.serviceProvider) else { return nil }
        let settings = provider.record.settings
        guard participant.canBeNamed else {
            try queue.settle(participant, .unable, at: now)
            return nil
        }
        if let location = settings.logoutBySOAP { return (provider, .soap(location)) }
        if let endpoint = settings.logoutByBrowser, participant.logout != nil {
            return (provider, .browser(endpoint.location))
        }
        try queue.settle(participant, .unable, at: now)
        return nil
    }

    private func leaveToBrowser(_ participant: LogoutParticipant) {
        do { try queue.leaveToBrowser(participant) } catch { log("logout queue: \(error)") }
    }

    /// Whether anything answers on the host of an endpoint. What we may not ask, or do not trust, the browser may.
    private func answers(_ location: String, _ provider: RegisteredServiceProvider) -> Bool {
        guard let home = URL(string: "/", relativeTo: URL(string: location))?.absoluteString else { return true }
        do throws(TransferError) {
            let status = try client.send(.get(home)).status
            guard [502, 503, 504].contains(status) else { return true }
            log("logout: service provider \(provider.record.id): its host answers with status \(status)")
            return false
        } catch .refusedAddress, .certificate, .tooLarge, .invalid {
            return true
        } catch {
            log("logout: service provider \(provider.record.id): \(error)")
            return false
        }
    }

    private func sendRequest(
        to participant: LogoutParticipant, _ provider: RegisteredServiceProvider, at location: String
    ) {
        let now = clock()
        do {
            do {
                if try ask(participant, provider, at: location, now) {
                    try queue.settle(participant, .done, at: clock())
                } else {
                    log("logout: service provider \(provider.record.id) did not end its session")
                    try queue.settle(participant, .failed, at: clock())
                }
            } catch {
                log("logout: service provider \(provider.record.id): \(error)")
                try queue.postpone(participant, at: clock())
            }
        } catch {
            // The row stays as it is and comes up again when its lease has ended.
            log("logout queue: \(error)")
        }
    }

    /// Whether the service provider says that its session has ended.
    private func ask(
        _ participant: LogoutParticipant, _ provider: RegisteredServiceProvider, at location: String, _ now: Date
    ) throws -> Bool {
        let message = try writer.request(participant, to: location, of: provider.record, at: now)
        let body = SOAP.envelope(try writer.signed(message.element, for: provider.record))
        let answer = try client.send(
            OutboundRequest(.post(body, contentType: SOAP.contentType), location, headers: [SOAP.action]))
        guard answer.status == 200 else { throw MessageRefusal(.failure, "it answered with status \(answer.status)") }
        let response = try receiver.logoutResponse(inSOAP: answer.body, from: provider, now: clock()).message
        guard response.inResponseTo == message.id else { throw MessageRefusal(.failure, "it answered another request") }
        return response.status.isSuccess
    }

    private func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        guard underWay.wrappingAdd(1, ordering: .relaxed).newValue <= Self.atOnce else {
            underWay.wrappingSubtract(1, ordering: .relaxed)
            return false
        }
        return Thread.start { [self] in
            work()
            underWay.wrappingSubtract(1, ordering: .relaxed)
        }
    }
}
