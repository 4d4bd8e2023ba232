/// One `name=value` of a raw query, still in the escapes in which it came.
struct QueryParameter {
    let rawName: ArraySlice<UInt8>
    let rawValue: ArraySlice<UInt8>

    /// The parameters of a query, in order; parts without "=" have an empty value.
    static func split(_ query: String) -> [QueryParameter] {
        var rest = Array(query.utf8)[...]
        var parameters: [QueryParameter] = []
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "&")) ?? rest.endIndex
            let part = rest[..<end]
            rest = rest[end...].dropFirst()
            guard !part.isEmpty else { continue }
            let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            parameters.append(QueryParameter(rawName: part[..<equals], rawValue: part[equals...].dropFirst()))
        }
        return parameters
    }

    /// The text behind the escapes by the rules of forms ("+" is a space), or nil for a malformed escape or bytes that
    /// are not UTF-8.
    static func decode(_ raw: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raw.count)
        var position = raw.startIndex
        while position < raw.endIndex {
            switch raw[position] {
            case UInt8(ascii: "%"):
                guard position + 2 < raw.endIndex, let high = hexDigit(raw[position + 1]),
                    let low = hexDigit(raw[position + 2])
                else { return nil }
                bytes.append(high << 4 | low)
                position += 2
            case UInt8(ascii: "+"): bytes.append(0x20)
            case let byte: bytes.append(byte)
            }
            position += 1
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The text with everything but unreserved characters (RFC 3986 §2.3) escaped.
    static func encode(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 5 / 4)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes.append(contentsOf: [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
