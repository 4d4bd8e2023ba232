import Accounts
import Directory
import FoundationEssentials
import Site

/// `convergences session`: the live sessions of a person.
enum SessionCommands {
    static let group = Command.group(
        "session", "Live sessions of people",
        [
            Command(
                name: "list", summary: "List the sessions of a person", arguments: [UserCommands.user], action: list),
            Command(
                name: "end", summary: "End the sessions of a person", arguments: [UserCommands.user],
                options: [Option("session", "NUMBER", "this one only")], action: end),
        ])

    private static func list(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let user = try UserEditing.find(invocation, at: site)
        let sessions = try site.accounts.sessions(of: user.id, at: invocation.now)
        try Output(invocation).print(
            Listing(
                ["id", "device", "createdAt", "lastSeenAt", "endsAt"],
                sessions.map {
                    [
                        .number($0.id.rawValue), .text($0.deviceDescription), .moment($0.createdAt),
                        .moment($0.lastSeenAt),
                        .moment($0.absoluteEndsAt),
                    ]
                }))
    }

    private static func end(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let user = try UserEditing.find(invocation, at: site)
        var ended = 0
        if let text = invocation.text("session") {
            guard let id = ID<Session>(text) else {
                throw invocation.usage("--session must be a number of session list")
            }
            guard try site.accounts.endSession(id, of: user.id, at: invocation.now) else {
                throw CommandError("\(user.email) has no session \(text)")
            }
            ended = 1
        } else {
            ended = try site.accounts.closeSessions(of: user.id, by: invocation.actor, at: invocation.now)
        }
        try Output(invocation).done(
            "Ended \(ended) session(s) of \(user.email)", Record([("ended", .number(Int64(ended)))]))
    }
}
