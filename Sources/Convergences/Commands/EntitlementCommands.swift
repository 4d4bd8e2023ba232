import Accounts
import Directory
import FoundationEssentials
import Site

/// `convergences entitlement`: who holds which role for which structure.
enum EntitlementCommands {
    private static let keys = [
        Option("user", "USER", "id or address", .required),
        Option("structure", "STRUCTURE", "id, SIRET or exact name", .required),
        Option("role", "ROLE", "id or path, such as 'BIP\\utilisateurs'", .required),
        Option("application", "APPLICATION", "id or slug, when the path is not enough"),
    ]

    static let group = Command.group(
        "entitlement", "Habilitations: who holds which role for which structure",
        [
            Command(
                name: "grant", summary: "Give a role to a person for a structure",
                options: keys + [Option("until", "DAY", "the day it ends")],
                examples: [
                    "convergences entitlement grant --user elodie.barbier@ville-valmont.example "
                        + "--structure 'Ville de Valmont' --role 'BIP\\utilisateurs'"
                ],
                action: grant),
            Command(name: "revoke", summary: "Take a role back", options: keys, action: revoke),
            Command(
                name: "list", summary: "List the habilitations of a person or of a role",
                options: [
                    Option("user", "USER", "id or address"), Option("role", "ROLE", "id or path"),
                    Option("application", "APPLICATION", "id or slug, when the path is not enough"),
                    Option("limit", "NUMBER", "at most so many members of a role (50)"),
                ],
                action: list),
        ])

    private static func grant(_ invocation: Invocation) throws {
        let until = try invocation.moment("until")
        let words = try words(invocation)
        let changed = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let application = try words.application.map { try change.application(typed: $0) }
            return try change.grant(
                change.role(typed: words.role, in: application).id, to: change.user(typed: words.user).id,
                for: change.structure(typed: words.structure).id, until: until)
        }
        try Output(invocation).done(
            changed
                ? "\(words.user) holds \(words.role) for \(words.structure)"
                : "\(words.user) held \(words.role) for \(words.structure) already",
            Record([("changed", .truth(changed))]))
    }

    private static func revoke(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let words = try words(invocation)
        let (role, user, structure) = try site.directory.read { view in
            let application = try words.application.map { try view.application(typed: $0) }
            return (
                try view.role(typed: words.role, in: application).id, try view.user(typed: words.user).id,
                try view.structure(typed: words.structure).id
            )
        }
        try site.directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.revoke(role, from: user, for: structure)
        }
        try Output(invocation).done(
            "\(words.user) no longer holds \(words.role) for \(words.structure)", Record([("changed", .truth(true))]))
    }

    private static func list(_ invocation: Invocation) throws {
        let limit = try invocation.integer("limit", in: 1...100_000) ?? 50
        guard (invocation.text("user") == nil) != (invocation.text("role") == nil) else {
            throw invocation.usage("give --user or --role")
        }
        let listing = try invocation.site().directory.read { view in
            let entitlements: [Entitlement]
            if let user = invocation.text("user") {
                entitlements = try view.entitlements(of: view.user(typed: user).id)
            } else {
                let application = try invocation.text("application").map { try view.application(typed: $0) }
                let role = try view.role(typed: invocation.required("role"), in: application)
                entitlements = try view.members(of: role.id, limit: limit)
            }
            return Listing(
                ["id", "user", "structure", "application", "role", "grantedBy", "grantedAt", "until"],
                try entitlements.map { entitlement in
                    [
                        .number(entitlement.id.rawValue), .optional(try view.user(entitlement.user)?.email),
                        .text(entitlement.structureName), .text(entitlement.applicationName),
                        .text(entitlement.role.path),
                        .optional(entitlement.grantedByName), .moment(entitlement.grantedAt),
                        .optional(entitlement.until),
                    ]
                })
        }
        try Output(invocation).print(listing)
    }

    private static func words(
        _ invocation: Invocation
    ) throws -> (user: String, structure: String, role: String, application: String?) {
        (
            try invocation.required("user"), try invocation.required("structure"), try invocation.required("role"),
            invocation.text("application")
        )
    }
}
