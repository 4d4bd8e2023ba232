import Database

extension User {
    /// The condition, on the table `user`, that each word of a text begins a word of the name or the address, whatever
    /// its capitals and accents: « eloise » finds Éloïse, « amr ka » Karim Amrani. Nothing typed finds everybody.
    static func matches(_ text: String) -> SQL {
        let words = text.prefix(100).split(whereSeparator: \.isWhitespace).prefix(5)
        return words.reduce("1") { condition, word in
            let begins = pattern(word) + "*"
            let inside = "*[ '’-]" + begins
            return """
                \(condition) AND (user.family_name GLOB \(begins) OR user.given_name GLOB \(begins)
                    OR user.email GLOB \(begins) OR user.family_name GLOB \(inside) OR user.given_name GLOB \(inside))
                """
        }
    }

    /// What GLOB compares with: each letter as the set of its forms, signs as themselves.
    private static func pattern(_ word: Substring) -> String {
        NormalText.composed(String(word)).map { character in
            let small = character.lowercased()
            if let forms = letters.first(where: { $0.contains(small) }) { return "[\(forms)\(forms.uppercased())]" }
            if "*?[".contains(character) { return "[\(character)]" }
            let large = character.uppercased()
            return small == large || small.count > 1 || large.count > 1 ? String(character) : "[\(small)\(large)]"
        }.joined()
    }

    /// The letters that French and its neighbours write with accents.
    private static let letters = [
        "aàáâãäåā", "cçćč", "eèéêëēę", "iìíîïī", "nñń", "oòóôõöøō", "sśš", "uùúûüū", "yýÿ", "zźżž",
    ]
}
