import Database
package import Directory

/// One person of a job, or one line of a list.
package struct JobItem: Hashable, Sendable {
    /// Who, or what was read of them.
    package enum Subject: Hashable, Sendable, Codable {
        /// A line of a list.
        case line(ImportLine)
        /// Somebody who was chosen.
        case person(SelectedPerson)
    }

    /// What became of it.
    package enum Outcome: String, Hashable, Sendable, SQLConvertible {
        case done
        /// There was nothing to do: it was so already.
        case skipped
        case refused
    }

    /// Why it was refused.
    package enum Reason: Hashable, Sendable, Codable {
        /// The directory says why.
        case refused(StoredRefusal)
        /// The line, as it stands against the directory now.
        case line([ImportProblem])
    }

    /// The line's number as a spreadsheet counts, or the person's in the selection, from 1.
    package let number: Int
    package let subject: Subject
    /// Of a line: what would become of it.
    package let assessment: ImportAssessment?
    /// What became of it; nil as long as nothing did.
    package let outcome: Outcome?
    /// Why it was refused.
    package let reason: Reason?

    static let columns: SQL = "job_item.place, job_item.subject, job_item.assessment, job_item.outcome, job_item.reason"

    init(_ row: borrowing Row) throws(DatabaseError) {
        number = try row.int(0)
        subject = try StoredJSON.decode(try row.text(1), column: "subject")
        assessment = try Self.decoded(try row.textOrNil(2), column: "assessment")
        outcome = try row.textOrNil(3).flatMap(Outcome.init(rawValue:))
        reason = try Self.decoded(try row.textOrNil(4), column: "reason")
    }

    private static func decoded<Value: Decodable>(_ text: String?, column: String) throws(DatabaseError) -> Value? {
        guard let text else { return nil }
        return try StoredJSON.decode(text, column: column)
    }
}

/// Somebody that a selection names, with the words that they were shown by.
package struct SelectedPerson: Hashable, Sendable, Codable {
    package let user: ID<User>
    /// Given and family name.
    package let name: String
    package let email: String
    /// For which structure, of a role's members.
    package let structure: ID<Structure>?
    /// The name of it, or of their structures in scope.
    package let structureNames: String

    /// Somebody who was chosen.
    package init(user: ID<User>, name: String, email: String, structure: ID<Structure>? = nil, structureNames: String) {
        self.user = user
        self.name = name
        self.email = email
        self.structure = structure
        self.structureNames = structureNames
    }

    private enum CodingKeys: String, CodingKey {
        case user, name, email, structure
        case structureNames = "place"
    }
}
