import Crypto
import Directory
import FoundationEssentials
import Markup
import Site

/// `convergences journal`: what happened, and the proof that it is all of it.
enum JournalCommands {
    static let group = Command.group(
        "journal", "The chained and sealed journal of every change",
        [
            Command(
                name: "list", summary: "List the newest entries",
                options: [
                    Option("user", "USER", "about or by this person"),
                    Option("structure", "STRUCTURE", "about this structure"),
                    Option("application", "APPLICATION", "about this application"),
                    Option("role", "ROLE", "about this role"),
                    Option("kind", "KIND", "of this kind only, such as entitlementGranted"),
                    Option("text", "WORDS", "in whose words these begin words"),
                    since, until,
                    Option("before", "NUMBER", "older than this entry"),
                    Option("limit", "NUMBER", "at most so many (50)"),
                ],
                examples: ["convergences journal list --text 'karim bip' --since 2026-11-01"], action: list),
            Command(
                name: "show", summary: "Print an entry with its link of the chain",
                arguments: [Argument("NUMBER", "the entry's number")], action: show),
            Command(
                name: "verify",
                summary: "Check every link and seal; fails when anything was changed, taken away or cut off",
                options: [
                    Option("seals", "FILE", "seals that were kept elsewhere, as \"journal seals\" prints them"),
                    Option("certificate", "FILE", "believe this one's seals too", .repeated),
                    Option("since", "DAY", "begin at the last seal before that day"),
                ],
                examples: ["convergences journal verify --seals /mnt/elsewhere/seals.jsonl"],
                action: JournalProof.verify),
            Command(
                name: "seal", summary: "Seal what came since the last seal; the server does it each day",
                action: JournalProof.seal),
            Command(
                name: "seals", summary: "Print every seal, one line of JSON each: to be kept elsewhere",
                options: [output], examples: ["convergences journal seals >> /mnt/elsewhere/seals.jsonl"],
                action: JournalProof.seals),
            Command(
                name: "export", summary: "Print entries with their links, one line of JSON each: an archive",
                options: [since, until, output], action: JournalExport.run),
            Command(
                name: "status", summary: "Tell what the jobs of the journal last did", action: JournalProof.status),
        ])

    private static let since = Option("since", "DAY", "not before that day or moment")
    private static let until = Option("until", "DAY", "before that day or moment")
    private static let output = Option("output", "FILE", "write to this file")

    private static func list(_ invocation: Invocation) throws {
        let kind = try invocation.choice("kind", as: JournalEntry.Kind.self)
        let before = try invocation.integer("before", in: 1...Int.max).map(Int64.init)
        let limit = try invocation.integer("limit", in: 1...100_000) ?? 50
        let (since, until) = (try invocation.moment("since"), try invocation.moment("until"))
        let listing = try invocation.site().directory.read { view in
            var filter = JournalFilter(scope: .everything)
            filter.person = try invocation.text("user").map { try view.user(typed: $0).id }
            filter.structure = try invocation.text("structure").map { try view.structure(typed: $0).id }
            let application = try invocation.text("application").map { try view.application(typed: $0) }
            filter.application = application?.id
            filter.role = try invocation.text("role").map { try view.role(typed: $0, in: application).id }
            filter.kinds = kind.map { [$0] }
            filter.text = invocation.text("text") ?? ""
            (filter.from, filter.until) = (since, until)
            let page = try view.journal(filter, at: before.map { .after(ID($0)) } ?? .first, limit: limit)
            return Listing(
                ["id", "at", "kind", "actor", "person", "structure", "application", "role", "before", "after"],
                try page.entries.map { entry in
                    let names = try view.names(of: entry)
                    return [
                        .number(entry.id), .moment(entry.at), .text(entry.kind.rawValue), .text(names.actor),
                        .optional(names.person), .optional(names.structure), .optional(names.application),
                        .optional(names.role), .optional(entry.storedBefore), .optional(entry.storedAfter),
                    ]
                })
        }
        try Output(invocation).print(listing)
    }

    private static func show(_ invocation: Invocation) throws {
        let text = try invocation.argument("NUMBER")
        guard let id = ID<JournalEntry>(text) else { throw invocation.usage("NUMBER must be the number of an entry") }
        let record = try invocation.site().directory.read { view in
            guard let record = try view.journalRecord(id) else { throw CommandError("there is no entry \(text)") }
            let names = try view.names(of: record.entry)
            let seal = try view.journalSeal(covering: id.rawValue)
            let about = record.entry.about
            func number(_ id: Int64?) -> Cell { id.map(Cell.number) ?? .nothing }
            return Record([
                ("id", .number(record.entry.id)), ("at", .moment(record.entry.at)),
                ("kind", .text(record.entry.kind.rawValue)),
                ("sentence", .text(record.entry.event.sentence(names).en)),
                ("actor", number(about.actor?.rawValue)), ("person", number(about.person?.rawValue)),
                ("structure", number(about.structure?.rawValue)),
                ("application", number(about.application?.rawValue)), ("role", number(about.role?.rawValue)),
                ("before", .optional(record.entry.storedBefore)), ("after", .optional(record.entry.storedAfter)),
                ("erased", .truth(record.payload == nil)), ("payloadHash", .text(Hex.encode(record.payloadHash))),
                ("previousHash", .text(Hex.encode(record.previousHash))), ("hash", .text(Hex.encode(record.hash))),
                ("sealedAt", .optional(seal?.at)), ("sealedWith", seal.map { .number($0.entry) } ?? .nothing),
            ])
        }
        try Output(invocation).print(record)
    }
}
