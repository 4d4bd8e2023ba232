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
    package static func encode(_ bytes: [UInt8]) -> String { OpenSSLBase64.text(bytes) }

    /// As `encode`, as ASCII bytes.
    package static func encodedBytes(_ bytes: [UInt8]) -> [UInt8] { OpenSSLBase64.encode(bytes) }

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
