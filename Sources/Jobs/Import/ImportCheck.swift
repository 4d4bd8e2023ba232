import Calendar
import Directory
import FoundationEssentials
import Markup

/// A line of a list compared with the directory: what would become of it, and what to write.
struct ImportCheck {
    let knowledge: ImportKnowledge
    let layout: ImportLayout
    /// Where people without a structure of their own go.
    let structure: ID<Structure>?

    /// What a line asks for, as far as it can be read.
    struct Reading {
        var familyName = ""
        var givenName = ""
        var address: EmailAddress?
        var structure: Structure?
        var roles: [ImportKnowledge.KnownRole] = []
        var until: Date?
        var departure: Date?
        /// The account that has the address.
        var account: User?
        /// The account that had it.
        var deleted: User?
        /// How the address says the names.
        var order: Order?
        var assessment = ImportAssessment(verdict: .error)

        enum Order { case givenNameFirst, familyNameFirst }
    }

    /// - Parameter earlier: in which line each person of each structure stood; this line is added.
    func read(
        _ line: ImportLine, number: Int, earlier: inout [String: Int]
    ) throws(DirectoryError) -> Reading {
        var reading = Reading()
        var problems: [ImportProblem] = []
        if line.cells.dropFirst(layout.headings.count).contains(where: { !$0.isEmpty }) {
            problems.append(ImportProblem(.familyName, .tooManyCells))
        }
        readNames(line, &reading, &problems)
        try readStructure(line, &reading, &problems)
        try readAddress(line, &reading, &problems)
        try readRoles(line, &reading, &problems)
        readDates(line, &reading, &problems)
        if let address = reading.address, let structure = reading.structure, problems.isEmpty {
            let key = "\(address.text) \(structure.id)"
            if let first = earlier[key] {
                problems.append(ImportProblem(.email, .twiceInFile(line: first)))
            } else {
                earlier[key] = number
            }
        }
        reading.assessment.problems = problems
        if problems.isEmpty { try judge(line, &reading) }
        return reading
    }

    // MARK: - Names

    private func readNames(_ line: ImportLine, _ reading: inout Reading, _ problems: inout [ImportProblem]) {
        reading.familyName = name(line, .familyName, &problems)
        reading.givenName = name(line, .givenName, &problems)
    }

    private func name(_ line: ImportLine, _ column: ImportColumn, _ problems: inout [ImportProblem]) -> String {
        let text = line.text(column, layout)
        if text.isEmpty {
            problems.append(ImportProblem(column, .missing))
        } else if !PersonNameRule.allows(text) {
            let plain = PersonNameRule.mended(text)
            problems.append(ImportProblem(column, .notAName, fix: PersonNameRule.allows(plain) ? plain : nil))
        }
        return text
    }

    // MARK: - Structure

    private func readStructure(
        _ line: ImportLine, _ reading: inout Reading, _ problems: inout [ImportProblem]
    ) throws(DirectoryError) {
        let text = line.text(.structure, layout)
        guard !text.isEmpty else {
            let only = knowledge.structures.count == 1 ? knowledge.structures.first : nil
            reading.structure = structure.flatMap(knowledge.structure) ?? only
            if reading.structure == nil { problems.append(ImportProblem(.structure, .noStructure)) }
            return
        }
        switch knowledge.structure(text) {
        case .one(let found): reading.structure = found
        case .none(let nearest): problems.append(ImportProblem(.structure, .unknownStructure, fix: nearest))
        }
    }

    // MARK: - Address

    private func readAddress(
        _ line: ImportLine, _ reading: inout Reading, _ problems: inout [ImportProblem]
    ) throws(DirectoryError) {
        let text = line.text(.email, layout)
        guard !text.isEmpty else {
            problems.append(ImportProblem(.email, .missing))
            return
        }
        guard let address = try? EmailAddress(text) else {
            let mended = AddressMending.mended(text)
            problems.append(
                ImportProblem(.email, .notAnAddress, fix: (try? EmailAddress(mended)) == nil ? nil : mended))
            return
        }
        reading.address = address
        guard let structure = reading.structure else { return }
        if try knowledge.view.allows(address, in: structure.id) { return }
        let allowed = try knowledge.domains(of: structure.id)
        let kind = ImportProblem.Kind.domainNotAllowed(
            domain: address.domain, allowed: allowed, structure: structure.name)
        let other = try knowledge.view.structures(allowing: address.domain, in: knowledge.scope).first
        if let other, layout.places[.structure] != nil {
            problems.append(ImportProblem(.email, kind, fix: other.name, of: .structure))
        } else {
            let fix = AddressMending.domain(near: address.domain, among: allowed).map {
                address.text.prefix { $0 != "@" } + "@" + $0
            }
            problems.append(ImportProblem(.email, kind, fix: fix))
        }
    }

    // MARK: - Roles and dates

