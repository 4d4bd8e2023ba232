/// The spaces of French typesetting (Imprimerie nationale).
package enum Typography {
    /// U+00A0, before `: ; ? ! »` and after `«`.
    package static let noBreakSpace = "\u{A0}"
    /// U+202F, between the thousands of a number.
    package static let narrowNoBreakSpace = "\u{202F}"

    /// Makes the ordinary space before `: ; ? ! » % €` and after `«` a no-break one; everything else stays.
    ///
    /// A space is never added, so that addresses and times (`https://…`, `12:30`) stay what they are.
    package static func french(_ sentence: String) -> String {
        let source = Array(sentence.utf8)
        guard let first = source.indices.first(where: { isBound(source, $0) }) else { return sentence }
        var result = Array(source[..<first])
        result.reserveCapacity(source.count + 8)
        for position in first..<source.count {
            if isBound(source, position) {
                result.append(contentsOf: noBreakSpace.utf8)
            } else {
                result.append(source[position])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether the byte is an ordinary space that belongs to the sign before or after it.
    private static func isBound(_ source: [UInt8], _ position: Int) -> Bool {
        guard source[position] == UInt8(ascii: " ") else { return false }
        if position >= 2, source[position - 2] == 0xC2, source[position - 1] == 0xAB { return true }  // «
        let next = source[(position + 1)...]
        switch next.first {
        case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "%"): return true
        default: return next.starts(with: [0xC2, 0xBB]) || next.starts(with: [0xE2, 0x82, 0xAC])  // » €
        }
    }
}
