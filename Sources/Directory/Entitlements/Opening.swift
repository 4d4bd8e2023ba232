import Database
package import FoundationEssentials

/// An application that a person may open, and for which structures: one tile of the portal.
package struct Opening: Hashable, Sendable {
    /// The application: enabled, perhaps under maintenance.
    package let application: Application
    /// Whether the portal can open it now: it has a default service provider, which is enabled.
    package let canOpen: Bool
    /// The structures that the person may act for, at least one.
    package let places: [Place]

    /// A structure and what the person is there.
    package struct Place: Hashable, Sendable {
        /// The structure to act for.
        package let structure: ActingStructure
        /// The roles held for it, at least one.
        package let roles: [Role]
    }
}

/// What a person may do at a service provider: enter, and for which structures.
package struct Entry: Hashable, Sendable {
    /// The person, live.
    package let person: AttributeRelease.Person
    /// The service provider's application.
    package let application: Application
    /// The structures that the person may act for; empty: no entry (Invariant 2).
    package let places: [Opening.Place]

    /// The place of a structure, or nil when the person may not act for it.
    package func place(_ structure: ID<Structure>) -> Opening.Place? {
        places.first { $0.structure.id == structure }
    }
}

extension DirectoryReading {
    /// The applications that a person may open at that moment, in the operator's order, and for which structures.
    ///
    /// Only through an entitlement that has not ended, of an affiliation of a live account, in an enabled application
    /// that is open to the structure.
    package func openings(for user: ID<User>, at now: Date) throws(DirectoryError) -> [Opening] {
        let rows = try query(
            """
            SELECT \(Application.columns), EXISTS (
                    SELECT 1 FROM service_provider
                    WHERE service_provider.application = application.id AND is_default = 1 AND enabled = 1),
                \(placeColumns)
            FROM \(rightsOfUser) WHERE user.id = \(user) AND \(isInForce(at: now)) AND application.enabled = 1
            ORDER BY application.position, application.name COLLATE NOCASE, application.id, \(placeOrder)
            """
        ) { row in
            (
                application: try Application(row), canOpen: try row.bool(Application.columnCount),
                held: try HeldRole(row, from: Application.columnCount + 1)
            )
        }
        return rows.grouped(by: \.application.id).map { rows in
            Opening(
                application: rows[0].application, canOpen: rows[0].canOpen, places: HeldRole.places(rows.map(\.held)))
        }
    }

    /// What a person may do at that moment in an application, through whichever of its service providers; nil when
    /// there is no such application or it is disabled, or the account is not live. Empty `places`: no right there.
    package func entry(
        of user: ID<User>, in application: ID<Application>, at now: Date
    ) throws(DirectoryError) -> Entry? {
        guard let application = try self.application(application), application.enabled else { return nil }
        let person = try one(
            """
            SELECT email, given_name, family_name, language FROM user WHERE id = \(user) AND \(User.isLive(at: now))
            """
        ) { row in
            AttributeRelease.Person(
                email: try row.text(0), givenName: try row.text(1), familyName: try row.text(2),
                language: try row.value(3))
        }
        guard let person else { return nil }
        let held = try query(
            """
            SELECT \(placeColumns) FROM \(rightsOfUser)
            WHERE user.id = \(user) AND application.id = \(application.id) AND \(isInForce(at: now))
            ORDER BY \(placeOrder)
            """
        ) { try HeldRole($0, from: 0) }
        return Entry(person: person, application: application, places: HeldRole.places(held))
    }

    /// What a person may do at that moment at a service provider; nil when there is none of that entityID, it or its
    /// application is disabled, or the account is not live.
    package func entry(
        of user: ID<User>, serviceProvider entityID: String, at now: Date
    ) throws(DirectoryError) -> Entry? {
        let application: ID<Application>? = try one(
            "SELECT application FROM service_provider WHERE entity_id = \(entityID) AND enabled = 1"
        ) { try $0.id(0) }
        guard let application else { return nil }
        return try entry(of: user, in: application, at: now)
    }
}

/// One row of a right: a role held for a structure.
private struct HeldRole {
    let structure: ActingStructure
    let role: Role

    init(_ row: borrowing Row, from first: Int) throws(DatabaseError) {
        structure = ActingStructure(
            id: try row.id(first), name: try row.text(first + 1), siret: try row.textOrNil(first + 2))
        role = try Role(row, from: first + 3)
    }

    static func places(_ held: [HeldRole]) -> [Opening.Place] {
        held.grouped(by: \.structure.id).map { Opening.Place(structure: $0[0].structure, roles: $0.map(\.role)) }
    }
}

private let placeColumns: SQL = "structure.id, structure.name, structure.siret, \(Role.columns)"
private let placeOrder: SQL = """
    structure.parent IS NOT NULL, structure.name COLLATE NOCASE, structure.id, role_group.position, role.position, role.id
    """
private let rightsOfUser: SQL = """
    user JOIN affiliation ON affiliation.user = user.id
        JOIN structure ON structure.id = affiliation.structure
        JOIN entitlement ON entitlement.affiliation = affiliation.id
        JOIN role ON role.id = entitlement.role
        JOIN role_group ON role_group.id = role.role_group
        JOIN application ON application.id = role_group.application
    """

/// A right counts: the account is live, the entitlement has not ended, the application is open to the structure.
private func isInForce(at now: Date) -> SQL {
    """
    \(User.isLive(at: now)) AND (entitlement.until IS NULL OR entitlement.until > \(now))
        AND \(Application.isOpenToStructure)
    """
}

extension Array {
    /// Runs of neighbours with the same key.
    fileprivate func grouped<Key: Equatable>(by key: (Element) -> Key) -> [[Element]] {
        var groups: [[Element]] = []
        for element in self {
            if let last = groups.last?.first, key(last) == key(element) {
                groups[groups.count - 1].append(element)
            } else {
                groups.append([element])
            }
        }
        return groups
    }
}
