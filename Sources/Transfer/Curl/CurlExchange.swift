// Wall file: libcurl's callbacks.
internal import CCurl
import Glibc

/// What goes out and what comes in during one transfer: what libcurl's callbacks read and fill. Lives on the thread
/// of the transfer.
final class CurlExchange {
    /// The bytes to send.
    private let outgoing: [UInt8]
    private var sent = 0
    /// The body that came.
    private(set) var body: [UInt8] = []
    private let bodyLimit: Int
    private(set) var isTooLarge = false
    /// The lines of the last header that came, without their ends; bounded.
    private(set) var headerLines: [[UInt8]] = []
    private var headerBytes = 0
    /// What was said, if the transfer is SMTP.
    private(set) var conversation = SMTPConversation()
    /// Whether a connection to the address (4 or 16 bytes) may be made; nil: to any.
    let mayConnect: (([UInt8]) -> Bool)?
    private(set) var hasRefusedAddress = false

    private static let headerLimit = 64 * 1024

    init(sending outgoing: [UInt8] = [], bodyLimit: Int = 0, mayConnect: (([UInt8]) -> Bool)? = nil) {
        self.outgoing = outgoing
        self.bodyLimit = bodyLimit
        self.mayConnect = mayConnect
    }

    /// The next bytes to send, at most `count`; empty at the end.
    func next(_ count: Int) -> ArraySlice<UInt8> {
        let piece = outgoing[sent..<min(outgoing.count, sent + count)]
        sent += piece.count
        return piece
    }

    /// False when it is too much.
    func take(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard body.count + piece.count <= bodyLimit else {
            isTooLarge = true
            body = []
            return false
        }
        unsafe body.append(contentsOf: piece)
        return true
    }

    /// False when it is too much. A status line begins a new header: what was before it was a redirect's.
    func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        if unsafe line.starts(with: Array("HTTP/".utf8)) {
            headerLines = []
            headerBytes = 0
        }
        headerBytes += line.count
        guard headerBytes <= Self.headerLimit else {
            isTooLarge = true
            return false
        }
        unsafe headerLines.append(Array(line.prefix { $0 != 0x0D && $0 != 0x0A }))
        return true
    }

    func heard(_ line: UnsafeRawBufferPointer) { unsafe conversation.received(line) }

    func said(_ line: UnsafeRawBufferPointer) { unsafe conversation.sent(line) }

    /// Whether the address may be connected to; remembers a no.
    func admits(_ address: [UInt8]) -> Bool {
        guard let mayConnect, !mayConnect(address) else { return true }
        hasRefusedAddress = true
        return false
    }
}

// The callbacks are global functions: a closure written where an actor is current would trap on another thread.

private func exchange(_ context: UnsafeMutableRawPointer?) -> CurlExchange? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<CurlExchange>.fromOpaque(context).takeUnretainedValue()
}

/// libcurl wants bytes to send.
func giveBytes(
    _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let exchange = unsafe exchange(context), let buffer = unsafe buffer else { return 0 }
    let piece = exchange.next(size * count)
    unsafe UnsafeMutableRawBufferPointer(start: buffer, count: size * count).copyBytes(from: piece)
    return piece.count
}

/// libcurl has bytes of the body; another count than theirs ends the transfer.
func takeBytes(
    _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let piece = unsafe UnsafeRawBufferPointer(start: buffer, count: size * count)
    return unsafe exchange(context)?.take(piece) == true ? piece.count : 0
}

/// libcurl has a line of the header; of an SMTP transfer too, where the conversation tells it already.
func takeHeader(
    _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let line = unsafe UnsafeRawBufferPointer(start: buffer, count: size * count)
    return unsafe exchange(context)?.takeHeader(line) == true ? line.count : 0
}

/// libcurl tells what it says and hears.
func takeConversation(
    _ handle: UnsafeMutableRawPointer?, _ kind: curl_infotype, _ text: UnsafeMutablePointer<CChar>?, _ size: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    let line = unsafe UnsafeRawBufferPointer(start: text, count: size)
    switch kind {
    case CURLINFO_HEADER_IN: unsafe exchange(context)?.heard(line)
    case CURLINFO_HEADER_OUT: unsafe exchange(context)?.said(line)
    default: break
    }
    return 0
}

/// libcurl wants a socket for an address that it has resolved.
func openSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let exchange = unsafe exchange(context), let address = unsafe address else {
        return convergences_curl_bad_socket()
    }
    let family = unsafe address.pointee.family
    guard let start = unsafe UnsafeRawPointer(convergences_curl_address(address)) else {
        return convergences_curl_bad_socket()
    }
    // struct sockaddr_in and sockaddr_in6: the address stands after family and port, in IPv6 after the flow label.
    let bytes: [UInt8]
    switch family {
    case AF_INET: bytes = unsafe Array(UnsafeRawBufferPointer(start: start + 4, count: 4))
    case AF_INET6: bytes = unsafe Array(UnsafeRawBufferPointer(start: start + 8, count: 16))
    default: bytes = []
    }
    guard exchange.admits(bytes) else { return convergences_curl_bad_socket() }
    return unsafe socket(family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
}
