import Database

extension Change {
    /// Asks the operator for an act on a person's account.
    ///
    /// - Parameters:
    ///   - wanted: the new name, address, day or role, if the act needs one.
    ///   - words: why.
    /// - Throws: `notFound` when the person is not in scope, `invalid(.request)` without words or with too many,
    ///   `alreadyExists(.request)` while the same is asked for the same person, `inUse` past the number of open
    ///   requests that one referent may have.
    @discardableResult
    package func askOperator(
        for kind: OperatorRequest.Kind, about person: ID<User>, wanted: String? = nil, words: String
    ) throws(DirectoryError) -> ID<OperatorRequest> {
        guard let asker = actingUser, let user = try user(person, in: scope), user.erasedAt == nil,
            let place = try affiliations(of: person, in: scope).first
        else { throw .notFound }
        let wanted = try NormalText.optionalLine(wanted, .request, limit: 300)
        let words = try NormalText.paragraph(words, .request, limit: 1000)
        guard words.contains(where: { !$0.isWhitespace }) else { throw .invalid(.request) }
        let isAsked = try exists(
            """
            SELECT 1 FROM operator_request
            WHERE person = \(person) AND kind = \(kind) AND structure = \(place.structure) AND state = 'open'
            """)
        guard !isAsked || kind == .other || kind == .role else { throw .alreadyExists(.request) }
        let open = try count("SELECT count(*) FROM operator_request WHERE asked_by = \(asker) AND state = 'open'")
        guard open < Self.openRequestsOfOne else { throw .inUse(count: open) }
        let id: ID<OperatorRequest> = try insert(
            """
            INSERT INTO operator_request (kind, asked_by, person, structure, wanted, words, asked_at)
            VALUES (\(kind), \(asker), \(person), \(place.structure), \(wanted), \(words), \(now))
            """)
        try record(.requestMade(words), person: person, structure: place.structure)
        return id
    }

    /// Says that a request is done, or why it is refused; the operator's act.
    ///
    /// - Throws: `changedMeanwhile` when another operator has settled it, `invalid(.request)` for an answer that is too
    ///   long, or missing from a refusal.
    package func settleRequest(
        _ id: ID<OperatorRequest>, as state: OperatorRequest.State, answer: String? = nil
    ) throws(DirectoryError) {
        guard let request = try request(id, in: scope) else { throw .notFound }
        try requireOperator()
        let answer = try NormalText.paragraph(answer ?? "", .request, limit: 1000)
        let isEmpty = !answer.contains { !$0.isWhitespace }
        guard state != .open, state == .done || !isEmpty else { throw .invalid(.request) }
        let settled = try execute(
            """
            UPDATE operator_request SET state = \(state), answer = \(isEmpty ? nil : answer),
                settled_by = \(actingUser), settled_at = \(now)
            WHERE id = \(id) AND state = 'open'
            """)
        guard settled > 0 else { throw .changedMeanwhile }
        try record(
            state == .done
                ? .requestDone(answer: isEmpty ? nil : answer) : .requestRefused(answer: isEmpty ? nil : answer),
            person: request.person, structure: request.structure)
    }

    /// Nobody keeps the operator busy without end.
    static let openRequestsOfOne = 200
}
