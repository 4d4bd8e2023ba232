import Database
package import FoundationEssentials

/// The designation of a person as référent administrateur of a structure (and of its attached establishments).
package struct Referent: Hashable, Sendable {
    /// Of this designation.
    package let id: ID<Referent>
    package let user: ID<User>
    package let structure: ID<Structure>
    package let since: Date
    /// Until when; nil while it lasts.
    package let until: Date?

    init(_ row: borrowing Row) throws(DatabaseError) {
        id = try row.id(0)
        user = try row.id(1)
        structure = try row.id(2)
        since = try row.date(3)
        until = try row.dateOrNil(4)
    }

    static let columns: SQL = "referent.id, referent.user, referent.structure, referent.since, referent.until"

    /// The condition of a designation in force, on the table `referent`.
    static func isCurrent(at now: Date) -> SQL {
        "referent.since <= \(now) AND (referent.until IS NULL OR referent.until > \(now))"
    }
}

/// A referent as one asks for them: name and address.
package struct ReferentContact: Hashable, Sendable {
    package let user: ID<User>
    /// Given and family name.
    package let name: String
    /// Where to write to.
    package let email: String
    /// The structure they were designated for: the person's own or its principal establishment.
    package let structure: ID<Structure>
}

/// A designation with the name of its person.
package struct NamedDesignation: Hashable, Sendable {
    /// Who, of which structure, from when until when.
    package let referent: Referent
    /// Given and family name, or the pseudonym of somebody erased.
    package let name: String
    /// Where to write to; nil once the account is deleted.
    package let email: String?

    /// Whether it is in force at that moment.
    package func isCurrent(at now: Date) -> Bool {
        referent.since <= now && (referent.until.map { $0 > now } ?? true)
    }

    /// Whether it has ended at that moment.
    package func hasEnded(at now: Date) -> Bool { referent.until.map { $0 <= now } ?? false }
}

extension DirectoryReading {
    /// Who cares for a structure at that moment: its own referents, then those of its principal establishment.
    package func referents(
        of structure: ID<Structure>, at now: Date
    ) throws(DirectoryError) -> [ReferentContact] {
        try query(
            """
            SELECT user.id, user.given_name || ' ' || user.family_name, user.email, referent.structure
            FROM referent JOIN user ON user.id = referent.user
            WHERE referent.structure IN (\(structure), (SELECT parent FROM structure WHERE id = \(structure)))
                AND \(Referent.isCurrent(at: now)) AND \(User.isLive(at: now))
            ORDER BY referent.structure <> \(structure), user.family_name COLLATE NOCASE, user.id
            """, ReferentContact.init)
    }

    /// Whom a person may ask for an access: the referents of their structures, each once. Empty when the structures
    /// have none; the operator is to be asked then.
    package func referents(
        forUser user: ID<User>, at now: Date
    ) throws(DirectoryError) -> [ReferentContact] {
        try query(
            """
            SELECT DISTINCT user.id, user.given_name || ' ' || user.family_name, user.email, referent.structure
            FROM affiliation JOIN structure ON structure.id = affiliation.structure
                JOIN referent ON referent.structure IN (structure.id, structure.parent)
                JOIN user ON user.id = referent.user
            WHERE affiliation.user = \(user) AND \(Referent.isCurrent(at: now)) AND \(User.isLive(at: now))
            GROUP BY user.id
            ORDER BY user.family_name COLLATE NOCASE, user.id
            """, ReferentContact.init)
    }

    /// Every designation for a structure itself, the newest first: those in force and those that ended.
    package func referentHistory(of structure: ID<Structure>) throws(DirectoryError) -> [Referent] {
        try query(
            "SELECT \(Referent.columns) FROM referent WHERE structure = \(structure) ORDER BY since DESC, id DESC",
            Referent.init)
    }

    /// Every designation for a structure itself with the name of its person, the newest first: the history as one reads
    /// it. The address is nil once the account is deleted.
    package func designations(of structure: ID<Structure>) throws(DirectoryError) -> [NamedDesignation] {
        try query(
            """
            SELECT \(Referent.columns),
                CASE WHEN user.erased_at IS NULL THEN user.given_name || ' ' || user.family_name
                    ELSE 'Utilisateur nº ' || user.id END,
                CASE WHEN user.deleted_at IS NULL THEN user.email END
            FROM referent JOIN user ON user.id = referent.user
            WHERE referent.structure = \(structure) ORDER BY referent.since DESC, referent.id DESC
            """
        ) { NamedDesignation(referent: try Referent($0), name: try $0.text(5), email: try $0.textOrNil(6)) }
    }

    /// The designations of a person in force at that moment.
    package func designations(of user: ID<User>, at now: Date) throws(DirectoryError) -> [Referent] {
        try query(
            """
            SELECT \(Referent.columns) FROM referent
            WHERE user = \(user) AND \(Referent.isCurrent(at: now)) ORDER BY since, id
            """, Referent.init)
    }
}

extension ReferentContact {
    init(_ row: borrowing Row) throws(DatabaseError) {
        user = try row.id(0)
        name = try row.text(1)
        email = try row.text(2)
        structure = try row.id(3)
    }
}
