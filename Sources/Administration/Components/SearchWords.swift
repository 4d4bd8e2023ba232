import Directory

/// The words of a text as people look for them: without accents and capitals, cut at every other sign.
struct SearchWords {
    private let words: [[UInt8]]

    init(_ text: String) {
        words = FoldedText(text, limit: 300).words
    }

    var isEmpty: Bool { words.isEmpty }

    /// Whether each word that is sought is the beginning of one of these.
    func begin(with sought: SearchWords) -> Bool {
        sought.words.allSatisfy { word in words.contains { $0.starts(with: word) } }
    }
}
