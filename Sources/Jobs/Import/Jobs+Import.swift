package import Database
package import Directory
package import FoundationEssentials

extension Jobs {
    /// Writes a list of people down with what would become of each line: the preview of an import.
    ///
    /// - Parameters:
    ///   - text: the file; its first row is the heading.
    ///   - layout: what the heading means.
    ///   - file: the file's name; nil for a list that was pasted.
    ///   - structure: where people without a structure of their own go; in the maker's scope.
    package func draftImport(
        _ text: CSVText, _ layout: ImportLayout, file: String?, structure: ID<Structure>?, by maker: SignedInUser,
        at now: Date
    ) throws(DirectoryError) -> ID<Job> {
        let settings = ImportSettings(
            layout: layout, file: file.map { String($0.prefix(100)) }, separator: String(text.separator),
            encoding: text.encoding, structure: structure)
        let lines = text.rows.dropFirst().map { (number: $0.number, line: ImportLine(cells: $0.cells)) }
        let assessments = try assess(lines, settings, scope: maker.scope, at: now)
        let items = zip(lines, assessments).map { pair, assessment in
            NewItem(number: pair.number, subject: .line(pair.line), assessment: assessment)
        }
        return try directoryErrors { try draft(.import(settings), items, by: maker.id, at: now) }
    }

    /// What would become of each line, of one moment of the directory.
    private func assess(
        _ lines: [(number: Int, line: ImportLine)], _ settings: ImportSettings, scope: Scope, at now: Date
    ) throws(DirectoryError) -> [ImportAssessment] {
        try directoryErrors {
            try directory.read { view in
                let check = ImportCheck(
                    knowledge: try ImportKnowledge(view, scope: scope, at: now), layout: settings.layout,
                    structure: settings.structure)
                var earlier: [String: Int] = [:]
                var readings: [ImportCheck.Reading] = []
                for (number, line) in lines { readings.append(try check.read(line, number: number, earlier: &earlier)) }
                // Names that changed places are told by addresses that say them the other way round than most.
                let swapped = readings.count { $0.order == .familyNameFirst }
                let isRare = swapped * 2 < readings.count { $0.order == .givenNameFirst }
                return readings.map { reading in
                    var assessment = reading.assessment
                    if isRare, reading.order == .familyNameFirst { assessment.notices.append(.swappedNames) }
                    return assessment
                }
            }
        }
    }

    /// What the maker decides of a line that asked, or that a guess would mend.
    package enum Mending: String, Hashable, Sendable {
        /// Take the proposed cells.
        case fix
        /// Family name and given name change places.
        case swap
        /// Restore the account that was deleted.
        case restore
        /// A new account: the address was somebody else's.
        case newPerson
    }

    /// Mends lines of a draft as its maker decided, and looks at every line again.
    ///
    /// - Parameters:
    ///   - decisions: by line number.
    ///   - all: whether every proposed cell is taken.
    /// - Returns: how many lines were changed; nil when there is no such draft of this maker.
    package func mend(
        _ id: ID<Job>, _ decisions: [Int: Mending], all: Bool = false, by maker: SignedInUser, at now: Date
    ) throws(DirectoryError) -> Int? {
        guard let (settings, items) = try lines(of: id, by: maker.id) else { return nil }
        var changed = 0
        let mended = items.map { item in
            let new = item.mended(all ? decisions[item.number] ?? .fix : decisions[item.number], settings.layout)
            if new != item.line { changed += 1 }
            return (number: item.number, line: new)
        }
        try update(id, mended, try assess(mended, settings, scope: maker.scope, at: now), by: maker.id, at: now)
        return changed
    }

    private struct Line: Sendable {
        let number: Int
        let line: ImportLine
        let assessment: ImportAssessment?

