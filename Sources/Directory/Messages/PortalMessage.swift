import Database
package import FoundationEssentials

/// What the operator tells everybody on the portal, from a moment on and until another.
package struct PortalMessage: Hashable, Sendable {
    package let id: ID<PortalMessage>
    /// The words; empty English ones stand for the French.
    package let text: Bilingual
    /// Shown from then on.
    package let startsAt: Date
    /// Shown until then; nil for a message that stays until it is removed.
    package let endsAt: Date?
    /// Grows with every change.
    package let version: Int

    /// Where a message stands in its time.
    package enum Phase: Int, Hashable, Sendable, Comparable {
        case current, planned, past

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// Where it stands at that moment.
    package func phase(at now: Date) -> Phase {
        if let endsAt, endsAt <= now { return .past }
        return startsAt > now ? .planned : .current
    }

    static let columns: SQL = "id, text_fr, text_en, starts_at, ends_at, version"

    init(_ row: borrowing Row) throws(DatabaseError) {
        id = try row.id(0)
        text = Bilingual(fr: try row.text(1), en: try row.text(2))
        startsAt = try row.date(3)
        endsAt = try row.dateOrNil(4)
        version = try row.int(5)
    }
}

extension DirectoryReading {
    /// What the portal tells at that moment, the newest first.
    package func portalMessages(at now: Date) throws(DirectoryError) -> [PortalMessage] {
        try query(
            """
            SELECT \(PortalMessage.columns) FROM portal_message
            WHERE starts_at <= \(now) AND (ends_at IS NULL OR ends_at > \(now)) ORDER BY starts_at DESC, id DESC
            """, PortalMessage.init)
    }

    /// Every message that was not removed, by their beginning, the last first.
    package func portalMessages() throws(DirectoryError) -> [PortalMessage] {
        try query(
            "SELECT \(PortalMessage.columns) FROM portal_message ORDER BY starts_at DESC, id DESC LIMIT 500",
            PortalMessage.init)
    }

    /// A message, or nil.
    package func portalMessage(_ id: ID<PortalMessage>) throws(DirectoryError) -> PortalMessage? {
        try one("SELECT \(PortalMessage.columns) FROM portal_message WHERE id = \(id)", PortalMessage.init)
    }
}

extension Change {
    /// The longest message, in characters.
    package static var portalMessageLimit: Int { 600 }

    /// Plans a message, or shows it at once.
    ///
    /// - Throws: `invalid(.description)` for words that are none or too many, `invalid(.until)` for an end that does
    ///   not come after the beginning and after now.
    @discardableResult
    package func planPortalMessage(
        _ text: Bilingual, from startsAt: Date, until endsAt: Date?
    ) throws(DirectoryError) -> ID<PortalMessage> {
        try requireOperator()
        let text = try checked(text)
        try requirePeriod(startsAt, endsAt)
        let id: ID<PortalMessage> = try insert(
            """
            INSERT INTO portal_message (text_fr, text_en, starts_at, ends_at, created_at)
            VALUES (\(text.fr), \(text.en), \(startsAt), \(endsAt), \(now))
            """)
        try record(.portalMessagePlanned(excerpt(text)))
        return id
    }

    /// Changes a message.
    ///
    /// - Parameter version: the one that was shown; another one is `changedMeanwhile`.
    package func changePortalMessage(
        _ id: ID<PortalMessage>, version: Int, to text: Bilingual, from startsAt: Date, until endsAt: Date?
    ) throws(DirectoryError) {
        try requireOperator()
        guard let known = try portalMessage(id) else { throw .notFound }
        guard known.version == version else { throw .changedMeanwhile }
        let text = try checked(text)
        try requirePeriod(startsAt, endsAt)
        try execute(
            """
            UPDATE portal_message SET text_fr = \(text.fr), text_en = \(text.en), starts_at = \(startsAt),
                ends_at = \(endsAt), version = version + 1 WHERE id = \(id)
            """)
        try record(.portalMessageChanged(from: excerpt(known.text), to: excerpt(text)))
    }

    /// Removes a message: it is shown no longer.
    package func removePortalMessage(_ id: ID<PortalMessage>) throws(DirectoryError) {
        try requireOperator()
        guard let known = try portalMessage(id) else { throw .notFound }
        try execute("DELETE FROM portal_message WHERE id = \(id)")
        try record(.portalMessageRemoved(excerpt(known.text)))
    }

    private func checked(_ text: Bilingual) throws(DirectoryError) -> Bilingual {
        Bilingual(
            fr: try NormalText.line(text.fr, .description, limit: Self.portalMessageLimit),
            en: try NormalText.optionalLine(text.en, .value, limit: Self.portalMessageLimit) ?? "")
    }

    private func requirePeriod(_ startsAt: Date, _ endsAt: Date?) throws(DirectoryError) {
        guard let endsAt else { return }
        guard endsAt > startsAt, endsAt > now else { throw .invalid(.until) }
    }

    /// The journal tells which message, not all of it.
    private func excerpt(_ text: Bilingual) -> String {
        text.fr.count <= 120 ? text.fr : text.fr.prefix(119) + "…"
    }
}
