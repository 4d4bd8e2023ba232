internal import CMicroHTTPD
import Glibc

/// libmicrohttpd's daemon: an epoll loop in each of some threads. The only code that calls the library.
///
/// `@unchecked Sendable`: the library's own locks guard the daemon; the pointer never changes.
@safe final class MicroHTTPD: @unchecked Sendable {
    private let daemon: OpaquePointer
    private let service: Unmanaged<Service>

    /// Starts answering on a listening socket, which stays the caller's to close after `stop`.
    init(socket: Int32, service: Service) throws(HTTPError) {
        let configuration = service.configuration
        let retained = unsafe Unmanaged.passRetained(service)
        let daemon = unsafe convergences_start_daemon(
            socket, UInt32(configuration.threads), UInt32(configuration.connectionLimit),
            configuration.headerLimit * 4, UInt32(configuration.idleTime.components.seconds),
            acceptConnection, answerRequest, beginRequest, completeRequest, connectionChanged, retained.toOpaque())
        guard let daemon = unsafe daemon else {
            unsafe retained.release()
            throw .cannotStart
        }
        unsafe self.daemon = daemon
        unsafe self.service = retained
    }

    /// Accepts no more connections; those that are open go on.
    func quiesce() {
        _ = unsafe MHD_quiesce_daemon(daemon)
    }

    /// Closes every connection and ends the threads. Trap: the library aborts when a connection is still suspended.
    func stop() {
        unsafe MHD_stop_daemon(daemon)
        unsafe service.release()
    }
}

// The callbacks are global functions: a closure written where an actor is current would trap on a library's thread.

private func theService(_ context: UnsafeMutableRawPointer?) -> Service? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<Service>.fromOpaque(context).takeUnretainedValue()
}

private func theConnection(_ connection: OpaquePointer) -> Connection? {
    guard let context = unsafe convergences_socket_context(connection) else { return nil }
    return unsafe Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
}

/// A peer that has its share of connections is closed at once.
private func acceptConnection(
    _ context: UnsafeMutableRawPointer?, _ address: UnsafePointer<sockaddr>?, _ length: socklen_t
) -> MHD_Result {
    guard let service = unsafe theService(context) else { return .NO }
    let peer = unsafe IPAddress(address)
    let isTrusted = service.configuration.trustedProxies.contains(peer)
    return isTrusted || service.connections.count(of: peer) < service.configuration.connectionsPerAddress
        ? .YES : .NO
}

/// A connection begins, or is about to be closed.
private func connectionChanged(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ change: MHD_ConnectionNotificationCode
) {
    guard let service = unsafe theService(context), let connection = unsafe connection, let slot = unsafe slot else {
        return
    }
    if change == .CONNECTION_NOTIFY_STARTED {
        let watched = unsafe Connection(
            socket: convergences_socket(connection), peer: IPAddress(convergences_peer(connection)),
            deadline: service.stopwatch.now + service.configuration.headerTime.nanoseconds)
        service.connections.insert(watched)
        unsafe slot.pointee = Unmanaged.passRetained(watched).toOpaque()
    } else if let pointer = unsafe slot.pointee {
        let watched = unsafe Unmanaged<Connection>.fromOpaque(pointer).takeRetainedValue()
        unsafe slot.pointee = nil
        service.connections.remove(watched)
    }
}

/// The request line is there; its target is given here before the library decodes it in place.
private func beginRequest(
    _ context: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?, _ connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let service = unsafe theService(context), let connection = unsafe connection else { return nil }
    let watched = unsafe theConnection(connection)
    watched?.mustContinueSooner(by: service.stopwatch.now + service.configuration.headerTime.nanoseconds)
    var text = ""
    if let target = unsafe target { text = unsafe String(cString: target) }
    return unsafe Unmanaged.passRetained(Exchange(target: text, connection: watched)).toOpaque()
}

/// The request is over, answered or not.
private func completeRequest(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ code: MHD_RequestTerminationCode
) {
    guard let service = unsafe theService(context), let slot = unsafe slot, let pointer = unsafe slot.pointee else {
        return
    }
    let exchange = unsafe Unmanaged<Exchange>.fromOpaque(pointer).takeRetainedValue()
    unsafe slot.pointee = nil
    service.completed(exchange, isAborted: code != .REQUEST_TERMINATED_COMPLETED_OK)
}