        func mended(_ decision: Mending?, _ layout: ImportLayout) -> ImportLine {
            var line = line
            switch decision {
            case .none: break
            case .fix:
                for fix in (assessment?.problems ?? []).compactMap(\.fix) { line.set(fix.column, to: fix.text, layout) }
            case .swap:
                let family = line.text(.familyName, layout)
                line.set(.familyName, to: line.text(.givenName, layout), layout)
                line.set(.givenName, to: family, layout)
            case .restore: line.choice = .restore
            case .newPerson: line.choice = .newPerson
            }
            return line
        }
    }

    private func lines(of id: ID<Job>, by maker: ID<User>) throws(DirectoryError) -> (ImportSettings, [Line])? {
        try directoryErrors {
            try read { (connection) -> (ImportSettings, [Line])? in
                guard let job = try connection.job(id, seenBy: maker, operating: false), job.state == .draft,
                    case .import(let settings) = job.task
                else { return nil }
                let items = try connection.query(
                    "SELECT \(JobItem.columns) FROM job_item WHERE job = \(id) ORDER BY place", JobItem.init)
                let lines: [Line] = items.compactMap { item in
                    guard case .line(let line) = item.subject else { return nil }
                    return Line(number: item.number, line: line, assessment: item.assessment)
                }
                return (settings, lines)
            }
        }
    }

    private func update(
        _ id: ID<Job>, _ lines: [(number: Int, line: ImportLine)], _ assessments: [ImportAssessment],
        by maker: ID<User>, at now: Date
    ) throws(DirectoryError) {
        try directoryErrors {
            try write { connection in
                let isDraft = try connection.execute(
                    "UPDATE job SET advanced_at = \(now) WHERE id = \(id) AND maker = \(maker) AND state = 'draft'")
                guard isDraft > 0 else { return }
                try connection.execute("DELETE FROM job_item WHERE job = \(id)")
                for ((number, line), assessment) in zip(lines, assessments) {
                    try connection.insert(
                        NewItem(number: number, subject: .line(line), assessment: assessment), of: id)
                }
            }
        }
    }

    /// How many lines of a draft have each verdict.
    package func verdicts(of id: ID<Job>) throws(DatabaseError) -> [ImportAssessment.Verdict: Int] {
        let pairs = try read { connection in
            try connection.query("SELECT verdict, count(*) FROM job_item WHERE job = \(id) GROUP BY verdict") {
                (try $0.value(0) as ImportAssessment.Verdict, try $0.int(1))
            }
        }
        return Dictionary(pairs) { $1 }
    }

    /// Lines of a draft with one of these verdicts, in their order.
    package func lines(
        of id: ID<Job>, verdicts: [ImportAssessment.Verdict], after number: Int = 0, limit: Int
    ) throws(DatabaseError) -> [JobItem] {
        try read { connection in
            try connection.query(
                """
                SELECT \(JobItem.columns) FROM job_item
                WHERE job = \(id) AND verdict IN \(list: verdicts.map(\.rawValue)) AND place > \(number)
                ORDER BY place LIMIT \(limit)
                """, JobItem.init)
        }
    }

    /// Lines of a draft that are written and have something that their maker should know.
    package func linesWithNotices(of id: ID<Job>, limit: Int) throws(DatabaseError) -> [JobItem] {
        try read { connection in
            try connection.query(
                """
                SELECT \(JobItem.columns) FROM job_item
                WHERE job = \(id) AND runs = 1 AND json_array_length(assessment, '$.notices') > 0
                ORDER BY place LIMIT \(limit)
                """, JobItem.init)
        }
    }

    /// How many lines of a draft carry a proposal.
    package func proposals(of id: ID<Job>) throws(DatabaseError) -> Int {
        try read { connection in
            try connection.count(
                """
                SELECT count(*) FROM job_item
                WHERE job = \(id) AND verdict = 'error' AND EXISTS (
                    SELECT 1 FROM json_each(assessment, '$.problems') WHERE json_extract(value, '$.fix') IS NOT NULL)
                """)
        }
    }
}
