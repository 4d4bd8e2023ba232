/// Makes text harmless between tags and within quoted attributes.
enum Escaping {
    /// Appends `text` with `& < > " '` as references and U+0000, which HTML cannot hold, as U+FFFD.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.makeContiguousUTF8()
        let source = text.utf8.span
        var start = 0
        for position in source.indices {
            let byte = source[position]
            // Most bytes are above these signs, or among them and plain.
            guard byte < 64, special >> UInt64(byte) & 1 == 1, let reference = reference(for: byte) else { continue }
            append(source, start..<position, to: &bytes)
            bytes.append(contentsOf: reference.utf8)
            start = position + 1
        }
        if start == 0 {
            bytes.append(contentsOf: text.utf8)  // nothing to escape, as nearly always: one copy of the whole
        } else {
            append(source, start..<source.count, to: &bytes)
        }
    }

    private static func append(_ source: Span<UInt8>, _ range: Range<Int>, to bytes: inout [UInt8]) {
        for position in range { bytes.append(source[position]) }
    }

    /// The bytes that `reference` knows, a bit each.
    private static let special: UInt64 = 1 << 0x26 | 1 << 0x3C | 1 << 0x3E | 1 << 0x22 | 1 << 0x27 | 1

    private static func reference(for byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        case 0: "\u{FFFD}"
        default: nil
        }
    }
}
