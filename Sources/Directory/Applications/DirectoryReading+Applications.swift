import Database

extension DirectoryReading {
    /// Every application, in the operator's order.
    package func applications() throws(DirectoryError) -> [Application] {
        try query(
            "SELECT \(Application.columns) FROM application ORDER BY position, name COLLATE NOCASE, id",
            Application.init)
    }

    /// The applications that people of the structures in scope may hold roles of, in the operator's order: enabled and
    /// open to one of them, or to `structure` if given. The operator sees those that are closed as well.
    package func applications(
        in scope: Scope, structure: ID<Structure>? = nil
    ) throws(DirectoryError) -> [Application] {
        let enabled: SQL = scope == .everything ? "1" : "application.enabled = 1"
        let opened: SQL
        if scope == .everything, structure == nil {
            opened = "1"
        } else {
            let which: SQL = structure.map { "opened.structure = \($0)" } ?? "1"
            opened = """
                (application.open_to_all = 1 OR EXISTS (
                    SELECT 1 FROM application_structure AS opened
                    WHERE opened.application = application.id AND \(which) AND \(scope.covers("opened.structure"))))
                """
        }
        return try query(
            """
            SELECT \(Application.columns) FROM application WHERE \(enabled) AND \(opened)
            ORDER BY position, name COLLATE NOCASE, id
            """, Application.init)
    }

    /// An application, or nil.
    package func application(_ id: ID<Application>) throws(DirectoryError) -> Application? {
        try one("SELECT \(Application.columns) FROM application WHERE id = \(id)", Application.init)
    }

    /// The application of that slug, or nil.
    package func application(slug: String) throws(DirectoryError) -> Application? {
        try one("SELECT \(Application.columns) FROM application WHERE slug = \(slug)", Application.init)
    }

    /// The structures that an application is open to when it is not open to all.
    package func structures(openedTo application: ID<Application>) throws(DirectoryError) -> [ID<Structure>] {
        try query(
            "SELECT structure FROM application_structure WHERE application = \(application) ORDER BY structure"
        ) { try $0.id(0) }
    }

    /// The two levels of an application's roles; groups without a role are there.
    package func roleGroups(of application: ID<Application>) throws(DirectoryError) -> [RoleGroup] {
        let roles = try query(
            """
            SELECT \(Role.columns), role_group.id FROM role JOIN role_group ON role_group.id = role.role_group
            WHERE role_group.application = \(application) ORDER BY role.position, role.label COLLATE NOCASE
            """
        ) { (role: try Role($0), group: try $0.id(6) as ID<RoleGroup>) }
        let groups = try query(
            """
            SELECT id, label FROM role_group
            WHERE application = \(application) ORDER BY position, label COLLATE NOCASE
            """
        ) { (id: try $0.id(0) as ID<RoleGroup>, label: try $0.text(1)) }
        return groups.map { group in
            RoleGroup(id: group.id, label: group.label, roles: roles.filter { $0.group == group.id }.map(\.role))
        }
    }

    /// A role, or nil.
    package func role(_ id: ID<Role>) throws(DirectoryError) -> Role? {
        try one(
            "SELECT \(Role.columns) FROM role JOIN role_group ON role_group.id = role.role_group WHERE role.id = \(id)",
            Role.init)
    }

    /// The role of an application by the labels of its group and its own, or nil.
    package func role(
        _ label: String, group: String, application: ID<Application>
    ) throws(DirectoryError) -> Role? {
        try one(
            """
            SELECT \(Role.columns) FROM role JOIN role_group ON role_group.id = role.role_group
            WHERE role_group.application = \(application) AND role_group.label = \(group) AND role.label = \(label)
            """, Role.init)
    }
}
