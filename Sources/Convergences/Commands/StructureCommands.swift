import Directory
import FoundationEssentials
import Site

/// `convergences structure` and `convergences domain`.
enum StructureCommands {
    private static let structure = Argument("STRUCTURE", "id, SIRET or exact name")

    static let group = Command.group(
        "structure", "Town halls and establishments, in two levels",
        [
            Command(
                name: "add", summary: "Add a structure",
                options: [
                    Option("name", "NAME", "its full name", .required),
                    Option("kind", "KIND", "principal (default), attached, subscriber, partner"),
                    Option("attached-to", "STRUCTURE", "the principal establishment it belongs to"),
                    Option("siret", "SIRET", "14 digits"),
                    Option("short-name", "NAME", "a name for narrow places"),
                    Option("domain", "DOMAIN", "an allowed mail domain", .repeated),
                    Option("address", "TEXT", "postal address"), Option("telephone", "TEXT", "telephone"),
                    Option("email", "ADDRESS", "e-mail of the structure"),
                ],
                examples: [
                    "convergences structure add --name 'Ville de Valmont' --siret 21930001000010 --domain ville-valmont.example",
                    "convergences structure add --name 'CCAS de Valmont' --attached-to 'Ville de Valmont'",
                ],
                action: add),
            Command(name: "list", summary: "List the structures", action: list),
            Command(
                name: "show", summary: "Show a structure with its domains and referents", arguments: [structure],
                action: show),
            Command(
                name: "edit", summary: "Change a structure", arguments: [structure],
                options: [
                    Option("name", "NAME", "its full name"), Option("short-name", "NAME", "a name for narrow places"),
                    Option("siret", "SIRET", "14 digits"), Option("address", "TEXT", "postal address"),
                    Option("telephone", "TEXT", "telephone"), Option("email", "ADDRESS", "e-mail of the structure"),
                ],
                examples: ["convergences structure edit 21930001000010 --telephone '01 23 45 67 89'"], action: edit),
            Command(
                name: "attach", summary: "Attach a structure to a principal establishment", arguments: [structure],
                options: [Option("to", "STRUCTURE", "the principal establishment", .required)], action: attach),
            Command(
                name: "detach", summary: "Let an attached establishment stand on its own", arguments: [structure],
                options: [Option("kind", "KIND", "principal (default), subscriber, partner")], action: detach),
            Command(
                name: "remove", summary: "Remove a structure that nobody and nothing depends on",
                arguments: [structure],
                action: remove),
        ])

    private static func add(_ invocation: Invocation) throws {
        let kind = try invocation.choice("kind", as: Structure.Kind.self)
        let name = try invocation.required("name")
        let id = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let parent = try invocation.text("attached-to").map { try change.structure(typed: $0).id }
            return try change.addStructure(
                name, kind: kind, shortName: invocation.text("short-name"), siret: invocation.text("siret"),
                attachedTo: parent,
                contact: Structure.Contact(
                    address: invocation.text("address"), telephone: invocation.text("telephone"),
                    email: invocation.text("email")),
                domains: invocation.all("domain"))
        }
        try Output(invocation).done("Added structure \(id): \(name)", Record([("id", .number(id.rawValue))]))
    }

    private static func list(_ invocation: Invocation) throws {
        let structures = try invocation.site().directory.read { view in try view.structures() }
        let names = Dictionary(uniqueKeysWithValues: structures.map { ($0.id, $0.name) })
        try Output(invocation).print(
            Listing(
                ["id", "name", "kind", "siret", "parent"],
                structures.map { structure in
                    [
                        .number(structure.id.rawValue), .text(structure.name), .text(structure.kind.rawValue),
                        .optional(structure.siret), .optional(structure.parent.flatMap { names[$0] }),
                    ]
                }))
    }

    private static func show(_ invocation: Invocation) throws {
        let text = try invocation.argument("STRUCTURE")
        let record = try invocation.site().directory.read { view in
            let structure = try view.structure(typed: text)
            let parent = try structure.parent.flatMap { try view.structure($0) }
            return Record([
                ("id", .number(structure.id.rawValue)), ("name", .text(structure.name)),
                ("shortName", .optional(structure.shortName)), ("kind", .text(structure.kind.rawValue)),
                ("siret", .optional(structure.siret)), ("parent", .optional(parent?.name)),
                ("address", .optional(structure.contact.address)),
                ("telephone", .optional(structure.contact.telephone)),
                ("email", .optional(structure.contact.email)),
                ("domains", .list(try view.allowedDomains(of: structure.id).map(\.domain))),
                ("attached", .list(try view.establishments(attachedTo: structure.id).map(\.name))),
                ("referents", .list(try view.referents(of: structure.id, at: invocation.now).map(\.email))),
            ])
        }
        try Output(invocation).print(record)
    }

    private static func edit(_ invocation: Invocation) throws {
        let text = try invocation.argument("STRUCTURE")
        let id = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let old = try change.structure(typed: text)
            if invocation.text("name") != nil || invocation.text("short-name") != nil {
                try change.renameStructure(
                    old.id, to: invocation.text("name") ?? old.name,
                    shortName: invocation.text("short-name") ?? old.shortName)
            }
            if let siret = invocation.text("siret") { try change.setSIRET(siret, of: old.id) }
            if ["address", "telephone", "email"].contains(where: { invocation.text($0) != nil }) {
                try change.setContact(
                    Structure.Contact(
                        address: invocation.text("address") ?? old.contact.address,
                        telephone: invocation.text("telephone") ?? old.contact.telephone,
                        email: invocation.text("email") ?? old.contact.email), of: old.id)
            }
            return old.id
        }
        try Output(invocation).done("Changed structure \(id)", Record([("id", .number(id.rawValue))]))
    }

    private static func attach(_ invocation: Invocation) throws {
        let text = try invocation.argument("STRUCTURE")
        let target = try invocation.required("to")
        let misfits = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.attachStructure(change.structure(typed: text).id, to: change.structure(typed: target).id)
        }
        try printMisfits(misfits, of: "Attached \(text) to \(target)", invocation)
    }

    private static func detach(_ invocation: Invocation) throws {
        let text = try invocation.argument("STRUCTURE")
        let kind = try invocation.choice("kind", as: Structure.Kind.self) ?? .principal
        let misfits = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.detachStructure(change.structure(typed: text).id, becoming: kind)
        }
        try printMisfits(misfits, of: "Detached \(text)", invocation)
    }

    private static func remove(_ invocation: Invocation) throws {
        let text = try invocation.argument("STRUCTURE")
        let id = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let id = try change.structure(typed: text).id
            try change.removeStructure(id)
            return id
        }
        try Output(invocation).done("Removed structure \(id)", Record([("id", .number(id.rawValue))]))
    }

    /// Says what was done, and which accounts no longer fit the structure's domains.
    private static func printMisfits(_ misfits: [User], of deed: String, _ invocation: Invocation) throws {
        let warning =
            misfits.isEmpty
            ? "" : "\nAddresses that no longer fit its domains: " + misfits.map(\.email).joined(separator: ", ")
        try Output(invocation).done(deed + warning, Record([("misfits", .list(misfits.map(\.email)))]))
    }
}
