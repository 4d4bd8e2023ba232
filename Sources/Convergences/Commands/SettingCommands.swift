import Directory
import FoundationEssentials

/// `convergences setting`: what is kept in the database and may change while the site runs.
enum SettingCommands {
    private static let key = Argument("KEY", "the setting's name")

    static let group = Command.group(
        "setting", "Settings kept in the database",
        [
            Command(name: "get", summary: "Print a setting", arguments: [key], action: get),
            Command(
                name: "set", summary: "Set a setting; without a value it is forgotten",
                arguments: [key, Argument("VALUE", "its value", isOptional: true)], action: set),
            Command(name: "list", summary: "List the settings", action: list),
        ])

    private static func get(_ invocation: Invocation) throws {
        let key = try invocation.argument("KEY")
        let value = try invocation.site().directory.read { view in try view.setting(key) }
        guard let value else { throw Refusal("the setting \(key) was never set") }
        try Output(invocation).done(value, Record([(key, .text(value))]))
    }

    private static func set(_ invocation: Invocation) throws {
        let key = try invocation.argument("KEY")
        let value = invocation.arguments["VALUE"]
        guard key != SiteSetting.entityID else {
            throw Refusal("the entityID is fixed at the site's creation: every service provider knows us by it")
        }
        try invocation.site().directory.change(by: invocation.actor, at: invocation.now) {
            (change) throws(DirectoryError) in
            try change.setSetting(key, to: value)
        }
        try Output(invocation).done(
            value.map { "\(key) = \($0)" } ?? "\(key) is forgotten", Record([(key, .optional(value))]))
    }

    private static func list(_ invocation: Invocation) throws {
        let settings = try invocation.site().directory.read { view in try view.settings() }
        try Output(invocation).print(
            Listing(
                ["key", "value"],
                settings.sorted { $0.key < $1.key }.map { [.text($0.key), .text($0.value)] }))
    }
}
