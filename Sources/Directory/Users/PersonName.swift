import Database

/// A name as lists sort and compare it.
struct PersonName {
    /// Family name before given name, folded; the sign between them comes before every letter, so that « Le » comes
    /// before « Le Gall ».
    let key: String
    private let words: [[UInt8]]

    init(_ familyName: String, _ givenName: String) {
        let family = FoldedText(familyName)
        let given = FoldedText(givenName)
        key = family.key + PersonName.separator + given.key
        words = family.words + given.words
    }

    private static let separator = "\u{1}"

    /// What a search may begin with: each word of the name and of the address before its `@`, and the whole address.
    func searchWords(email: String) -> Set<String> {
        let address = FoldedText(email, limit: 254)
        let local = FoldedText(email.prefix { $0 != "@" })
        let all = (words + local.words).map { String(decoding: $0, as: UTF8.self) }
        return Set(all + [String(decoding: address.bytes, as: UTF8.self)])
    }
}

extension Connection {
    /// Writes what lists find and sort a person by. Call it whenever a name or an address is written.
    func index(_ user: ID<User>, under name: PersonName, email: String) throws(DatabaseError) {
        try execute("UPDATE user SET name_key = \(name.key) WHERE id = \(user) AND name_key <> \(name.key)")
        try execute("DELETE FROM user_word WHERE user = \(user)")
        for word in name.searchWords(email: email) {
            try execute("INSERT INTO user_word (word, user) VALUES (\(word), \(user))")
        }
    }
}

extension Change {
    /// Lists find the person under the names and the address that are stored now.
    func index(_ id: ID<User>) throws(DirectoryError) {
        guard let user = try user(id) else { return }
        do {
            try connection.index(id, under: PersonName(user.familyName, user.givenName), email: user.email)
        } catch {
            throw .database(error)
        }
    }
}
