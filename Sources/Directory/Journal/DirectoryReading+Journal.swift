import Database

extension DirectoryReading {
    /// The newest entries that a person, a structure and a kind leave over, older than `before` if given.
    package func journal(
        in scope: Scope = .everything, person: ID<User>? = nil, structure: ID<Structure>? = nil,
        kind: JournalEntry.Kind? = nil, before: Int64? = nil, limit: Int = 50
    ) throws(DirectoryError) -> [JournalEntry] {
        var filter = JournalFilter(scope: scope)
        filter.person = person
        filter.structure = structure
        filter.kinds = kind.map { [$0] }
        return try journal(filter, at: before.map { .after(ID($0)) } ?? .first, limit: limit).entries
    }

    /// An entry's names: as they were, or, where they have been erased, those that its objects have today.
    package func names(of entry: JournalEntry) throws(DirectoryError) -> JournalEntry.Names {
        if let names = entry.names { return names }
        return try names(of: entry.about)
    }

    /// The names that objects have now; "?" for one that is gone.
    func names(of about: JournalEntry.About) throws(DirectoryError) -> JournalEntry.Names {
        func userName(_ id: ID<User>?) throws(DirectoryError) -> String? {
            guard let id else { return nil }
            return try user(id)?.displayName ?? "?"
        }
        var names = JournalEntry.Names(
            actor: try userName(about.actor) ?? "Convergences", isActedByPerson: about.actor != nil)
        names.person = try userName(about.person)
        if let id = about.structure {
            names.structure = try one("SELECT name FROM structure WHERE id = \(id)") { try $0.text(0) } ?? "?"
        }
        if let id = about.application {
            names.application = try one("SELECT name FROM application WHERE id = \(id)") { try $0.text(0) } ?? "?"
        }
        if let id = about.role { names.role = try role(id)?.path ?? "?" }
        return names
    }
}

extension JournalEntry {
    static let columns: SQL = """
        journal.id, journal.at, journal.kind, journal.actor, journal.person, journal.structure, journal.application,
        journal.role, journal.payload
        """

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
