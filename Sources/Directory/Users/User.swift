package import Database
package import FoundationEssentials
package import Markup

/// A person's account: one per e-mail address.
package struct User: Hashable, Sendable {
    /// Whether the operator or a referent holds the account back.
    package enum State: String, Hashable, Sendable, SQLConvertible { case active, suspended }

    /// Never used twice, even after the person is erased.
    package let id: ID<User>
    /// Lower case; empty once erased.
    package let email: String
    /// Prénom.
    package let givenName: String
    /// Nom.
    package let familyName: String
    /// The language of their mail, and of pages without another choice.
    package let language: Language
    /// Active or suspended; see `isLive`.
    package let state: State
    /// The moment from which the account no longer works.
    package let departsAt: Date?
    /// When it was created.
    package let createdAt: Date
    /// When it was deleted; it can be restored for a while.
    package let deletedAt: Date?
    /// When the deleted person's words were erased, for good.
    package let erasedAt: Date?
    /// Grows with every change of the row.
    package let version: Int

    /// Given and family name; a pseudonym once erased.
    package var displayName: String {
        erasedAt == nil ? "\(givenName) \(familyName)" : "Utilisateur nº \(id)"
    }

    /// Whether the account can sign in and be asserted at that moment: not deleted, not suspended, not departed.
    package func isLive(at now: Date) -> Bool {
        deletedAt == nil && state == .active && (departsAt.map { $0 > now } ?? true)
    }

    /// `isLive` as a condition on the table `user`, for the SQL that finds a session: an account that stops being live
    /// has no session from that moment (Invariant 6).
    package static func isLive(at now: Date) -> SQL {
        """
        user.deleted_at IS NULL AND user.state = 'active' AND (user.departs_at IS NULL OR user.departs_at > \(now))
        """
    }

    static let columnCount = 11
    static let columns: SQL = """
        user.id, user.email, user.given_name, user.family_name, user.language, user.state, user.departs_at,
        user.created_at, user.deleted_at, user.erased_at, user.version
        """

    init(_ row: borrowing Row) throws(DatabaseError) { try self.init(row, from: 0) }

    init(_ row: borrowing Row, from first: Int) throws(DatabaseError) {
        id = try row.id(first)
        email = try row.text(first + 1)
        givenName = try row.text(first + 2)
        familyName = try row.text(first + 3)
        language = try row.value(first + 4)
        state = try row.value(first + 5)
        departsAt = try row.dateOrNil(first + 6)
        createdAt = try row.date(first + 7)
        deletedAt = try row.dateOrNil(first + 8)
        erasedAt = try row.dateOrNil(first + 9)
        version = try row.int(first + 10)
    }
}

/// A person's belonging to a structure; entitlements hang on it.
package struct Affiliation: Hashable, Sendable {
    /// Never used twice.
    package let id: ID<Affiliation>
    package let user: ID<User>
    package let structure: ID<Structure>
    package let structureName: String
    package let createdAt: Date

    init(_ row: borrowing Row) throws(DatabaseError) {
        id = try row.id(0)
        user = try row.id(1)
        structure = try row.id(2)
        structureName = try row.text(3)
        createdAt = try row.date(4)
    }
}

/// The language of a person is a column.
extension Language: SQLConvertible {}
