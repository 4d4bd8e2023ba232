import Database
package import FoundationEssentials

/// What a referent asks of the operator about a person, where they may not act themselves (Invariants 5, 6 and 8).
package struct OperatorRequest: Hashable, Sendable {
    /// What is asked for. The raw values are stored: never change one.
    package enum Kind: String, Hashable, Sendable, CaseIterable, SQLConvertible {
        case name, address, departure, suspension, resumption, deletion, restoration, sessions, role, other
    }

    /// What became of it. The raw values are stored: never change one.
    package enum State: String, Hashable, Sendable, CaseIterable, SQLConvertible { case open, done, refused }

    /// Never used twice.
    package let id: ID<OperatorRequest>
    /// What is asked for.
    package let kind: Kind
    package let askedBy: ID<User>
    /// Their name now.
    package let askedByName: String
    /// Their address now.
    package let askedByEmail: String
    /// Whom it is about.
    package let person: ID<User>
    /// Their name now.
    package let personName: String
    /// The structure in the referent's scope that the person belongs to.
    package let structure: ID<Structure>
    package let structureName: String
    /// The new name, the new address, the day, the role: as it was typed; nothing is done with it by itself.
    package let wanted: String?
    /// Why, in the referent's words.
    package let words: String
    package let askedAt: Date
    /// Open until an operator has settled it.
    package let state: State
    /// The operator's name now.
    package let settledByName: String?
    /// When it was settled.
    package let settledAt: Date?
    /// What the operator answers; shown to the referent.
    package let answer: String?

    static let source: SQL = """
        operator_request AS request
            JOIN user AS asker ON asker.id = request.asked_by
            JOIN user ON user.id = request.person
            JOIN structure ON structure.id = request.structure
            LEFT JOIN user AS settler ON settler.id = request.settled_by
        """

    static let columns: SQL = """
        request.id, request.kind, request.asked_by, asker.given_name || ' ' || asker.family_name, asker.email,
        request.person, user.given_name || ' ' || user.family_name, request.structure, structure.name, request.wanted,
        request.words, request.asked_at, request.state,
        CASE WHEN settler.erased_at IS NULL THEN settler.given_name || ' ' || settler.family_name END,
        request.settled_at, request.answer
        """

    init(_ row: borrowing Row) throws(DatabaseError) {
        id = try row.id(0)
        kind = try row.value(1)
        askedBy = try row.id(2)
        askedByName = try row.text(3)
        askedByEmail = try row.text(4)
        person = try row.id(5)
        personName = try row.text(6)
        structure = try row.id(7)
        structureName = try row.text(8)
        wanted = try row.textOrNil(9)
        words = try row.text(10)
        askedAt = try row.date(11)
        state = try row.value(12)
        settledByName = try row.textOrNil(13)
        settledAt = try row.dateOrNil(14)
        answer = try row.textOrNil(15)
    }
}

extension DirectoryReading {
    /// Requests about people in scope, the newest first: a page of at most `limit`, older than `before` if given.
    ///
    /// - Parameter state: only those that are open, done or refused.
    package func requests(
        in scope: Scope, state: OperatorRequest.State? = nil, about person: ID<User>? = nil,
        before: ID<OperatorRequest>? = nil, limit: Int = 50
    ) throws(DirectoryError) -> [OperatorRequest] {
        let older: SQL = before.map { "request.id < \($0)" } ?? "1"
        return try query(
            """
            SELECT \(OperatorRequest.columns) FROM \(OperatorRequest.source)
            WHERE \(chosen(scope, state, person)) AND \(older)
            ORDER BY request.id DESC LIMIT \(limit)
            """, OperatorRequest.init)
    }

    /// A request in scope, or nil.
    package func request(_ id: ID<OperatorRequest>, in scope: Scope) throws(DirectoryError) -> OperatorRequest? {
        try one(
            """
            SELECT \(OperatorRequest.columns) FROM \(OperatorRequest.source)
            WHERE request.id = \(id) AND \(chosen(scope, nil, nil))
            """, OperatorRequest.init)
    }

    /// How many requests there are in scope.
    package func requestCount(
        in scope: Scope, state: OperatorRequest.State? = nil, about person: ID<User>? = nil
    ) throws(DirectoryError) -> Int {
        try count("SELECT count(*) FROM operator_request AS request WHERE \(chosen(scope, state, person))")
    }

    /// Both the structure it was asked for and the person are in scope: what became of somebody who has left is not told.
    private func chosen(_ scope: Scope, _ state: OperatorRequest.State?, _ person: ID<User>?) -> SQL {
        let inState: SQL = state.map { "request.state = \($0)" } ?? "1"
        let about: SQL = person.map { "request.person = \($0)" } ?? "1"
        return """
            \(scope.covers("request.structure")) AND \(scope.coversUser("request.person")) AND \(inState) AND \(about)
            """
    }
}
