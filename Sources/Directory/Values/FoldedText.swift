/// A text as a person who looks for it, or who guesses a password, would spell it: lower case, without accents.
///
/// Letters that no Latin keyboard has stay as their UTF-8 bytes.
package struct FoldedText: Hashable, Sendable {
    /// The folded characters; digits and signs are kept.
    package let bytes: [UInt8]

    /// Folds at most `limit` characters: nothing that is looked for or sorted is longer.
    package init(_ text: some StringProtocol, limit: Int = 128) {
        var bytes: [UInt8] = []
        for character in text.prefix(limit) {
            bytes.append(contentsOf: Self.fold(character))
        }
        self.bytes = bytes
    }

    /// The letters and digits only, cut at every sign: `Hélène Lefèvre-N'Guyen` gives helene, lefevre, n, guyen.
    package var words: [[UInt8]] {
        bytes.split { $0 < 0x80 && !Self.isLetter($0) && !Self.isDigit($0) }.map(Array.init)
    }

    /// The words with one blank between them: texts that differ only by capitals, accents and signs are equal.
    package var key: String {
        words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }

    /// a to z.
    package static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    /// 0 to 9.
    package static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func fold(_ character: Character) -> [UInt8] {
        if let ascii = character.asciiValue {
            let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(ascii)
            return [isUpper ? ascii + 32 : ascii]
        }
        if let plain = accents[character] { return plain }
        let small = Character(character.lowercased())
        return accents[small] ?? Array(String(small).utf8)
    }

    private static let accents: [Character: [UInt8]] = {
        let families: [(String, String)] = [
            ("a", "àáâãäåāăą"), ("c", "çćčĉċ"), ("d", "ďđð"), ("e", "èéêëēęėěĕ"), ("g", "ğģĝġ"), ("h", "ĥħ"),
            ("i", "ìíîïīıįĩĭ"), ("j", "ĵ"), ("k", "ķ"), ("l", "łľĺļ"), ("n", "ñńňņ"), ("o", "òóôõöøōőŏ"), ("r", "řŕŗ"),
            ("s", "śšşșŝ"), ("t", "ťţțŧ"), ("u", "ùúûüūűůųũŭ"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"), ("ae", "æ"),
            ("oe", "œ"), ("ss", "ßẞ"), ("th", "þ"), ("'", "’ʼ"), ("-", "‐‑–—"), (" ", "\u{A0}\u{202F}"),
        ]
        var table: [Character: [UInt8]] = [:]
        for (plain, accented) in families {
            for character in accented { table[character] = Array(plain.utf8) }
        }
        return table
    }()
}
