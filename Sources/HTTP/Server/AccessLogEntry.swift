import Calendar
package import FoundationEssentials

/// One request in the access log: never a query, a body or a secret of a path.
package struct AccessLogEntry: Hashable, Sendable {
    /// When the header was complete.
    package let receivedAt: Date
    /// The request's reference.
    package let reference: String
    /// The browser's address.
    package let client: IPAddress
    /// The method, as sent.
    package let method: String
    /// The path; the route's pattern where the path holds a secret.
    package let path: String
    /// The status answered.
    package let status: Status
    /// Bytes of the answer's body.
    package let bytes: Int
    /// From the complete header to the last byte handed over.
    package let duration: Duration
    /// Why the request was refused, when HTTP itself was broken.
    package let reason: String?
    /// Whether the connection broke before the answer was sent.
    package let isAborted: Bool

    /// One line in logfmt. Whatever was sent, it stays one line of visible ASCII and each value in its place.
    package var line: String {
        let microseconds = duration / .microseconds(1)
        var line = DateTime.string(receivedAt)
        line += " ref=\(AccessLogEntry.safe(reference)) client=\(client) method=\(AccessLogEntry.safe(method))"
        line += " path=\(AccessLogEntry.safe(path)) status=\(status.rawValue) bytes=\(bytes) us=\(Int(microseconds))"
        if let reason { line += " reason=\(AccessLogEntry.safe(reason))" }
        if isAborted { line += " aborted=true" }
        return line
    }

    /// A value of a logfmt line: quoted unless it is plain, everything but visible ASCII written `\xHH`, and cut at
    /// 256 bytes. For other logs of the program too.
    package static func safe(_ text: String) -> String {
        if text.utf8.count <= 256, !text.isEmpty, text.utf8.allSatisfy(isUnquoted) { return text }
        var result = ""
        var isPlain = !text.isEmpty
        for byte in text.utf8.prefix(256) {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                isPlain = false
                result += "\\" + String(UnicodeScalar(byte))
            case UInt8(ascii: " "), UInt8(ascii: "="):
                isPlain = false
                result.unicodeScalars.append(UnicodeScalar(byte))
            case 0x21...0x7E: result.unicodeScalars.append(UnicodeScalar(byte))
            default:
                isPlain = false
                result += byte < 16 ? "\\x0" : "\\x"
                result += String(byte, radix: 16)
            }
        }
        if text.utf8.count > 256 { result += "..." }
        return isPlain ? result : "\"\(result)\""
    }

    private static func isUnquoted(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "="): false
        default: byte > 0x20 && byte < 0x7F
        }
    }
}
