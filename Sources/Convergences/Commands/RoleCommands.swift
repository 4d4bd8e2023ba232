import Directory
import FoundationEssentials
import Site

/// `convergences role-group` and `convergences role`.
enum RoleCommands {
    private static let application = Option("application", "APPLICATION", "id or slug", .required)

    static let groups = Command.group(
        "role-group", "Groups: the first level of an application's roles",
        [
            Command(
                name: "add", summary: "Add a group",
                options: [application, Option("label", "LABEL", "as shown", .required)],
                examples: ["convergences role-group add --application bip --label BIP"], action: addGroup),
            Command(
                name: "remove", summary: "Remove a group that has no role any more",
                arguments: [Argument("GROUP", "id or label")], options: [application], action: removeGroup),
        ])

    static let roles = Command.group(
        "role", "Roles of applications",
        [
            Command(
                name: "add", summary: "Add a role",
                options: [
                    application, Option("group", "GROUP", "id or label of its group", .required),
                    Option("label", "LABEL", "as shown", .required),
                    Option("value", "VALUE", "what service providers receive (the label)"),
                    Option("granted-by", "WHO", "referent (default) or operator; Administrateur: operator"),
                ],
                examples: [
                    "convergences role add --application netcotisation --group 'Net-cotisation collectivité' "
                        + "--label 'net cotisation' --value NETCOT_USER"
                ],
                action: add),
            Command(
                name: "edit", summary: "Change a role",
                arguments: [Argument("ROLE", "id or path, such as 'BIP\\utilisateurs'")],
                options: [
                    Option("application", "APPLICATION", "id or slug, when the path is not enough"),
                    Option("label", "LABEL", "as shown"), Option("value", "VALUE", "what service providers receive"),
                    Option("granted-by", "WHO", "referent or operator"),
                ],
                action: edit),
            Command(
                name: "remove", summary: "Remove a role that nobody holds",
                arguments: [Argument("ROLE", "id or path, such as 'BIP\\utilisateurs'")],
                options: [Option("application", "APPLICATION", "id or slug, when the path is not enough")],
                action: remove),
            Command(
                name: "list", summary: "List roles",
                options: [Option("application", "APPLICATION", "of this application only")], action: list),
        ])

    private static func addGroup(_ invocation: Invocation) throws {
        let (text, label) = (try invocation.required("application"), try invocation.required("label"))
        let id = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.addRoleGroup(label, to: change.application(typed: text).id)
        }
        try Output(invocation).done("Added group \(id): \(label)", Record([("id", .number(id.rawValue))]))
    }

    private static func removeGroup(_ invocation: Invocation) throws {
        let (text, label) = (try invocation.required("application"), try invocation.argument("GROUP"))
        let id = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let group = try change.roleGroup(typed: label, of: change.application(typed: text))
            try change.removeRoleGroup(group.id)
            return group.id
        }
        try Output(invocation).done("Removed group \(id): \(label)", Record([("id", .number(id.rawValue))]))
    }

    private static func add(_ invocation: Invocation) throws {
        let (text, group) = (try invocation.required("application"), try invocation.required("group"))
        let label = try invocation.required("label")
        let granter = try invocation.choice("granted-by", as: Role.Granter.self)
        let id = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let group = try change.roleGroup(typed: group, of: change.application(typed: text))
            return try change.addRole(label, value: invocation.text("value"), in: group.id, grantedBy: granter)
        }
        try Output(invocation).done("Added role \(id): \(group)\\\(label)", Record([("id", .number(id.rawValue))]))
    }

    private static func edit(_ invocation: Invocation) throws {
        let text = try invocation.argument("ROLE")
        let granter = try invocation.choice("granted-by", as: Role.Granter.self)
        let id = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let application = try invocation.text("application").map { try change.application(typed: $0) }
            let role = try change.role(typed: text, in: application)
            try change.changeRole(
                role.id, label: invocation.text("label"), value: invocation.text("value"), grantedBy: granter)
            return role.id
        }
        try Output(invocation).done("Changed role \(id)", Record([("id", .number(id.rawValue))]))
    }

    private static func remove(_ invocation: Invocation) throws {
        let text = try invocation.argument("ROLE")
        let id = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let application = try invocation.text("application").map { try change.application(typed: $0) }
            let role = try change.role(typed: text, in: application)
            try change.removeRole(role.id)
            return role.id
        }
        try Output(invocation).done("Removed role \(id)", Record([("id", .number(id.rawValue))]))
    }

    private static func list(_ invocation: Invocation) throws {
        let listing = try invocation.site().directory.read { view in
            let applications =
                try invocation.text("application").map { [try view.application(typed: $0)] } ?? view.applications()
            return Listing(
                ["id", "application", "role", "value", "grantedBy", "members"],
                try applications.flatMap { application in
                    let counts = try view.memberCounts(of: application.id)
                    return try view.roleGroups(of: application.id).flatMap(\.roles).map { role in
                        [
                            Cell.number(role.id.rawValue), .text(application.slug), .text(role.path), .text(role.value),
                            .text(role.grantedBy.rawValue), .number(Int64(counts[role.id] ?? 0)),
                        ]
                    }
                })
        }
        try Output(invocation).print(listing)
    }
}
