/// Makes text harmless between tags and within quoted attributes.
enum Escaping {
    /// Appends `text` with `& < > " '` as references and U+0000, which HTML cannot hold, as U+FFFD.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        // Nearly all text has none of them, and the SAML messages in forms are long: one copy of the whole.
        guard needsReference(text) else { return bytes.append(contentsOf: text.utf8) }
        for byte in text.utf8 {
            if let reference = reference(for: byte) {
                bytes.append(contentsOf: reference.utf8)
            } else {
                bytes.append(byte)
            }
        }
    }

    /// Whether any byte is one that `reference` knows. One expression without a branch, so that the compiler makes it look
    /// at sixteen bytes at a time.
    private static func needsReference(_ text: String) -> Bool {
        let source = text.utf8Span.span
        var found: UInt8 = 0
        for index in source.indices {
            let byte = source[index]
            // & and ', < and >, ", NUL
            found |=
                (byte & 0xFE == 0x26 ? 1 : 0) | (byte | 0x02 == 0x3E ? 1 : 0) | (byte == 0x22 ? 1 : 0)
                | (byte == 0 ? 1 : 0)
        }
        return found != 0
    }

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
