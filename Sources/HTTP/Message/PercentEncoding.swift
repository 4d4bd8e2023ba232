/// Percent-encoding of urlencoded forms and queries (WHATWG URL §5), read strictly.
package enum PercentEncoding {
    /// Decodes `%XX` and `+`.
    ///
    /// - Throws: `malformed` for a broken escape, a NUL, or bytes that are not UTF-8.
    package static func decode(_ encoded: some Collection<UInt8>) throws(HTTPError) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encoded.count)
        var position = encoded.startIndex
        while position != encoded.endIndex {
            let byte = encoded[position]
            encoded.formIndex(after: &position)
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = nibble(encoded, &position), let low = nibble(encoded, &position) else {
                    throw .malformed("a broken percent escape")
                }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        guard !bytes.contains(0) else { throw .malformed("a NUL in a parameter") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed("a parameter that is not UTF-8")
        }
        return text
    }

    /// Encodes everything but the unreserved characters of RFC 3986 §2.3 (a space as `%20`): safe in a query or path.
    package static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(hexadecimal(byte >> 4))
                bytes.append(hexadecimal(byte & 0xF))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func nibble<Bytes: Collection<UInt8>>(_ bytes: Bytes, _ position: inout Bytes.Index) -> UInt8? {
        guard position != bytes.endIndex else { return nil }
        defer { bytes.formIndex(after: &position) }
        return digit(bytes[position])
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func hexadecimal(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + nibble - 10
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
