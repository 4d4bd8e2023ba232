import Directory
import FoundationEssentials

/// `convergences journal`.
enum JournalCommands {
    static let group = Command.group(
        "journal", "The chained journal of every change",
        [
            Command(
                name: "list", summary: "List the newest entries",
                options: [
                    Option("user", "USER", "about or by this person"),
                    Option("structure", "STRUCTURE", "about this structure"),
                    Option("kind", "KIND", "of this kind only, such as entitlementGranted"),
                    Option("before", "NUMBER", "older than this entry"),
                    Option("limit", "NUMBER", "at most so many (50)"),
                ],
                action: list),
            Command(
                name: "verify", summary: "Check the whole chain; fails when an entry was changed or taken away",
                action: verify),
        ])

    private static func list(_ invocation: Invocation) throws {
        let kind = try invocation.choice("kind", as: JournalEntry.Kind.self)
        let before = try invocation.integer("before", in: 1...Int.max).map(Int64.init)
        let limit = try invocation.integer("limit", in: 1...100_000) ?? 50
        let listing = try invocation.site().directory.read { view in
            let person = try invocation.text("user").map { try view.user(typed: $0).id }
            let structure = try invocation.text("structure").map { try view.structure(typed: $0).id }
            let entries = try view.journal(
                person: person, structure: structure, kind: kind, before: before, limit: limit)
            return Listing(
                ["id", "at", "kind", "actor", "person", "structure", "application", "role", "before", "after"],
                try entries.map { entry in
                    let words = try view.words(of: entry)
                    return [
                        .number(entry.id), .moment(entry.at), .text(entry.kind.rawValue), .text(words.actor),
                        .optional(words.person), .optional(words.structure), .optional(words.application),
                        .optional(words.role), .optional(words.before), .optional(words.after),
                    ]
                })
        }
        try Output(invocation).print(listing)
    }

    private static func verify(_ invocation: Invocation) throws {
        let found = try invocation.site().directory.read { view in try view.verifyJournal() }
        if let broken = found.firstBreak {
            throw Refusal("the journal is broken at entry \(broken.entry): \(broken.reason.rawValue)")
        }
        try Output(invocation).done(
            "The journal is whole: \(found.entries) entries, \(found.erased) of them without words. Head: \(found.head)",
            Record([
                ("entries", .number(Int64(found.entries))), ("erased", .number(Int64(found.erased))),
                ("head", .text(found.head)),
            ]))
    }
}
