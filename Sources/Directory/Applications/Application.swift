import Database

/// An application of the portal: a tile, reached through one or more service providers.
package struct Application: Hashable, Sendable {
    /// Never used twice.
    package let id: ID<Application>
    /// Its name in addresses (`/ouvrir/netcotisation`) and on the command line.
    package let slug: String
    /// As shown ("NetCotisation").
    package let name: String
    /// One line under the name.
    package let description: Bilingual
    /// The name of its icon.
    package let icon: String
    /// The tint of its tile, 1 to 5.
    package let tint: Int
    /// Its place among the tiles, chosen by the operator.
    package let position: Int
    /// Whether it can be opened at all; a disabled one has no tile.
    package let enabled: Bool
    /// While it is under maintenance: why and until when, in words. The tile stays.
    package let maintenance: Bilingual?
    /// Whether people of every structure may hold its roles; otherwise only of the listed ones.
    package let openToAll: Bool
    /// Grows with every change of the row.
    package let version: Int

    static let columns: SQL = """
        application.id, application.slug, application.name, application.description_fr, application.description_en,
        application.icon, application.tint, application.position, application.enabled, application.maintenance_fr,
        application.maintenance_en, application.open_to_all, application.version
        """
    static let columnCount = 13

    init(_ row: borrowing Row) throws(DatabaseError) {
        id = try row.id(0)
        slug = try row.text(1)
        name = try row.text(2)
        description = Bilingual(fr: try row.text(3), en: try row.text(4))
        icon = try row.text(5)
        tint = try row.int(6)
        position = try row.int(7)
        enabled = try row.bool(8)
        if let french = try row.textOrNil(9), let english = try row.textOrNil(10) {
            maintenance = Bilingual(fr: french, en: english)
        } else {
            maintenance = nil
        }
        openToAll = try row.bool(11)
        version = try row.int(12)
    }

    /// The condition that an application is open to a structure, on the tables' names.
    static let isOpenToStructure: SQL = """
        (application.open_to_all OR EXISTS (
            SELECT 1 FROM application_structure AS opened
            WHERE opened.application = application.id AND opened.structure = structure.id))
        """
}

/// The first level of an application's roles.
package struct RoleGroup: Hashable, Sendable {
    /// Never used twice.
    package let id: ID<RoleGroup>
    /// As shown ("Net-cotisation collectivité").
    package let label: String
    /// Its roles, in the operator's order.
    package let roles: [Role]
}

/// A role of an application.
package struct Role: Hashable, Sendable {
    /// Who may grant a role.
    package enum Granter: String, Hashable, Sendable, Codable, CaseIterable, SQLConvertible {
        /// The referents, and the operator.
        case referent
        /// The operator alone: every `Administrateur`.
        case `operator`
    }

    /// Never used twice.
    package let id: ID<Role>
    package let application: ID<Application>
    /// The label of its group.
    package let groupLabel: String
    /// Its own label ("net cotisation").
    package let label: String
    /// What a service provider receives.
    package let value: String
    /// Who may grant it.
    package let grantedBy: Granter

    /// As the guide writes it: `Net-cotisation collectivité\net cotisation`.
    package var path: String { "\(groupLabel)\\\(label)" }

    static let columns: SQL = """
        role.id, role_group.application, role_group.label, role.label, role.value, role.granted_by
        """

    init(_ row: borrowing Row) throws(DatabaseError) { try self.init(row, from: 0) }

    init(_ row: borrowing Row, from first: Int) throws(DatabaseError) {
        id = try row.id(first)
        application = try row.id(first + 1)
        groupLabel = try row.text(first + 2)
        label = try row.text(first + 3)
        value = try row.text(first + 4)
        grantedBy = try row.value(first + 5)
    }
}
