/// Quoted-printable (RFC 2045 §6.7): text in lines of at most 76 ASCII characters that stay readable.
///
/// After `=` there is always a hexadecimal digit or a line break, so that a boundary with `=_` in it cannot occur.
enum QuotedPrintable {
    private static let lineLimit = 76
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Line breaks of any kind become CR LF; the last line gets one too.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 4)
        var column = 0
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == 0x0D || byte == 0x0A {
                if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
                breakLine(&result, &column)
                continue
            }
            let isLast = position == bytes.count || bytes[position] == 0x0D || bytes[position] == 0x0A
            let isPlain = isPlain(byte, atEnd: isLast)
            // Room for the "=" of a soft line break, unless the line ends here anyway.
            if column + (isPlain ? 1 : 3) > (isLast ? lineLimit : lineLimit - 1) {
                result.append(UInt8(ascii: "="))
                breakLine(&result, &column)
            }
            if isPlain {
                result.append(byte)
                column += 1
            } else {
                appendEscaped(byte, to: &result)
                column += 3
            }
        }
        if column > 0 { breakLine(&result, &column) }
        return result
    }

    /// `=` and two hexadecimal digits.
    static func appendEscaped(_ byte: UInt8, to result: inout [UInt8]) {
        result.append(UInt8(ascii: "="))
        result.append(digits[Int(byte >> 4)])
        result.append(digits[Int(byte & 0xF)])
    }

    private static func breakLine(_ result: inout [UInt8], _ column: inout Int) {
        result.append(0x0D)
        result.append(0x0A)
        column = 0
    }

    /// A blank at the end of a line would be lost on the way.
    private static func isPlain(_ byte: UInt8, atEnd: Bool) -> Bool {
        switch byte {
        case 0x20, 0x09: !atEnd
        case UInt8(ascii: "="): false
        default: (0x21...0x7E).contains(byte)
        }
    }
}
