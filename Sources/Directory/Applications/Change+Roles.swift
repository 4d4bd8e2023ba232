import Database

extension Change {
    /// Adds the first level of an application's roles.
    package func addRoleGroup(
        _ label: String, to application: ID<Application>
    ) throws(DirectoryError) -> ID<RoleGroup> {
        try requireApplication(application)
        let label = try validLabel(label)
        let id: ID<RoleGroup> = try insert(
            """
            INSERT INTO role_group (application, label, position)
            VALUES (\(application), \(label),
                (SELECT coalesce(max(position), 0) + 1 FROM role_group WHERE application = \(application)))
            """, duplicate: .label)
        try record(.roleGroupAdded(label), application: application)
        return id
    }

    /// Changes the label of a group.
    package func renameRoleGroup(_ id: ID<RoleGroup>, to label: String) throws(DirectoryError) {
        try requireOperator()
        let (application, old) = try requireRoleGroup(id)
        let label = try validLabel(label)
        guard label != old else { return }
        try execute("UPDATE role_group SET label = \(label) WHERE id = \(id)", duplicate: .label)
        try record(.applicationChanged(from: old, to: label), application: application)
    }

    /// Puts a group in another place among those of its application: 0 is the first.
    package func moveRoleGroup(_ id: ID<RoleGroup>, to place: Int) throws(DirectoryError) {
        try requireOperator()
        let (application, label) = try requireRoleGroup(id)
        let groups: [ID<RoleGroup>] = try query(
            "SELECT id FROM role_group WHERE application = \(application) ORDER BY position, label COLLATE NOCASE, id"
        ) { try $0.id(0) }
        guard let order = groups.moving(id, to: place) else { return }
        for (position, group) in order.enumerated() {
            try execute("UPDATE role_group SET position = \(position + 1) WHERE id = \(group)")
        }
        try record(.applicationChanged(to: label), application: application)
    }

    /// Puts a role in another place among those of its group: 0 is the first.
    package func moveRole(_ id: ID<Role>, to place: Int) throws(DirectoryError) {
        try requireOperator()
        guard let role = try role(id) else { throw .notFound }
        let roles: [ID<Role>] = try query(
            """
            SELECT id FROM role WHERE role_group = (SELECT role_group FROM role WHERE id = \(id))
            ORDER BY position, label COLLATE NOCASE, id
            """
        ) { try $0.id(0) }
        guard let order = roles.moving(id, to: place) else { return }
        for (position, role) in order.enumerated() {
            try execute("UPDATE role SET position = \(position + 1) WHERE id = \(role)")
        }
        try record(.applicationChanged(to: role.path), application: role.application)
    }

    /// Removes a group without roles.
    package func removeRoleGroup(_ id: ID<RoleGroup>) throws(DirectoryError) {
        try requireOperator()
        let (application, label) = try requireRoleGroup(id)
        let roles = try count("SELECT count(*) FROM role WHERE role_group = \(id)")
        guard roles == 0 else { throw .inUse(count: roles) }
        try execute("DELETE FROM role_group WHERE id = \(id)")
        try record(.roleGroupRemoved(label), application: application)
    }

    /// Adds a role.
    ///
    /// - Parameters:
    ///   - value: what service providers receive; the label unless given.
    ///   - grantedBy: the referents unless given, but the operator alone for `Administrateur` (Invariant 5).
    package func addRole(
        _ label: String, value: String? = nil, in group: ID<RoleGroup>, grantedBy: Role.Granter? = nil
    ) throws(DirectoryError) -> ID<Role> {
        try requireOperator()
        let (application, _) = try requireRoleGroup(group)
        let label = try validLabel(label)
        let value = try NormalText.line(value ?? label, .value, limit: 256)
        let granter = try granter(grantedBy, ofRole: label)
        let id: ID<Role> = try insert(
            """
            INSERT INTO role (role_group, label, value, granted_by, position)
            VALUES (\(group), \(label), \(value), \(granter),
                (SELECT coalesce(max(position), 0) + 1 FROM role WHERE role_group = \(group)))
            """, duplicate: .label)
        try record(.roleAdded(value: value), application: application, role: id)
        return id
    }

    /// Changes a role; what is nil stays.
    package func changeRole(
        _ id: ID<Role>, label: String? = nil, value: String? = nil, grantedBy: Role.Granter? = nil
    ) throws(DirectoryError) {
        try requireOperator()
        guard let old = try role(id) else { throw .notFound }
        let label = try validLabel(label ?? old.label)
        let value = try NormalText.line(value ?? old.value, .value, limit: 256)
        let granter = try granter(grantedBy ?? old.grantedBy, ofRole: label)
        try execute(
            """
            UPDATE role SET label = \(label), value = \(value), granted_by = \(granter) WHERE id = \(id)
            """, duplicate: .label)
        try record(
            .roleChanged(from: "\(old.path) = \(old.value)", to: "\(label) = \(value)"), application: old.application,
            role: id)
    }

    /// Removes a role that nobody holds.
    ///
    /// - Throws: `inUse` with the number of entitlements, those of deleted accounts included.
    package func removeRole(_ id: ID<Role>) throws(DirectoryError) {
        try requireOperator()
        guard let role = try role(id) else { throw .notFound }
        let holders = try count("SELECT count(*) FROM entitlement WHERE role = \(id)")
        guard holders == 0 else { throw .inUse(count: holders) }
        try record(.roleRemoved(value: role.value), application: role.application, role: id)
        try execute("DELETE FROM role WHERE id = \(id)")
    }

    private func requireRoleGroup(
        _ id: ID<RoleGroup>
    ) throws(DirectoryError) -> (application: ID<Application>, label: String) {
        let found = try one("SELECT application, label FROM role_group WHERE id = \(id)") {
            (application: try $0.id(0) as ID<Application>, label: try $0.text(1))
        }
        guard let found else { throw .notFound }
        return found
    }

    /// A label; the backslash separates the levels where a role is written as a path.
    private func validLabel(_ label: String) throws(DirectoryError) -> String {
        let label = try NormalText.line(label, .label)
        guard !label.contains("\\") else { throw .invalid(.label) }
        return label
    }

    private func granter(
        _ wanted: Role.Granter?, ofRole label: String
    ) throws(DirectoryError) -> Role.Granter {
        let isAdministrator = label.lowercased() == "administrateur"
        if isAdministrator, wanted == .referent { throw .operatorOnly }
        return wanted ?? (isAdministrator ? .operator : .referent)
    }
}

extension Array where Element: Equatable {
    /// The elements with one of them in another place; nil when it stands there already or is not among them.
    func moving(_ element: Element, to place: Int) -> [Element]? {
        guard let from = firstIndex(of: element) else { return nil }
        let to = Swift.min(Swift.max(place, 0), count - 1)
        guard to != from else { return nil }
        var order = self
        order.remove(at: from)
        order.insert(element, at: to)
        return order
    }
}
