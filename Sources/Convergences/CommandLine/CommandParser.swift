import FoundationEssentials
import Site

/// What a command line asks for.
enum ParsedCommandLine {
    case run(Invocation)
    case help(Command, path: [String])
}

/// Words to a command with its options and arguments; everything not understood is an error that says so.
struct CommandParser {
    let root: Command
    let now: Date
    let environment: [String: String]

    /// - Parameter words: the command line without the program's name.
    func parse(_ words: [String]) throws -> ParsedCommandLine {
        var command = root
        var path = [root.name]
        var rest = words[...]
        while !command.subcommands.isEmpty {
            guard let word = rest.first else { return .help(command, path: path) }
            if word == "--help" || word == "-h" || word == "help" { return .help(command, path: path) }
            guard let next = command.subcommands.first(where: { $0.name == word }) else {
                throw unknown(word, in: command, path: path)
            }
            command = next
            path.append(word)
            rest = rest.dropFirst()
        }
        return try parse(rest, for: command, path: path)
    }

    private func parse(
        _ words: ArraySlice<String>, for command: Command, path: [String]
    ) throws -> ParsedCommandLine {
        let options = command.options + Option.common
        var values: [String: [String]] = [:]
        var positional: [String] = []
        var rest = words
        var onlyArguments = false
        while let word = rest.popFirst() {
            if onlyArguments || !word.hasPrefix("-") || word == "-" {
                positional.append(word)
            } else if word == "--" {
                onlyArguments = true
            } else if word == "--help" || word == "-h" {
                return .help(command, path: path)
            } else {
                let (name, value) = try option(word, among: options, path: path, rest: &rest)
                if values[name.name] != nil, name.occurrence != .repeated {
                    throw UsageError("--\(name.name) is given twice", in: path)
                }
                values[name.name, default: []].append(value)
            }
        }
        for option in command.options where option.occurrence == .required && values[option.name] == nil {
            throw UsageError("--\(option.name) \(option.value ?? "") is missing", in: path)
        }
        let arguments = try assign(positional, to: command.arguments, path: path)
        return .run(
            Invocation(
                path: path, command: command, values: values, arguments: arguments, now: now, environment: environment))
    }

    private func option(
        _ word: String, among options: [Option], path: [String], rest: inout ArraySlice<String>
    ) throws -> (Option, String) {
        let parts = word.drop { $0 == "-" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard word.hasPrefix("--"), let option = options.first(where: { $0.name == name }) else {
            let hint = Suggestion.nearest(to: name, among: options.map(\.name)).map { ". Did you mean --\($0)?" } ?? ""
            throw UsageError("unknown option \(word)\(hint)", in: path)
        }
        guard let placeholder = option.value else {
            guard parts.count == 1 else { throw UsageError("--\(name) takes no value", in: path) }
            return (option, "")
        }
        if parts.count == 2 { return (option, String(parts[1])) }
        guard let value = rest.popFirst() else {
            throw UsageError("--\(name) needs a value: --\(name) \(placeholder)", in: path)
        }
        return (option, value)
    }

    private func assign(_ positional: [String], to arguments: [Argument], path: [String]) throws -> [String: String] {
        var assigned: [String: String] = [:]
        for (index, argument) in arguments.enumerated() {
            if index < positional.count {
                assigned[argument.name] = positional[index]
            } else if !argument.isOptional {
                throw UsageError("\(argument.name) is missing", in: path)
            }
        }
        if positional.count > arguments.count {
            throw UsageError("\"\(positional[arguments.count])\" is one word too many", in: path)
        }
        return assigned
    }

    private func unknown(_ word: String, in command: Command, path: [String]) -> UsageError {
        let names = command.subcommands.map(\.name)
        if word.hasPrefix("-") {
            return UsageError("\(word) must come after the command: one of \(names.joined(separator: ", "))", in: path)
        }
        let hint = Suggestion.nearest(to: word, among: names).map { ". Did you mean \"\($0)\"?" } ?? ""
        return UsageError("unknown command \"\(word)\"\(hint)", in: path)
    }
}
