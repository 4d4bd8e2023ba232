import Directory
import FoundationEssentials
import Site

/// `convergences message`: what the portal tells everybody, and when.
enum MessageCommands {
    static let group = Command.group(
        "message", "Messages on the portal",
        [
            Command(
                name: "add", summary: "Show a message on the portal, now or from a moment on",
                options: [
                    Option("fr", "TEXT", "in French", .required), Option("en", "TEXT", "in English (the French words)"),
                    Option("from", "MOMENT", "from then on (now)"), Option("until", "MOMENT", "until then (removed)"),
                ],
                examples: [
                    "convergences message add --fr 'NetCotisation sera indisponible jeudi de 18 h à 20 h.'"
                        + " --from 2026-12-01 --until 2026-12-03T19:00:00Z"
                ],
                action: add),
            Command(name: "list", summary: "List the messages, those of the past too", action: list),
            Command(
                name: "remove", summary: "Remove a message", arguments: [Argument("MESSAGE", "its id")], action: remove),
        ])

    private static func add(_ invocation: Invocation) throws {
        let text = Bilingual(fr: try invocation.required("fr"), en: invocation.text("en") ?? "")
        let (start, end) = (try invocation.moment("from") ?? invocation.now, try invocation.moment("until"))
        let id = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.planPortalMessage(text, from: start, until: end)
        }
        try Output(invocation).done("Planned message \(id)", Record([("id", .number(id.rawValue))]))
    }

    private static func list(_ invocation: Invocation) throws {
        let messages = try invocation.site().directory.read { view in try view.portalMessages() }
        try Output(invocation).print(
            Listing(
                ["id", "state", "from", "until", "fr", "en"],
                messages.map { message in
                    [
                        .number(message.id.rawValue), .text("\(message.phase(at: invocation.now))"),
                        .moment(message.startsAt), .optional(message.endsAt), .text(message.text.fr),
                        .text(message.text.en),
                    ]
                }))
    }

    private static func remove(_ invocation: Invocation) throws {
        let text = try invocation.argument("MESSAGE")
        guard let id = ID<PortalMessage>(text) else { throw CommandError("there is no message \(text)") }
        do {
            try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
                try change.removePortalMessage(id)
            }
        } catch DirectoryError.notFound {
            throw CommandError("there is no message \(text)")
        }
        try Output(invocation).done("Removed message \(id)", Record([("id", .number(id.rawValue))]))
    }
}
