/// The help of one command, written from its description.
struct HelpText {
    let command: Command
    let path: [String]

    var text: String {
        var lines = [command.summary + ".", "", "Usage: " + usage]
        if !command.subcommands.isEmpty {
            lines += ["", "Commands:"] + columns(command.subcommands.map { ($0.name, $0.summary) })
        }
        if !command.arguments.isEmpty {
            lines += ["", "Arguments:"] + columns(command.arguments.map { ($0.name, $0.help) })
        }
        let options = command.subcommands.isEmpty ? command.options + Option.common : []
        if !options.isEmpty {
            lines += ["", "Options:"] + columns(options.map { (heading($0), note($0)) })
        }
        if !command.examples.isEmpty {
            lines += ["", "Examples:"] + command.examples.map { "  " + $0 }
        }
        if !command.subcommands.isEmpty {
            lines += ["", "\(path.joined(separator: " ")) COMMAND --help tells more of a command."]
        }
        return lines.joined(separator: "\n")
    }

    private var usage: String {
        var words = path
        if !command.subcommands.isEmpty { words.append("COMMAND") }
        words += command.arguments.map { $0.isOptional ? "[\($0.name)]" : $0.name }
        words += command.options.filter { $0.occurrence == .required }.map(heading)
        if command.subcommands.isEmpty { words.append("[OPTIONS]") }
        return words.joined(separator: " ")
    }

    private func heading(_ option: Option) -> String {
        "--" + option.name + (option.value.map { " " + $0 } ?? "")
    }

    private func note(_ option: Option) -> String {
        switch option.occurrence {
        case .optional: option.help
        case .required: option.help + " (required)"
        case .repeated: option.help + " (may be repeated)"
        }
    }

    private func columns(_ rows: [(String, String)]) -> [String] {
        let width = min(rows.map(\.0.count).max() ?? 0, 34)
        return rows.map { head, tail in
            "  " + head + String(repeating: " ", count: max(1, width - head.count + 2)) + tail
        }
    }
}
