import Directory
import FoundationEssentials
import Markup
import Pages
import Site

/// `convergences setting`: what is kept in the database and may change while the site runs; the same checks as on the
/// page of settings.
enum SettingCommands {
    private static let key = Argument("KEY", "the setting's name")

    static let group = Command.group(
        "setting", "Settings that may change while the site runs: name, contacts, colour, logo",
        [
            Command(name: "get", summary: "Print a setting", arguments: [key], action: get),
            Command(
                name: "set", summary: "Set a setting; without a value the configuration's counts again",
                arguments: [key, Argument("VALUE", "its value", isOptional: true)],
                examples: ["convergences setting set site.accent '#0B5A60'"], action: set),
            Command(
                name: "logo", summary: "Show an image beside the site's name; without a file the product's mark",
                arguments: [Argument("FILE", "a PNG of at most 64 KiB", isOptional: true)],
                examples: ["convergences setting logo logo.png"], action: logo),
            Command(name: "list", summary: "List every setting there is, with its value", action: list),
        ])

    /// The setting of that name; a refusal names the nearest one.
    private static func setting(_ key: String) throws -> Setting {
        if let setting = Setting(rawValue: key) { return setting }
        if key == SiteSetting.entityID {
            throw CommandError("the entityID is fixed at the site's creation: every service provider knows us by it")
        }
        if key == Setting.logoKey { throw CommandError("set the logo with \"convergences setting logo FILE\"") }
        if key.hasPrefix("portal.message") {
            throw CommandError("messages on the portal are planned with \"convergences message add\"")
        }
        let hint = Suggestion.nearest(to: key, among: Setting.allCases.map(\.rawValue)).map { " Did you mean \($0)?" }
        throw CommandError("\(key) is not a setting.\(hint ?? "")")
    }

    private static func get(_ invocation: Invocation) throws {
        let key = try invocation.argument("KEY")
        if key != SiteSetting.entityID, key != Setting.logoKey { _ = try setting(key) }
        let value = try invocation.site().directory.read { view in try view.setting(key) }
        guard let value else { throw CommandError("the setting \(key) was never set") }
        try Output(invocation).done(value, Record([(key, .text(value))]))
    }

    private static func set(_ invocation: Invocation) throws {
        let setting = try setting(try invocation.argument("KEY"))
        var value: String?
        if let typed = invocation.arguments["VALUE"] {
            do {
                value = try setting.checked(typed)
            } catch {
                throw CommandError("\(setting.rawValue): \(error.message[.en])")
            }
        }
        try invocation.site().directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.setSetting(setting.rawValue, to: value)
        }
        try Output(invocation).done(
            value.map { "\(setting.rawValue) = \($0)" } ?? "\(setting.rawValue) is forgotten",
            Record([(setting.rawValue, .optional(value))]))
    }

    private static func logo(_ invocation: Invocation) throws {
        let site = try invocation.site()
        guard let file = invocation.arguments["FILE"] else {
            try site.directory.change(by: invocation.actor, at: invocation.now) { change in
                try change.setLogo(nil, key: Setting.logoKey)
            }
            return try Output(invocation).done("The logo is forgotten", Record([("logo", .nothing)]))
        }
        guard let bytes = FileManager.default.contents(atPath: file) else { throw CommandError("cannot read \(file)") }
        let image: LogoImage
        do {
            image = try LogoImage(png: Array(bytes))
        } catch {
            throw CommandError("\(file): \(error.message[.en])")
        }
        try site.directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.setLogo(image.bytes, width: image.width, height: image.height, key: Setting.logoKey)
        }
        try Output(invocation).done(
            "The logo is \(file), \(image.width) × \(image.height) pixels",
            Record([("width", .number(Int64(image.width))), ("height", .number(Int64(image.height)))]))
    }

    private static func list(_ invocation: Invocation) throws {
        let stored = try invocation.site().directory.read { view in try view.settings() }
        let known = Setting.allCases.map { ($0.rawValue, stored[$0.rawValue], $0.label[.en]) }
        let others = [
            (SiteSetting.entityID, "Who this site is for service providers; fixed"),
            (Setting.logoKey, "Logo: hash and size in pixels"),
        ].map { ($0, stored[$0], $1) }
        try Output(invocation).print(
            Listing(
                ["key", "value", "meaning"],
                (known + others).map { [.text($0), .optional($1), .text($2)] }))
    }
}
