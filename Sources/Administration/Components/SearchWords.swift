/// The words of a text as people look for them: without accents and capitals, cut at every other sign.
struct SearchWords {
    private let words: [String]

    init(_ text: String) {
        let folded = text.prefix(300).map(Self.folded).joined()
        words = folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    var isEmpty: Bool { words.isEmpty }

    /// Whether each word that is sought is the beginning of one of these.
    func begin(with sought: SearchWords) -> Bool {
        sought.words.allSatisfy { word in words.contains { $0.hasPrefix(word) } }
    }

    private static func folded(_ character: Character) -> String {
        if character.isASCII { return character.lowercased() }
        let small = character.lowercased().first ?? character
        return accents[small] ?? String(small)
    }

    private static let accents: [Character: String] = {
        let families: [(String, String)] = [
            ("a", "àáâãäåā"), ("c", "çćč"), ("e", "èéêëēę"), ("i", "ìíîïī"), ("n", "ñń"), ("o", "òóôõöøō"),
            ("s", "śš"), ("u", "ùúûüū"), ("y", "ýÿ"), ("z", "źżž"), ("ae", "æ"), ("oe", "œ"), ("ss", "ß"),
        ]
        var table: [Character: String] = [:]
        for (plain, accented) in families {
            for character in accented { table[character] = plain }
        }
        return table
    }()
}
