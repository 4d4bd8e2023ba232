import Database
package import FoundationEssentials

/// What one search finds in the whole directory: for operators.
package struct SearchResults: Hashable, Sendable {
    /// People that are not deleted, with the structures they belong to.
    package let people: [FoundPerson]
    /// People that were deleted and can be restored.
    package let deleted: [User]
    /// Structures by name, SIRET or domain.
    package let structures: [Structure]
}

extension DirectoryReading {
    /// People by the first letters of their names or address, structures by the first letters of their words, of their
    /// SIRET or of a domain they allow; whatever the capitals and accents.
    ///
    /// Every part reads an index, or the few hundred structures.
    package func search(_ text: String, limit: Int = 20) throws(DirectoryError) -> SearchResults {
        let typed = FoldedText(text.prefix(100))
        guard typed.bytes.contains(where: { $0 > UInt8(ascii: " ") }) else {
            return SearchResults(people: [], deleted: [], structures: [])
        }
        return SearchResults(
            people: try people(matching: text, in: .everything, limit: limit),
            deleted: try deletedPeople(text, limit: 5), structures: try structures(matching: typed, limit: limit))
    }

    /// Deleted people keep their words until they are erased.
    private func deletedPeople(_ text: String, limit: Int) throws(DirectoryError) -> [User] {
        try query(
            """
            SELECT \(User.columns) FROM user
            WHERE user.deleted_at IS NOT NULL AND user.erased_at IS NULL AND \(User.matches(text))
            ORDER BY user.deleted_at DESC LIMIT \(limit)
            """, User.init)
    }

    private func structures(matching typed: FoldedText, limit: Int) throws(DirectoryError) -> [Structure] {
        let compact = typed.bytes.filter { $0 != UInt8(ascii: " ") }
        if !compact.isEmpty, compact.allSatisfy(FoldedText.isDigit) {
            let digits = String(decoding: compact, as: UTF8.self)
            return try query(
                """
                SELECT \(Structure.columns) FROM structure
                WHERE siret >= \(digits) AND siret < \(digits + ":") ORDER BY siret LIMIT \(limit)
                """, Structure.init)
        }
        if compact.contains(UInt8(ascii: "@")) {
            // A whole address is somebody's, not a structure's.
            let domain = String(decoding: compact.dropFirst(), as: UTF8.self)
            guard compact.first == UInt8(ascii: "@"), !domain.isEmpty else { return [] }
            return try query(
                """
                SELECT \(Structure.columns) FROM structure
                WHERE id IN (SELECT structure FROM allowed_domain
                    WHERE domain >= \(domain) AND domain < \(domain + User.afterAll))
                ORDER BY name_key LIMIT \(limit)
                """, Structure.init)
        }
        let words = typed.words.prefix(5).map { String(decoding: $0, as: UTF8.self) }
        guard !words.isEmpty else { return [] }
        // A word begins the name or comes after a blank.
        let condition: SQL = words.reduce("1") { condition, word in
            "\(condition) AND instr(' ' || name_key, \(" " + word)) > 0"
        }
        return try query(
            "SELECT \(Structure.columns) FROM structure WHERE \(condition) ORDER BY name_key, id LIMIT \(limit)",
            Structure.init)
    }
}

// MARK: - A mistyped address

extension DirectoryReading {
    /// Known addresses that somebody may have meant who typed this one, which is nobody's: the nearest first.
    ///
    /// Candidates share the beginning of a word of the name, or the part before the `@`; those that differ by more than
    /// a few letters are left out.
    package func addresses(near typed: String, limit: Int = 5) throws(DirectoryError) -> [User] {
        let sought = FoldedText(typed, limit: 254).bytes.filter { $0 > UInt8(ascii: " ") }
        let local = FoldedText(String(decoding: sought.prefix { $0 != UInt8(ascii: "@") }, as: UTF8.self))
        var found: [ID<User>: User] = [:]
        for word in local.words.prefix(4) where word.count >= 2 {
            let beginning = String(decoding: word.prefix(3), as: UTF8.self)
            let users = try query(
                """
                SELECT \(User.columns) FROM user
                WHERE user.deleted_at IS NULL AND user.id IN (
                    SELECT user_word.user FROM user_word
                    WHERE word >= \(beginning) AND word < \(beginning + User.afterAll) LIMIT 2000)
                """, User.init)
            for user in users { found[user.id] = user }
        }
        let most = max(2, sought.count / 6)
        let near = found.values.compactMap { user -> (Int, User)? in
            let address = Array(user.email.utf8)
            let hasSameLocalPart = address.prefix { $0 != UInt8(ascii: "@") }.elementsEqual(local.bytes)
            let distance = EditDistance.between(sought, address, limit: most)
            if distance <= most { return (distance, user) }
            return hasSameLocalPart ? (most + 1, user) : nil
        }
        return near.sorted { ($0.0, $0.1.email) < ($1.0, $1.1.email) }.prefix(limit).map(\.1)
    }

    /// The allowed domain that is most like this one, if one is near enough to have been meant.
    package func domain(near typed: String) throws(DirectoryError) -> String? {
        let sought = Array(typed.lowercased().utf8)
        let domains = try query("SELECT DISTINCT domain FROM allowed_domain") { try $0.text(0) }
        let most = max(1, sought.count / 5)
        return domains.map { (distance: EditDistance.between(sought, Array($0.utf8), limit: most), domain: $0) }
            .filter { (1...most).contains($0.distance) }
            .min { ($0.distance, $0.domain) < ($1.distance, $1.domain) }?.domain
    }
}

// MARK: - What has to be renewed

/// A designation that ends soon: somebody has to be found, or asked to stay.
package struct EndingDesignation: Hashable, Sendable {
    package let user: ID<User>
    /// Given and family name.
    package let name: String
    package let structure: ID<Structure>
    package let structureName: String
    /// When the designation, or the account, ends: whichever comes first.
    package let endsAt: Date
}

extension DirectoryReading {
    /// Designations in force that end before a moment, because they have an end or their person has: the first first.
    package func designationsEnding(
        before limit: Date, at now: Date
    ) throws(DirectoryError) -> [EndingDesignation] {
        try query(
            """
            SELECT user.id, user.given_name || ' ' || user.family_name, structure.id, structure.name,
                min(coalesce(referent.until, \(Int64.max)), coalesce(user.departs_at, \(Int64.max))) AS ends_at
            FROM referent JOIN user ON user.id = referent.user JOIN structure ON structure.id = referent.structure
            WHERE \(Referent.isCurrent(at: now)) AND \(User.isLive(at: now)) AND ends_at < \(limit)
            ORDER BY ends_at, structure.name_key LIMIT 200
            """
        ) {
            EndingDesignation(
                user: try $0.id(0), name: try $0.text(1), structure: try $0.id(2), structureName: try $0.text(3),
                endsAt: try $0.date(4))
        }
    }
}