    private func readRoles(
        _ line: ImportLine, _ reading: inout Reading, _ problems: inout [ImportProblem]
    ) throws(DirectoryError) {
        let text = line.text(.roles, layout)
        guard !text.isEmpty else { return }
        switch knowledge.roles(text) {
        case .failure(let unknown):
            problems.append(ImportProblem(.roles, .unknownRole(unknown.name), fix: unknown.mended))
        case .success(let found):
            for known in found {
                if known.role.grantedBy == .operator, knowledge.scope != .everything {
                    problems.append(ImportProblem(.roles, .roleOfOperator(known.role.path)))
                } else if let structure = reading.structure,
                    try !knowledge.isOpen(known.application.id, to: structure.id)
                {
                    problems.append(
                        ImportProblem(
                            .roles, .notOpen(application: known.application.name, structure: structure.name)))
                }
            }
            reading.roles = found
        }
    }

    private func readDates(_ line: ImportLine, _ reading: inout Reading, _ problems: inout [ImportProblem]) {
        reading.until = day(line, .until, &problems)
        reading.departure = day(line, .departure, &problems)
    }

    /// The last moment of a day that has not ended.
    private func day(_ line: ImportLine, _ column: ImportColumn, _ problems: inout [ImportProblem]) -> Date? {
        let text = line.text(column, layout)
        guard !text.isEmpty else { return nil }
        let parts = text.split(whereSeparator: { "/.-".contains($0) })
        let isDayFirst = parts.count == 3 && parts[2].count == 4
        guard let day = CalendarDay(isDayFirst ? parts.joined(separator: "/") : text) else {
            problems.append(ImportProblem(column, .notADate))
            return nil
        }
        guard day.end() > knowledge.now else {
            problems.append(ImportProblem(column, .pastDate))
            return nil
        }
        return day.end() - 1
    }

    // MARK: - Verdict

    private func judge(_ line: ImportLine, _ reading: inout Reading) throws(DirectoryError) {
        guard let address = reading.address, let structure = reading.structure else { return }
        let view = knowledge.view
        if let account = try view.user(email: address.text) {
            reading.account = account
            try judge(account, in: structure, &reading)
        } else if let deleted = try view.deletedUsers(email: address.text).first, line.choice != .newPerson {
            reading.deleted = deleted
            let isSeen = try view.user(deleted.id, in: knowledge.scope) != nil
            let places = try view.affiliations(of: deleted.id)
            let canRestore = isSeen && places.contains { $0.structure == structure.id }
            if line.choice == .restore, canRestore {
                reading.assessment.verdict = .restore
            } else {
                reading.assessment.verdict = .ask
                reading.assessment.problems = [ImportProblem(.email, .deletedLately(canRestore: canRestore))]
            }
        } else {
            reading.assessment.verdict = .create
            try noteHomonyms(&reading)
        }
        noteOrder(of: address, &reading)
    }

    private func judge(
        _ account: User, in structure: Structure, _ reading: inout Reading
    ) throws(DirectoryError) {
        let places = try knowledge.view.affiliations(of: account.id)
        if places.contains(where: { $0.structure == structure.id }) {
            reading.assessment.verdict =
                try missingRoles(of: account, structure.id, reading).isEmpty ? .present : .grant
        } else {
            reading.assessment.verdict = .attach
        }
        if reading.departure != nil, reading.departure != account.departsAt {
            reading.assessment.notices.append(.departureKept)
        }
        let isSeen = try knowledge.view.user(account.id, in: knowledge.scope) != nil
        let given = FoldedText("\(reading.givenName) \(reading.familyName)").key
        if isSeen, FoldedText(account.displayName).key != given {
            reading.assessment.notices.append(.otherName(account.displayName))
        }
    }

    /// The roles of the line that are not held on its terms.
    func missingRoles(
        of account: User, _ structure: ID<Structure>, _ reading: Reading
    ) throws(DirectoryError) -> [Role] {
        guard !reading.roles.isEmpty else { return [] }
        let held = try knowledge.view.entitlements(of: account.id).filter {
            $0.structure == structure && $0.isInForce(at: knowledge.now)
        }
        return reading.roles.map(\.role).filter { role in
            !held.contains { $0.role.id == role.id && (reading.until == nil || $0.until == reading.until) }
        }
    }

    private func noteHomonyms(_ reading: inout Reading) throws(DirectoryError) {
        let homonym = try knowledge.view.homonyms(
            givenName: reading.givenName, familyName: reading.familyName, in: knowledge.scope
        ).first
        if let homonym { reading.assessment.notices.append(.homonym(name: homonym.displayName, email: homonym.email)) }
    }

    /// « elodie.barbier »: whether the address says the names in the order of most addresses, or the other way round.
    private func noteOrder(of address: EmailAddress, _ reading: inout Reading) {
        let words = address.text.prefix { $0 != "@" }.split(separator: ".").map { FoldedText($0).key }
        let family = FoldedText(reading.familyName).key
        let given = FoldedText(reading.givenName).key
        guard words.count == 2, family != given else { return }
        if words == [given, family] { reading.order = .givenNameFirst }
        if words == [family, given] { reading.order = .familyNameFirst }
    }
}
