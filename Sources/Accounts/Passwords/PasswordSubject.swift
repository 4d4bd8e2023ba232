import Directory

/// The person a password is for, as far as the policy needs to know them.
package struct PasswordSubject: Sendable {
    /// Whether the person is a referent or an operator: a longer password is asked.
    package let holdsPowers: Bool
    /// Folded words that the password must not be built of.
    let words: Set<[UInt8]>

    private static let house = ["convergences", "convergence", "cig", "mairie", "collectivite", "petite couronne"]

    /// - Parameters:
    ///   - texts: names, the e-mail address, names of the structures: cut into words, those of three letters and more
    ///     count, and so does each text written without its spaces.
    ///   - holdsPowers: whether the person is a referent or an operator.
    package init(texts: [String], holdsPowers: Bool) {
        var words: Set<[UInt8]> = []
        for text in texts + Self.house {
            let parts = FoldedText(text).words
            words.formUnion(parts.filter { $0.count >= 3 })
            let joined = Array(parts.joined())
            if joined.count >= 3 { words.insert(joined) }
        }
        self.words = words
        self.holdsPowers = holdsPowers
    }
}
