/// What would become of a line of a list of people, and why.
package struct ImportAssessment: Hashable, Sendable, Codable {
    /// What would be done.
    package enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
        /// A new account.
        case create
        /// The account that has the address, wherever it is, is also affiliated to the structure.
        case attach
        /// The person is there; the roles of the line are given.
        case grant
        /// The account was deleted lately, and comes back.
        case restore
        /// The person is there, with all that the line asks for.
        case present
        /// The maker of the list has to decide.
        case ask
        /// The line cannot be used as it is.
        case error

        /// Whether an import writes the line.
        package var isWritten: Bool {
            switch self {
            case .create, .attach, .grant, .restore: true
            case .present, .ask, .error: false
            }
        }
    }

    /// What would be done.
    package var verdict: Verdict
    /// What is wrong; empty unless the verdict is `error` or `ask`.
    package var problems: [ImportProblem] = []
    /// What the maker should know, and may go on all the same.
    package var notices: [ImportNotice] = []
}

/// What is wrong with one cell of a line, and what would mend it.
package struct ImportProblem: Hashable, Sendable, Codable {
    /// What is wrong.
    package enum Kind: Hashable, Sendable, Codable {
        case missing
        case notAName
        case notAnAddress
        /// The address does not end in a domain of the structure.
        case domainNotAllowed(domain: String, allowed: [String], structure: String)
        case unknownStructure
        /// The list names no structure and none was chosen for all of it.
        case noStructure
        /// The same person for the same structure stands in an earlier line.
        case twiceInFile(line: Int)
        case unknownRole(String)
        /// The operator alone grants it.
        case roleOfOperator(String)
        case notOpen(application: String, structure: String)
        case notADate
        case pastDate
        /// An account with the address was deleted and can be restored: the same person, or another one?
        case deletedLately(canRestore: Bool)
        /// The line has more cells than the heading.
        case tooManyCells
        /// The live directory refused the line when it was written.
        case refused(StoredRefusal)
    }

    package let column: ImportColumn
    package let kind: Kind
    /// The cell as it would be right, when that can be guessed.
    package let fix: Fix?

    /// A cell's better content.
    package struct Fix: Hashable, Sendable, Codable {
        /// Which cell; not always the one that is wrong (an address of the CCAS: the structure).
        package let column: ImportColumn
        package let text: String
    }

    init(_ column: ImportColumn, _ kind: Kind, fix: String? = nil, of other: ImportColumn? = nil) {
        self.column = column
        self.kind = kind
        self.fix = fix.map { Fix(column: other ?? column, text: $0) }
    }
}

/// What the maker of a list should know of a line that can be used.
package enum ImportNotice: Hashable, Sendable, Codable {
    /// Somebody of that name is there already, under another address.
    case homonym(name: String, email: String)
    /// Family name and given name seem to have changed places.
    case swappedNames
    /// The account is known under another name, which stays.
    case otherName(String)
    /// The departure of an account that is there already is not changed by a list.
    case departureKept
}
