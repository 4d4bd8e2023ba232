import Directory
import FoundationEssentials
import Site

/// `convergences application`: the tiles.
enum ApplicationCommands {
    static let application = Argument("APPLICATION", "id or slug")

    private static let words = [
        Option("description", "TEXT", "one line under the name, in French"),
        Option("description-english", "TEXT", "the same in English"), Option("icon", "NAME", "name of its icon"),
        Option("tint", "NUMBER", "tint of its tile, 1 to 5"),
    ]

    static let group = Command.group(
        "application", "Applications of the portal",
        [
            Command(
                name: "add", summary: "Add an application",
                options: [
                    Option("slug", "SLUG", "its name in addresses, such as netcotisation", .required),
                    Option("name", "NAME", "as shown", .required),
                ] + words,
                examples: ["convergences application add --slug bip --name BIP --description 'Banque d’informations'"],
                action: add),
            Command(
                name: "edit", summary: "Change an application", arguments: [application],
                options: [Option("name", "NAME", "as shown")] + words + [
                    Option("position", "NUMBER", "its place among the tiles"),
                    Option("enabled", "yes|no", "whether it can be opened at all"),
                    Option("maintenance", "TEXT", "why it is closed for a while, in French; \"none\" ends it"),
                    Option("maintenance-english", "TEXT", "the same in English"),
                    Option(
                        "open-to", "STRUCTURE", "open it to these structures only; \"all\" for every one", .repeated),
                ],
                action: edit),
            Command(name: "list", summary: "List the applications with their roles", action: list),
        ])

    private static func add(_ invocation: Invocation) throws {
        let (slug, name) = (try invocation.required("slug"), try invocation.required("name"))
        let tint = try invocation.integer("tint", in: 1...5) ?? 1
        let french = invocation.text("description") ?? ""
        let description = Bilingual(fr: french, en: invocation.text("description-english") ?? french)
        let id = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.addApplication(
                slug, name: name, description: description, icon: invocation.text("icon") ?? "app", tint: tint)
        }
        try Output(invocation).done("Added application \(id): \(name)", Record([("id", .number(id.rawValue))]))
    }

    private static func edit(_ invocation: Invocation) throws {
        let text = try invocation.argument("APPLICATION")
        let tint = try invocation.integer("tint", in: 1...5)
        let position = try invocation.integer("position", in: 0...10_000)
        let enabled = try invocation.choice("enabled", as: YesNo.self)
        let id = try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            let old = try change.application(typed: text)
            let description = Bilingual(
                fr: invocation.text("description") ?? old.description.fr,
                en: invocation.text("description-english") ?? old.description.en)
            try change.changeApplication(
                old.id, name: invocation.text("name"), description: description, icon: invocation.text("icon"),
                tint: tint,
                position: position)
            if let enabled { try change.setEnabled(enabled == .yes, application: old.id) }
            if let notice = invocation.text("maintenance") {
                let english = invocation.text("maintenance-english") ?? notice
                try change.setMaintenance(
                    notice == "none" ? nil : Bilingual(fr: notice, en: english), application: old.id)
            }
            let typed = invocation.all("open-to")
            if !typed.isEmpty {
                let structures = try typed == ["all"] ? nil : typed.map { try change.structure(typed: $0).id }
                try change.openApplication(old.id, to: structures)
            }
            return old.id
        }
        try Output(invocation).done("Changed application \(id)", Record([("id", .number(id.rawValue))]))
    }

    private static func list(_ invocation: Invocation) throws {
        let listing = try invocation.site().directory.read { view in
            Listing(
                ["id", "slug", "name", "enabled", "roles", "serviceProviders"],
                try view.applications().map { application in
                    [
                        .number(application.id.rawValue), .text(application.slug), .text(application.name),
                        .truth(application.enabled),
                        .list(try view.roleGroups(of: application.id).flatMap(\.roles).map(\.path)),
                        .list(try view.serviceProviders(of: application.id).map(\.entityID)),
                    ]
                })
        }
        try Output(invocation).print(listing)
    }
}

/// A decision on the command line.
enum YesNo: String, CaseIterable {
    case yes, no
}
