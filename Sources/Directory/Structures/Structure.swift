import Database
package import FoundationEssentials

/// A town hall, an establishment, a subscriber or a partner: what people are affiliated to and act for.
package struct Structure: Hashable, Sendable {
    /// The place of a structure among the others.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable, SQLConvertible {
        /// Établissement principal: may have attached ones; its referents are theirs too.
        case principal
        /// Établissement rattaché, to a principal one.
        case attached
        /// Adhérent, on its own.
        case subscriber
        /// Partenaire, on its own.
        case partner
    }

    /// Never used twice.
    package let id: ID<Structure>
    /// Its place in the tree.
    package let kind: Kind
    /// Its full name ("Ville de Valmont").
    package let name: String
    /// A shorter name for narrow places, if it has one.
    package let shortName: String?
    /// 14 digits, if known.
    package let siret: String?
    /// The principal establishment of an attached one.
    package let parent: ID<Structure>?
    /// How to reach it.
    package let contact: Contact
    /// When it was added.
    package let createdAt: Date
    /// Grows with every change of the row.
    package let version: Int

    /// Postal address, telephone and e-mail of a structure; each may be unknown.
    package struct Contact: Hashable, Sendable {
        /// Postal address, in one line.
        package var address: String?
        /// Telephone, as typed.
        package var telephone: String?
        package var email: String?

        /// A contact of the parts that are known.
        package init(address: String? = nil, telephone: String? = nil, email: String? = nil) {
            self.address = address
            self.telephone = telephone
            self.email = email
        }
    }

    static let columns: SQL = """
        structure.id, structure.kind, structure.name, structure.short_name, structure.siret, structure.parent,
        structure.address, structure.telephone, structure.email, structure.created_at, structure.version
        """

    init(_ row: borrowing Row) throws(DatabaseError) {
        id = try row.id(0)
        kind = try row.value(1)
        name = try row.text(2)
        shortName = try row.textOrNil(3)
        siret = try row.textOrNil(4)
        parent = try row.idOrNil(5)
        contact = Contact(
            address: try row.textOrNil(6), telephone: try row.textOrNil(7), email: try row.textOrNil(8))
        createdAt = try row.date(9)
        version = try row.int(10)
    }
}

/// A mail domain that a structure allows.
package struct AllowedDomain: Hashable, Sendable {
    /// Lower case.
    package let domain: String
    /// The principal establishment it is inherited from; nil when it is the structure's own.
    package let inheritedFrom: ID<Structure>?
}