/// Called when the head is complete, for each piece of the body, when the request is complete, and after a resume.
private func answerRequest(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ url: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ upload: UnsafePointer<CChar>?,
    _ uploadSize: UnsafeMutablePointer<Int>?, _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let service = unsafe theService(context), let connection = unsafe connection,
        let pointer = unsafe slot?.pointee, let uploadSize = unsafe uploadSize
    else { return .NO }
    let exchange = unsafe Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue()
    switch exchange.stage {
    case .head:
        guard let method = unsafe method, let version = unsafe version else { return .NO }
        let head = unsafe RequestHead(connection, method: method, version: version, target: exchange.target)
        let peer = unsafe exchange.connection?.peer ?? IPAddress(convergences_peer(connection))
        if let refusal = service.admit(head, from: peer, exchange) {
            return unsafe send(refusal, exchange, service, connection)
        }
        exchange.stage = .body
        exchange.bodyStart = service.stopwatch.now
        exchange.connection?.mustContinue(by: exchange.bodyStart + service.configuration.bodyTime.nanoseconds)
        return .YES
    case .body:
        if unsafe uploadSize.pointee > 0 {
            let piece = unsafe Array(UnsafeRawBufferPointer(start: upload, count: uploadSize.pointee))
            unsafe uploadSize.pointee = 0
            return service.receive(piece, exchange) ? .YES : .NO
        }
        exchange.connection?.mustContinue(by: .max)
        switch service.complete(exchange) {
        case .answer(let response): return unsafe send(response, exchange, service, connection)
        case .lane(let lane, let request):
            exchange.stage = .working
            unsafe MHD_suspend_connection(connection)
            let suspended = unsafe Suspended(connection: connection)
            service.run(request, in: lane, exchange) { suspended.resume() }
            return .YES
        }
    case .working:
        guard let response = exchange.laneAnswer.response else { return .YES }
        return unsafe send(response, exchange, service, connection)
    case .answered: return .YES
    }
}

/// A suspended connection. `@unchecked Sendable`: the library frees no suspended connection, and it is resumed once.
@safe private struct Suspended: @unchecked Sendable {
    let connection: OpaquePointer

    func resume() {
        unsafe MHD_resume_connection(connection)
    }
}

/// Hands an answer over; the library copies the body once.
private func send(
    _ response: Response, _ exchange: Exchange, _ service: Service, _ connection: OpaquePointer
) -> MHD_Result {
    exchange.stage = .answered
    let body = response.stream.map { SentBody($0, exchange, service) }
    guard let prepared = unsafe prepare(response, body, service.fields(for: response, exchange)) else {
        // A field with a line break, or no memory left.
        let fallback = Response(.internalServerError)
        guard let prepared = unsafe prepare(fallback, nil, service.fields(for: fallback, exchange)) else { return .NO }
        return unsafe queue(prepared, fallback.status, connection)
    }
    return unsafe queue(prepared, response.status, connection)
}

private func queue(_ response: OpaquePointer, _ status: Status, _ connection: OpaquePointer) -> MHD_Result {
    defer { unsafe MHD_destroy_response(response) }
    return unsafe MHD_queue_response(connection, UInt32(status.rawValue), response)
}

private func prepare(_ response: Response, _ body: SentBody?, _ fields: Headers) -> OpaquePointer? {
    let created: OpaquePointer?
    if let body {
        let retained = unsafe Unmanaged.passRetained(body)
        unsafe created = convergences_streamed_response(
            32 * 1024, readBody, retained.toOpaque(), endBody, body.isHead ? 1 : 0)
        if unsafe created == nil { unsafe retained.release() }
    } else {
        unsafe created = response.body.withUnsafeBytes { bytes in
            unsafe MHD_create_response_from_buffer(
                bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress), .RESPMEM_MUST_COPY)
        }
    }
    guard let created = unsafe created else { return nil }
    for field in fields.fields {
        guard unsafe MHD_add_response_header(created, field.name, field.value) == .YES else {
            unsafe MHD_destroy_response(created)
            return nil
        }
    }
    return unsafe created
}

/// A body that is made while it is sent, on its way out; touched by its connection's own thread alone.
private final class SentBody {
    private let stream: BodyStream
    private let exchange: Exchange
    private let service: Service
    private var piece: ArraySlice<UInt8> = []

    /// Nothing will be asked for.
    var isHead: Bool { exchange.entry?.method == Method.head.rawValue }

    init(_ stream: BodyStream, _ exchange: Exchange, _ service: Service) {
        self.stream = stream
        self.exchange = exchange
        self.service = service
    }

    /// At most so many bytes; none at the end.
    func read(atMost count: Int) throws -> ArraySlice<UInt8> {
        if piece.isEmpty { piece = try service.nextPiece(of: stream, exchange)?[...] ?? [] }
        let part = piece.prefix(count)
        piece = piece.dropFirst(part.count)
        return part
    }
}

/// The library wants more of a body that is made while it is sent. After the last byte of a body it asks once more.
private func readBody(
    _ context: UnsafeMutableRawPointer?, _: UInt64, _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int
) -> Int {
    guard let context = unsafe context, let buffer = unsafe buffer else { return convergences_stream_failed }
    let body = unsafe Unmanaged<SentBody>.fromOpaque(context).takeUnretainedValue()
    guard let part = try? body.read(atMost: size) else { return convergences_stream_failed }
    guard !part.isEmpty else { return convergences_stream_ended }
    unsafe UnsafeMutableRawBufferPointer(start: buffer, count: part.count).copyBytes(from: part)
    return part.count
}

/// The answer is sent, or its browser gone.
private func endBody(_ context: UnsafeMutableRawPointer?) {
    guard let context = unsafe context else { return }
    unsafe Unmanaged<SentBody>.fromOpaque(context).release()
}
