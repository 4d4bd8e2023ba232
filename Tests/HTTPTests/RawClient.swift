import Glibc

/// A TCP client that sends bytes as they are given: what no HTTP library would send, too.
final class RawClient {
    private let descriptor: Int32
    private var received: [UInt8] = []

    /// One answer, read by its `Content-Length`.
    struct Answer {
        var status: Int
        var head: String
        var body: String

        func field(_ name: String) -> String? {
            for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix(name.lowercased() + ":") {
                return String(line.dropFirst(name.count + 1).drop { $0 == " " })
            }
            return nil
        }
    }

    init(port: UInt16) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        wait(atMost: 15)
    }

    deinit {
        close(descriptor)
    }

    /// How long a read waits before it gives up.
    func wait(atMost seconds: Int) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// False when the other side is gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// The next answer; nil when the connection ended or time ran out before one was complete.
    func answer(hasBody: Bool = true) -> Answer? {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let position = received.firstRange(of: end) {
                let head = String(decoding: received[..<position.lowerBound], as: UTF8.self)
                var answer = Answer(status: Int(head.dropFirst(9).prefix(3)) ?? 0, head: head, body: "")
                if answer.status == 100 {
                    received.removeFirst(position.upperBound)
                    return answer
                }
                let length = hasBody ? answer.field("Content-Length").flatMap { Int($0) } ?? 0 : 0
                if received.count >= position.upperBound + length {
                    let body = received[position.upperBound..<(position.upperBound + length)]
                    answer.body = String(decoding: body, as: UTF8.self)
                    received.removeFirst(position.upperBound + length)
                    return answer
                }
            }
            guard read() else { return nil }
        }
    }

    /// Whether the other side closes, and answers nothing more with success before.
    ///
    /// Not "sends nothing more": for a bad Content-Length libmicrohttpd 0.9.75 sends the header of its own 400 twice.
    func isClosed() -> Bool {
        while read() {}
        return !timedOut && !String(decoding: received, as: UTF8.self).contains("HTTP/1.1 200")
    }

    /// The head and all that follows until the other side closes.
    func everything() -> (head: String, rest: String) {
        while read() {}
        let end = received.firstRange(of: Array("\r\n\r\n".utf8)) ?? received.count..<received.count
        return (
            String(decoding: received[..<end.lowerBound], as: UTF8.self),
            String(decoding: received[end.upperBound...], as: UTF8.self)
        )
    }

    /// How many bytes come until the other side closes; keeps none of them.
    func countEverything() -> Int {
        var count = 0
        while read() {
            count += received.count
            received.removeAll(keepingCapacity: true)
        }
        return count
    }

    private var timedOut = false

    private func read() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        timedOut = count < 0 && errno == EAGAIN
        guard count > 0 else { return false }
        received += buffer[..<count]
        return true
    }
}

extension [UInt8] {
    fileprivate func firstRange(of pattern: [UInt8]) -> Range<Int>? {
        guard count >= pattern.count else { return nil }
        for start in 0...(count - pattern.count) where self[start..<(start + pattern.count)].elementsEqual(pattern) {
            return start..<(start + pattern.count)
        }
        return nil
    }
}
