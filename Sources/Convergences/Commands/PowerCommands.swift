import Accounts
import Directory
import FoundationEssentials
import Site

/// `convergences referent` and `convergences operator`.
enum PowerCommands {
    private static let structure = Option("structure", "STRUCTURE", "id, SIRET or exact name", .required)

    static let referents = Command.group(
        "referent", "Référents administrateurs of structures",
        [
            Command(
                name: "add", summary: "Designate a referent", arguments: [UserCommands.user],
                options: [structure, Option("since", "DAY", "from this day on (now)")],
                examples: [
                    "convergences referent add nadia.benslimane@ville-valmont.example --structure 'Ville de Valmont'"
                ],
                action: designate),
            Command(
                name: "end", summary: "End a designation", arguments: [UserCommands.user],
                options: [structure, Option("until", "DAY", "the day it ends (now)")], action: end),
            Command(
                name: "list", summary: "List the referents in force",
                options: [Option("structure", "STRUCTURE", "of this structure only")], action: listReferents),
        ])

    static let operators = Command.group(
        "operator", "Operators of the site, with full powers",
        [
            Command(
                name: "add", summary: "Make a person an operator", arguments: [UserCommands.user], action: appoint),
            Command(
                name: "remove", summary: "Take the powers back", arguments: [UserCommands.user], action: dismiss),
            Command(name: "list", summary: "List the operators", action: listOperators),
        ])

    private static func designate(_ invocation: Invocation) throws {
        let (user, structure) = (try invocation.argument("USER"), try invocation.required("structure"))
        let since = try invocation.moment("since")
        let site = try invocation.site()
        let id = try site.directory.change(by: invocation.actor, at: invocation.now) { change in
            let id = try change.user(typed: user).id
            try change.designateReferent(id, of: change.structure(typed: structure).id, since: since)
            return id
        }
        try noteShortPassword(of: id, at: site, invocation)
        try Output(invocation).done("\(user) is referent of \(structure)", Record([("user", .text(user))]))
    }

    private static func end(_ invocation: Invocation) throws {
        let (user, structure) = (try invocation.argument("USER"), try invocation.required("structure"))
        let until = try invocation.moment("until")
        try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.endReferent(change.user(typed: user).id, of: change.structure(typed: structure).id, until: until)
        }
        try Output(invocation).done("\(user) is no longer referent of \(structure)", Record([("user", .text(user))]))
    }

    private static func listReferents(_ invocation: Invocation) throws {
        let listing = try invocation.site().directory.read { view in
            let structures =
                try invocation.text("structure").map { [try view.structure(typed: $0)] } ?? view.structures()
            let rows = try structures.flatMap { structure in
                try view.referents(of: structure.id, at: invocation.now).filter { $0.structure == structure.id }.map {
                    [Cell.text(structure.name), .text($0.name), .text($0.email)]
                }
            }
            return Listing(["structure", "name", "email"], rows)
        }
        try Output(invocation).print(listing)
    }

    private static func appoint(_ invocation: Invocation) throws {
        let text = try invocation.argument("USER")
        let site = try invocation.site()
        let id = try site.directory.change(by: invocation.actor, at: invocation.now) { change in
            let id = try change.user(typed: text).id
            try change.appointOperator(id)
            return id
        }
        try noteShortPassword(of: id, at: site, invocation)
        try Output(invocation).done("\(text) is an operator", Record([("user", .text(text))]))
    }

    /// Powers ask for a longer password than the person may have chosen before.
    private static func noteShortPassword(of user: ID<User>, at site: Site, _ invocation: Invocation) throws {
        let status = try site.accounts.status(of: user, at: invocation.now)
        guard status.hasPassword, !status.passwordSuitsPowers else { return }
        StandardStream.error.line(
            """
            convergences: note: their password has fewer than \(site.accounts.policy.minimumForPowers) characters: \
            have them choose a longer one (convergences user activation-link \(user))
            """)
    }

    private static func dismiss(_ invocation: Invocation) throws {
        let text = try invocation.argument("USER")
        try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.dismissOperator(change.user(typed: text).id)
        }
        try Output(invocation).done("\(text) is no longer an operator", Record([("user", .text(text))]))
    }

    private static func listOperators(_ invocation: Invocation) throws {
        let users = try invocation.site().directory.read { view in try view.operators() }
        try Output(invocation).print(
            Listing(Record.userColumns, users.map { Record.userRow($0, at: invocation.now) }))
    }
}
