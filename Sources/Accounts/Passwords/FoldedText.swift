/// A text as a person who guesses it would spell it: lower case, without accents.
///
/// Characters that no Latin keyboard has stay as their UTF-8 bytes, which match no word and count as unknown.
struct FoldedText {
    /// The folded characters; digits and signs are kept.
    let bytes: [UInt8]

    /// Folds at most `limit` characters: what comes after can only make a password better.
    init(_ text: some StringProtocol, limit: Int = 128) {
        var bytes: [UInt8] = []
        for character in text.prefix(limit) {
            bytes.append(contentsOf: Self.fold(character))
        }
        self.bytes = bytes
    }

    /// The letters and digits only, cut at every other sign: `Hélène Lefèvre-N'Guyen` gives helene, lefevre, n, guyen.
    var words: [[UInt8]] {
        bytes.split { !Self.isLetter($0) && !Self.isDigit($0) }.map(Array.init)
    }

    /// The text with the digits and signs that stand for a letter replaced: `p4ssw0rd` reads `password`.
    func unmasked(one: UInt8) -> [UInt8] {
        bytes.map { byte in
            switch byte {
            case UInt8(ascii: "0"): UInt8(ascii: "o")
            case UInt8(ascii: "1"), UInt8(ascii: "!"): one
            case UInt8(ascii: "3"): UInt8(ascii: "e")
            case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
            case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
            case UInt8(ascii: "7"): UInt8(ascii: "t")
            default: byte
            }
        }
    }

    static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func fold(_ character: Character) -> [UInt8] {
        if let ascii = character.asciiValue {
            let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(ascii)
            return [isUpper ? ascii + 32 : ascii]
        }
        return accents[character] ?? accents[Character(character.lowercased())]
            ?? Array(character.utf8)
    }

    private static let accents: [Character: [UInt8]] = {
        let families: [(String, String)] = [
            ("a", "àáâãäåā"), ("c", "çćč"), ("e", "èéêëēę"), ("i", "ìíîïī"), ("n", "ñń"), ("o", "òóôõöøō"),
            ("s", "śš"), ("u", "ùúûüū"), ("y", "ýÿ"), ("z", "źżž"), ("ae", "æ"), ("oe", "œ"), ("ss", "ß"),
            ("'", "’"), ("-", "‐–—"),
        ]
        var table: [Character: [UInt8]] = [:]
        for (plain, accented) in families {
            for character in accented { table[character] = Array(plain.utf8) }
        }
        return table
    }()
}
