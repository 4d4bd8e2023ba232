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

    /// « de Karim », « d’Élodie »: elided before a vowel, and before a name in H or Y that is said with one.
    package static func de(_ name: String) -> String {
        let letters = name.lowercased().prefix(2).map { $0.decomposedBase }
        let isElided =
            switch letters.first {
            case "a", "e", "i", "o", "u", "œ", "æ": true
            // Hélène, Hugues; but Hassan, Hamid.
            case "h": letters.count > 1 && "eiouy".contains(letters[1])
            // Yves, Yvonne; but Yann, Youssef.
            case "y": letters.count > 1 && !"aeiouy".contains(letters[1])
            default: false
            }
        return isElided ? "d’\(name)" : "de \(name)"
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

extension Character {
    /// The letter without its accent, of those that begin French names.
    fileprivate var decomposedBase: Character {
        switch self {
        case "à", "â", "ä", "á", "å": "a"
        case "é", "è", "ê", "ë": "e"
        case "î", "ï", "í": "i"
        case "ô", "ö", "ó": "o"
        case "ù", "û", "ü", "ú": "u"
        default: self
        }
    }
}
