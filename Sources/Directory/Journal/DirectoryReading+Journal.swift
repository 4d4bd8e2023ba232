import Database

extension DirectoryReading {
    /// Entries of the journal, the newest first: a page of at most `limit`, older than `before` if given.
    ///
    /// Within a scope smaller than everything: the entries about a structure in it, and what happened to the account
    /// of a person since they were affiliated to one.
    package func journal(
        in scope: Scope = .everything, person: ID<User>? = nil, structure: ID<Structure>? = nil,
        kind: JournalEntry.Kind? = nil, before: Int64? = nil, limit: Int = 50
    ) throws(DirectoryError) -> [JournalEntry] {
        let people: SQL = person.map { "(person = \($0) OR actor = \($0))" } ?? "1"
        let place: SQL = structure.map { "structure = \($0)" } ?? "1"
        let sort: SQL = kind.map { "kind = \($0)" } ?? "1"
        let older: SQL = before.map { "id < \($0)" } ?? "1"
        return try query(
            """
            SELECT id, at, kind, actor, person, structure, application, role, payload FROM journal
            WHERE \(scope.coversEntry) AND \(people) AND \(place) AND \(sort) AND \(older)
            ORDER BY id DESC LIMIT \(limit)
            """, JournalEntry.init)
    }

    /// An entry's words: as they were, or, where they have been erased, the names that its objects have today.
    package func words(of entry: JournalEntry) throws(DirectoryError) -> JournalEntry.Words {
        if let words = entry.words { return words }
        return try names(of: entry.about)
    }

    /// The names that objects have now; "?" for one that is gone.
    func names(of about: JournalEntry.About) throws(DirectoryError) -> JournalEntry.Words {
        func userName(_ id: ID<User>?) throws(DirectoryError) -> String? {
            guard let id else { return nil }
            return try user(id)?.displayName ?? "?"
        }
        var words = JournalEntry.Words(actor: try userName(about.actor) ?? "Convergences")
        words.person = try userName(about.person)
        if let id = about.structure {
            words.structure = try one("SELECT name FROM structure WHERE id = \(id)") { try $0.text(0) } ?? "?"
        }
        if let id = about.application {
            words.application = try one("SELECT name FROM application WHERE id = \(id)") { try $0.text(0) } ?? "?"
        }
        if let id = about.role { words.role = try role(id)?.path ?? "?" }
        return words
    }
}

extension JournalEntry {
    init(_ row: borrowing Row) throws(DatabaseError) {
        id = try row.int64(0)
        at = try row.date(1)
        kind = try row.value(2)
        about = About(
            actor: try row.idOrNil(3), person: try row.idOrNil(4), structure: try row.idOrNil(5),
            application: try row.idOrNil(6), role: try row.idOrNil(7))
        if let payload = try row.textOrNil(8) {
            words = try StoredJSON.decode(payload, column: "journal.payload")
        } else {
            words = nil
        }
    }
}

extension Scope {
    /// The condition that an entry of the journal may be seen, on the table `journal`.
    fileprivate var coversEntry: SQL {
        switch self {
        case .everything: "1"
        case .referent, .nothing:
            """
            (\(covers("journal.structure")) OR (
                journal.structure IS NULL AND journal.application IS NULL
                AND journal.kind NOT IN ('operatorAppointed', 'operatorDismissed')
                AND EXISTS (
                    SELECT 1 FROM affiliation
                    WHERE affiliation.user = journal.person AND affiliation.created_at <= journal.at
                        AND \(covers("affiliation.structure")))))
            """
        }
    }
}
