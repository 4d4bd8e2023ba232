import Database
import FoundationEssentials

extension DirectoryReading {
    /// A page of the entries that a filter finds, the newest first; `.after` an entry are older ones.
    package func journal(
        _ filter: JournalFilter, at place: PagePlace<JournalEntry> = .first, limit: Int = 50
    ) throws(DirectoryError) -> JournalPage {
        guard let found = try matches(filter) else {
            return JournalPage(entries: [], hasPrevious: false, hasNext: false)
        }
        let isBackwards: Bool
        let bound: SQL
        switch place {
        case .first: (isBackwards, bound) = (false, "1")
        case .after(let last): (isBackwards, bound) = (false, "\(found.id) < \(last)")
        case .before(let first): (isBackwards, bound) = (true, "\(found.id) > \(first)")
        case .last: (isBackwards, bound) = (true, "1")
        }
        var entries = try query(
            """
            SELECT \(JournalEntry.columns) FROM \(found.rows) AND \(bound)
            ORDER BY \(found.id)\(isBackwards ? "" : " DESC" as SQL) LIMIT \(limit + 1)
            """, JournalEntry.init)
        let isMore = entries.count > limit
        if isMore { entries.removeLast() }
        if isBackwards { entries.reverse() }
        return switch place {
        case .first: JournalPage(entries: entries, hasPrevious: false, hasNext: isMore)
        case .after: JournalPage(entries: entries, hasPrevious: true, hasNext: isMore)
        case .before: JournalPage(entries: entries, hasPrevious: isMore, hasNext: true)
        case .last: JournalPage(entries: entries, hasPrevious: isMore, hasNext: false)
        }
    }

    /// How many entries a filter finds, counted up to `bound`: a million are not counted for a heading.
    package func journalCount(_ filter: JournalFilter, upTo bound: Int) throws(DirectoryError) -> Int {
        guard let found = try matches(filter) else { return 0 }
        return try count("SELECT count(*) FROM (SELECT 1 FROM \(found.rows) LIMIT \(bound))")
    }

    /// An entry by its number, in a scope; nil where there is none to be seen.
    package func journalEntry(_ id: ID<JournalEntry>, in scope: Scope) throws(DirectoryError) -> JournalEntry? {
        guard let found = try matches(JournalFilter(scope: scope)) else { return nil }
        return try one(
            "SELECT \(JournalEntry.columns) FROM \(found.rows) AND \(found.id) = \(id)", JournalEntry.init)
    }

    // MARK: - The filter as SQL

    /// The rows that a filter finds, as what follows FROM; nil when it finds none for sure.
    private func matches(_ filter: JournalFilter) throws(DirectoryError) -> (rows: SQL, id: SQL)? {
        guard let terms = try terms(of: filter) else { return nil }
        guard let period = try period(of: filter) else { return nil }
        guard !terms.isEmpty else {
            return ("journal WHERE \(period.condition("journal.id"))", "journal.id")
        }
        // Each group is a choice of words, and an entry has one of each. A word holds no quotation mark.
        let expression = terms.map { group in
            "(" + group.map { $0.hasSuffix("*") ? "\"\($0.dropLast())\"*" : "\"\($0)\"" }.joined(separator: " OR ")
                + ")"
        }.joined(separator: " AND ")
        return (
            """
            journal_index CROSS JOIN journal ON journal.id = journal_index.rowid
            WHERE journal_index MATCH \(expression) AND \(period.condition("journal_index.rowid"))
            """, "journal_index.rowid"
        )
    }

    private func terms(of filter: JournalFilter) throws(DirectoryError) -> [[String]]? {
        var groups: [[String]] = []
        switch filter.scope {
        case .everything: break
        case .referent, .nothing:
            let places: [ID<Structure>] = try query(filter.scope.structures) { try $0.id(0) }
            guard !places.isEmpty else { return nil }
            groups.append(places.map(JournalIndex.seen))
        }
        if let id = filter.structure {
            // A structure out of scope is no filter: it would tell whose accounts belong to it.
            guard try structure(id, in: filter.scope) != nil || filter.scope == .everything else { return nil }
            groups.append([JournalIndex.seen(in: id), JournalIndex.structure(id)])
        }
        if let id = filter.person { groups.append([JournalIndex.person(id)]) }
        if let id = filter.application { groups.append([JournalIndex.application(id)]) }
        if let id = filter.role { groups.append([JournalIndex.role(id)]) }
        if let kinds = filter.kinds {
            guard !kinds.isEmpty else { return nil }
            groups.append(kinds.map(JournalIndex.kind).sorted())
        }
        for word in FoldedText(filter.text.prefix(100)).words.prefix(5) {
            let words = try vocabulary(beginningWith: String(decoding: word, as: UTF8.self))
            guard !words.isEmpty else { return nil }
            groups.append(words)
        }
        return groups
    }

    /// The words of the journal that begin so; past a thousand, the beginning itself with a star, which is right too
    /// and takes longer.
    private func vocabulary(beginningWith start: String) throws(DirectoryError) -> [String] {
        let most = 1000
        let words = try query(
            """
            SELECT word FROM journal_word WHERE word >= \(start) AND word < \(start + "\u{10FFFF}") LIMIT \(most + 1)
            """
        ) { try $0.text(0) }
        return words.count > most ? [start + "*"] : words
    }

    private func period(of filter: JournalFilter) throws(DirectoryError) -> JournalPeriod? {
        var period = JournalPeriod(from: filter.from, until: filter.until)
        if let from = filter.from {
            guard let first = try one("SELECT id FROM journal WHERE at >= \(from) ORDER BY at, id LIMIT 1", Self.number)
            else { return nil }
            period.first = first
        }
        if let until = filter.until {
            guard
                let last = try one(
                    "SELECT id FROM journal WHERE at < \(until) ORDER BY at DESC, id DESC LIMIT 1", Self.number)
            else { return nil }
            period.last = last
        }
        return period
    }

    private static func number(_ row: borrowing Row) throws(DatabaseError) -> Int64 { try row.int64(0) }
}

/// A stretch of the journal. Numbers grow with time but for what waited for its turn to be written, so that they bound
/// the search and the moments decide.
private struct JournalPeriod {
    let from: Date?
    let until: Date?
    var first: Int64?
    var last: Int64?

    /// Entries that may be written out of order of their moments.
    private static let margin: Int64 = 1000

    func condition(_ id: SQL) -> SQL {
        var condition: SQL = "1"
        if let first { condition = "\(condition) AND \(id) >= \(first - Self.margin)" }
        if let last { condition = "\(condition) AND \(id) <= \(last + Self.margin)" }
        if let from { condition = "\(condition) AND journal.at >= \(from)" }
        if let until { condition = "\(condition) AND journal.at < \(until)" }
        return condition
    }
}
