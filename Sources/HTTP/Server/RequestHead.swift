/// Request line and header fields as libmicrohttpd read them, before any of it is believed.
struct RequestHead: Sendable {
    let method: String
    /// The octets between method and version, undecoded.
    let target: String
    let version: String
    let headers: Headers
    /// Bytes on the wire.
    let size: Int
    /// Whether every line was one field ended by CR LF: no bare LF, no folded line, no NUL.
    let isWellFormed: Bool
}

/// How long a body is (RFC 9112 §6).
enum BodyLength: Hashable, Sendable {
    case none
    case bytes(Int)
    case chunked
}

extension RequestHead {
    /// Refuses every head that two readers could understand differently, and tells the body's length.
    ///
    /// libmicrohttpd takes the first of two `Content-Length` or `Host` fields, and `Transfer-Encoding` over
    /// `Content-Length`; a proxy may choose otherwise, and what one calls a body the other calls a request.
    func checked() throws(HTTPError) -> BodyLength {
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else { throw .malformed("unknown HTTP version") }
        guard isWellFormed else { throw .malformed("a header line not ended by CR LF, folded, or with a NUL") }
        guard !method.isEmpty, method.utf8.count <= 32, method.utf8.allSatisfy(RequestHead.isToken) else {
            throw .malformed("a method that is no token")
        }
        guard target.utf8.first == UInt8(ascii: "/") || target == "*",
            target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw .malformed("a target that is no path") }
        for field in headers.fields {
            guard !field.name.isEmpty, field.name.utf8.allSatisfy(RequestHead.isToken) else {
                throw .malformed("a field name that is no token")
            }
            guard field.value.utf8.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
                throw .malformed("a control character in a field")
            }
        }
        guard headers.all("host").count == 1 else { throw .malformed("not exactly one Host") }
        return try bodyLength()
    }

    private func bodyLength() throws(HTTPError) -> BodyLength {
        let lengths = headers.all("content-length")
        let encodings = headers.all("transfer-encoding")
        guard lengths.count + encodings.count <= 1 else { throw .malformed("more than one body length") }
        if let encoding = encodings.first {
            guard version == "HTTP/1.1", encoding.lowercased() == "chunked" else {
                throw .malformed("a transfer encoding other than chunked")
            }
            return .chunked
        }
        guard let length = lengths.first else { return .none }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard !length.isEmpty, length.utf8.count <= 18, length.utf8.allSatisfy(digits.contains), let bytes = Int(length)
        else { throw .malformed("a content length that is no number") }
        return bytes == 0 ? .none : .bytes(bytes)
    }

    /// RFC 9110 §5.6.2
    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "^"), UInt8(ascii: "`"),
            UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
