import Database

extension User {
    /// The condition, on a column that holds a user, that each word of a text begins a word of the name or of the
    /// address before its `@`, whatever its capitals and accents: « eloise » finds Éloïse, « amr ka » Karim Amrani. A
    /// text with an `@` is the beginning of a whole address. Nothing typed finds everybody; signs alone find nobody.
    static func matches(_ text: String, _ user: SQL = "user.id") -> SQL {
        let words = words(of: text)
        if words.isEmpty, text.contains(where: { !$0.isWhitespace }) { return "0" }
        return words.reduce("1") { condition, word in
            """
            \(condition) AND \(user) IN (
                SELECT user_word.user FROM user_word WHERE word >= \(word) AND word < \(word + afterAll))
            """
        }
    }

    /// The beginnings of words that a search is for, folded.
    static func words(of text: String) -> [String] {
        let typed = FoldedText(text.prefix(100))
        let words =
            typed.bytes.contains(UInt8(ascii: "@"))
            ? [typed.bytes.filter { $0 != UInt8(ascii: " ") }] : Array(typed.words.prefix(5))
        return words.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Greater than every text that may follow a beginning.
    static let afterAll = "\u{10FFFF}"
}
