import Accounts
import Directory
import FoundationEssentials
import Markup
import Site

/// What tells of accounts.
enum UserShowing {
    static func list(_ invocation: Invocation) throws {
        let limit = try invocation.integer("limit", in: 1...100_000) ?? 50
        let users = try invocation.site().directory.read { view in
            let structure = try invocation.text("structure").map { try view.structure(typed: $0).id }
            let last = try invocation.text("after").map { try view.user(typed: $0) }
            return try view.users(structure: structure, after: last, limit: limit)
        }
        try Output(invocation).print(
            Listing(Record.userColumns, users.map { Record.userRow($0, at: invocation.now) }))
    }

    static func show(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let user = try UserEditing.find(invocation, at: site)
        let status = try site.accounts.status(of: user.id, at: invocation.now)
        let events = try site.accounts.events(of: user.id, limit: 5)
        let record = try site.directory.read { view in
            Record(
                Array(zip(Record.userColumns, Record.userRow(user, at: invocation.now))) + [
                    ("language", .text(user.language.rawValue)), ("activated", .truth(status.hasPassword)),
                    ("passwordSuitsPowers", .truth(status.passwordSuitsPowers)),
                    ("sessions", .number(Int64(status.sessions))), ("lastSignIn", .optional(status.lastSignIn)),
                    ("operator", .truth(try view.isOperator(user.id))),
                    (
                        "referentOf",
                        .list(
                            try view.designations(of: user.id, at: invocation.now)
                                .compactMap { try view.structure($0.structure)?.name })
                    ),
                    ("structures", .list(try view.affiliations(of: user.id).map(\.structureName))),
                    (
                        "entitlements",
                        .list(
                            try view.entitlements(of: user.id).map {
                                "\($0.applicationName): \($0.role.path) (\($0.structureName))"
                            })
                    ),
                    ("lastEvents", .list(events.map { "\(Cell.moment($0.at).plain) \($0.kind.rawValue)" })),
                ])
        }
        try Output(invocation).print(record)
    }
}
