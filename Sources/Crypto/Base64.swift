/// Base64 (RFC 4648 §4), with padding, read strictly.
package enum Base64 {
    /// White space that a decoder lets pass.
    package enum WhiteSpace: Sendable {
        /// None: headers, tokens.
        case refused
        /// CR and LF: form fields, PEM.
        case lineBreaks
        /// CR, LF, space and tab: text of an XML element, which tools indent.
        case any
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// One line, padded.
    package static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encodedBytes(bytes), as: UTF8.self)
    }

    /// As `encode`, as ASCII bytes.
    ///
    /// Three bytes at a time: every Response passes here, and the general loop of `BitGroups` takes eight times as long.
    package static func encodedBytes(_ bytes: [UInt8]) -> [UInt8] {
        let whole = bytes.count / 3 * 3
        let source = bytes.span
        let digit = alphabet.span
        var digits = [UInt8](repeating: UInt8(ascii: "="), count: (bytes.count + 2) / 3 * 4)
        var target = digits.mutableSpan
        var place = 0
        for index in stride(from: 0, to: whole, by: 3) {
            let group = Int(source[index]) << 16 | Int(source[index + 1]) << 8 | Int(source[index + 2])
            target[place] = digit[group >> 18]
            target[place + 1] = digit[group >> 12 & 63]
            target[place + 2] = digit[group >> 6 & 63]
            target[place + 3] = digit[group & 63]
            place += 4
        }
        if whole < bytes.count {
            let second = whole + 1 < bytes.count ? Int(source[whole + 1]) : 0
            let group = Int(source[whole]) << 16 | second << 8
            target[place] = digit[group >> 18]
            target[place + 1] = digit[group >> 12 & 63]
            if whole + 1 < bytes.count { target[place + 2] = digit[group >> 6 & 63] }
        }
        return digits
    }

    /// The bytes, or nil for a foreign character, wrong padding, or bits left over that are not zero (two texts would
    /// otherwise stand for the same bytes).
    package static func decode(_ text: String, allowing whiteSpace: WhiteSpace = .refused) -> [UInt8]? {
        decode(Array(text.utf8), allowing: whiteSpace)
    }

    /// As `decode` of a text, from ASCII bytes.
    package static func decode(_ text: [UInt8], allowing whiteSpace: WhiteSpace = .refused) -> [UInt8]? {
        var digits = text
        switch whiteSpace {
        case .refused: break
        case .lineBreaks: digits.removeAll { $0 == 0x0D || $0 == 0x0A }
        case .any: digits.removeAll { $0 == 0x0D || $0 == 0x0A || $0 == 0x20 || $0 == 0x09 }
        }
        guard digits.count % 4 == 0 else { return nil }
        var padding = 0
        while padding < 2, digits.last == UInt8(ascii: "=") {
            digits.removeLast()
            padding += 1
        }
        guard (digits.count + padding) % 4 == 0 else { return nil }
        return BitGroups.decode(digits, bitsPerDigit: 6, values: values)
    }

    private static let values = BitGroups.values(of: alphabet)
}

/// Base64url (RFC 4648 §5), without padding, read strictly: tokens and links.
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let values = BitGroups.values(of: alphabet)

    /// No padding.
    package static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: BitGroups.encode(bytes, bitsPerDigit: 6, alphabet: alphabet, padTo: 1), as: UTF8.self)
    }

    /// The bytes, or nil for a foreign character, padding, or left-over bits that are not zero.
    package static func decode(_ text: String) -> [UInt8]? {
        BitGroups.decode(Array(text.utf8), bitsPerDigit: 6, values: values)
    }
}
