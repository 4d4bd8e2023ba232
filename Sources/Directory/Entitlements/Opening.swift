import Database
package import FoundationEssentials

/// An application that a person may open, and for which structures: one tile of the portal.
package struct Opening: Hashable, Sendable {
    /// The application: enabled, perhaps under maintenance.
    package let application: Application
    /// Whether the portal can open it now: it has a default service provider, which is enabled.
    package let canOpen: Bool
    /// The structures that the person may act for, at least one.
    package let structures: [StructureRoles]

    /// A structure and what the person is there.
    package struct StructureRoles: Hashable, Sendable {
        /// The structure to act for.
        package let structure: ActingStructure
        /// The roles held for it, at least one.
        package let roles: [Role]
    }
}

/// What a person may do in an application, through whichever of its service providers: for which structures.
package struct ApplicationAccess: Hashable, Sendable {
    /// The person, live.
    package let person: AttributeRelease.Person
    /// The service provider's application.
    package let application: Application
    /// The structures that the person may act for; empty: no assertion (Invariant 2).
    package let structures: [Opening.StructureRoles]

    /// A structure and its roles, or nil when the person may not act for it.
    package func structure(_ id: ID<Structure>) -> Opening.StructureRoles? {
        structures.first { $0.structure.id == id }
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
                \(structureColumns)
            FROM \(rightsOfUser) WHERE user.id = \(user) AND \(isInForce(at: now)) AND application.enabled = 1
            ORDER BY application.position, application.name COLLATE NOCASE, application.id, \(structureOrder)
            """
        ) { row in
            (
                application: try Application(row), canOpen: try row.bool(Application.columnCount),
                held: try HeldRole(row, from: Application.columnCount + 1)
            )
        }
        return rows.grouped(by: \.application.id).map { rows in
            Opening(
                application: rows[0].application, canOpen: rows[0].canOpen,
                structures: HeldRole.byStructure(rows.map(\.held)))
        }
    }

    /// What a person may do at that moment in an application, through whichever of its service providers; nil when
    /// there is no such application or it is disabled, or the account is not live. Empty `structures`: no right there.
    package func access(
        of user: ID<User>, in application: ID<Application>, at now: Date
    ) throws(DirectoryError) -> ApplicationAccess? {
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
            SELECT \(structureColumns) FROM \(rightsOfUser)
            WHERE user.id = \(user) AND application.id = \(application.id) AND \(isInForce(at: now))
            ORDER BY \(structureOrder)
            """
        ) { try HeldRole($0, from: 0) }
        return ApplicationAccess(person: person, application: application, structures: HeldRole.byStructure(held))
    }

    /// What a person may do at that moment at a service provider; nil when there is none of that entityID, it or its
    /// application is disabled, or the account is not live.
    package func access(
        of user: ID<User>, serviceProvider entityID: String, at now: Date
    ) throws(DirectoryError) -> ApplicationAccess? {
        let application: ID<Application>? = try one(
            "SELECT application FROM service_provider WHERE entity_id = \(entityID) AND enabled = 1"
        ) { try $0.id(0) }
        guard let application else { return nil }
        return try access(of: user, in: application, at: now)
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

    static func byStructure(_ held: [HeldRole]) -> [Opening.StructureRoles] {
        held.grouped(by: \.structure.id).map {
            Opening.StructureRoles(structure: $0[0].structure, roles: $0.map(\.role))
        }
    }
}

private let structureColumns: SQL = "structure.id, structure.name, structure.siret, \(Role.columns)"
private let structureOrder: SQL = """
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
