import Database
package import Directory
package import FoundationEssentials

/// Work on many people: who asked for it, what it does, how far it is.
package struct Job: Hashable, Sendable {
    /// Where it stands.
    package enum State: String, Hashable, Sendable, CaseIterable, SQLConvertible {
        /// Shown to its maker, who has not confirmed it.
        case draft
        /// To be done, or being done.
        case waiting
        case done
        /// Its maker or an operator stopped it.
        case stopped
        /// It could not go on; see `trouble`.
        case failed
    }

    /// Why it could not go on.
    package enum Trouble: String, Hashable, Sendable, SQLConvertible {
        /// The maker's account no longer works, or they have no power any more.
        case makerGone
        /// The store refused, several times.
        case store
        /// Too many mails wait already.
        case mailWaits
    }

    /// Never used twice.
    package let id: ID<Job>
    /// In whose name it is done.
    package let maker: ID<User>
    package let makerName: String
    package let task: JobTask
    package let state: State
    /// When the list was made.
    package let createdAt: Date
    /// When it was confirmed.
    package let startedAt: Date?
    /// When it was over, or stood still.
    package let finishedAt: Date?
    /// How many people it is about.
    package let total: Int
    /// For how many it was done.
    package let done: Int
    /// For how many there was nothing to do.
    package let skipped: Int
    /// For how many it was refused.
    package let refused: Int
    /// Why it could not go on.
    package let trouble: Trouble?

    /// How many are over.
    package var over: Int { done + skipped + refused }

    static let columns: SQL = """
        job.id, job.maker,
        CASE WHEN user.erased_at IS NULL THEN user.given_name || ' ' || user.family_name
            ELSE 'Utilisateur nº ' || user.id END,
        job.task, job.state, job.created_at, job.started_at, job.finished_at, job.total, job.done, job.skipped,
        job.refused, job.trouble
        """
    static let source: SQL = "job JOIN user ON user.id = job.maker"

    init(_ row: borrowing Row) throws(DatabaseError) {
        id = try row.id(0)
        maker = try row.id(1)
        makerName = try row.text(2)
        task = try StoredJSON.decode(try row.text(3), column: "task")
        state = try row.value(4)
        createdAt = try row.date(5)
        startedAt = try row.dateOrNil(6)
        finishedAt = try row.dateOrNil(7)
        total = try row.int(8)
        done = try row.int(9)
        skipped = try row.int(10)
        refused = try row.int(11)
        trouble = try row.textOrNil(12).flatMap(Trouble.init(rawValue:))
    }
}

/// What a job does to each of its people.
package enum JobTask: Hashable, Sendable, Codable {
    /// Lines of a list become accounts and rights.
    case `import`(ImportSettings)
    /// They get a role.
    case assign(AssignSettings)
    /// They get the link of their first visit.
    case invite
    case delete
    /// They lose a role.
    case revoke(RevokeSettings)

    var kind: String {
        switch self {
        case .import: "import"
        case .assign: "assign"
        case .invite: "invite"
        case .delete: "delete"
        case .revoke: "revoke"
        }
    }
}

/// What holds for every line of a list.
package struct ImportSettings: Hashable, Sendable, Codable {
    /// Which cell tells what.
    package let layout: ImportLayout
    /// The file's name on the maker's computer; nil for a list that was pasted.
    package let file: String?
    /// What stood between the cells.
    package let separator: String
    /// How the bytes were read.
    package let encoding: CSVText.Encoding
    /// Where people without a structure of their own go.
    package let structure: ID<Structure>?
    /// Whether new people get the link of their first visit.
    package var invites = true
}

/// A role to give.
package struct AssignSettings: Hashable, Sendable, Codable {
    /// Which; nil as long as the maker has not chosen.
    package var role: ID<Role>?
    /// For which of the person's structures; nil: for each of them in the maker's scope.
    package var structure: ID<Structure>?
    /// Until when; nil for no end.
    package var until: Date?

    /// A role to give.
    package init(role: ID<Role>? = nil, structure: ID<Structure>? = nil, until: Date? = nil) {
        self.role = role
        self.structure = structure
        self.until = until
    }
}

/// A role to take back.
package struct RevokeSettings: Hashable, Sendable, Codable {
    package let role: ID<Role>
    /// Why, for the journal.
    package var reason: String?

    /// A role to take back.
    package init(role: ID<Role>, reason: String? = nil) {
        self.role = role
        self.reason = reason
    }
}
