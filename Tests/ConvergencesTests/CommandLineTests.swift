import FoundationEssentials
import Testing

@testable import Convergences

@Suite struct `The command line` {
    private func parse(_ words: String...) throws -> ParsedCommandLine {
        try CommandParser(root: Program.root, now: Date(timeIntervalSince1970: 0), environment: [:]).parse(words)
    }

    private func complaint(_ words: String...) -> String {
        do {
            _ = try CommandParser(root: Program.root, now: Date(timeIntervalSince1970: 0), environment: [:]).parse(
                words)
            return "(none)"
        } catch { return "\(error)" }
    }

    /// Every command with the words that lead to it.
    private static let all: [(path: [String], command: Command)] = {
        func walk(_ command: Command, _ path: [String]) -> [(path: [String], command: Command)] {
            [(path, command)] + command.subcommands.flatMap { walk($0, path + [$0.name]) }
        }
        return walk(Program.root, [])
    }()

    @Test func `tells of itself at every level`() throws {
        for (path, command) in Self.all {
            guard case .help(let found, let words) = try parseAll(path + ["--help"]) else {
                Issue.record("no help for \(path)")
                continue
            }
            #expect(found.name == command.name)
            let text = HelpText(command: found, path: words).text
            for option in command.options { #expect(text.contains("--\(option.name)")) }
            for subcommand in command.subcommands { #expect(text.contains("  \(subcommand.name) ")) }
            #expect(command.action != nil || !command.subcommands.isEmpty)
        }
        #expect(Self.all.count > 60)
    }

    @Test func `every example of the help is understood`() throws {
        var count = 0
        for (_, command) in Self.all {
            for example in command.examples {
                let words = Self.split(example.split(separator: " < ")[0].split(separator: " >")[0])
                guard case .run = try parseAll(Array(words.dropFirst())) else {
                    Issue.record("not a command: \(example)")
                    continue
                }
                count += 1
            }
        }
        #expect(count > 15)
    }

    @Test func `finds options in every spelling, and words after --`() throws {
        guard case .run(let invocation) = try parse("setting", "set", "--json", "--config=x.json5", "--", "a", "-b")
        else { throw TestFailure("not run") }
        #expect(invocation.flag("json"))
        #expect(invocation.text("config") == "x.json5")
        #expect(try invocation.argument("VALUE") == "-b")
    }

    @Test func `says what it does not understand, and what may have been meant`() {
        #expect(complaint("strucutre") == "unknown command \"strucutre\". Did you mean \"structure\"?")
        #expect(complaint("user", "ad") == "unknown command \"ad\". Did you mean \"add\"?")
        #expect(complaint("zzz") == "unknown command \"zzz\"")
        #expect(complaint("user", "list", "--limti", "3") == "unknown option --limti. Did you mean --limit?")
        #expect(complaint("user", "list", "--limit") == "--limit needs a value: --limit NUMBER")
        #expect(complaint("user", "list", "--json=1") == "--json takes no value")
        #expect(complaint("user", "list", "--limit", "1", "--limit", "2") == "--limit is given twice")
        #expect(complaint("user", "show") == "USER is missing")
        #expect(complaint("user", "show", "1", "2") == "\"2\" is one word too many")
        #expect(complaint("operator", "add", "--json") == "USER is missing")
        #expect(complaint("structure", "add") == "--name NAME is missing")
        #expect(complaint("--json", "user").hasPrefix("--json must come after the command"))
    }

    @Test func `reads numbers, days and choices, or says what they must be`() throws {
        guard case .run(let invocation) = try parse("demo", "--port", "x", "--users", "0") else {
            throw TestFailure("not run")
        }
        #expect(throws: UsageError.self) { try invocation.integer("port", in: 1...65_535) }
        #expect(throws: UsageError.self) { try invocation.integer("users", in: 1...9) }
        guard case .run(let days) = try parse("referent", "end", "1", "--structure", "1", "--until", "2026-12-31")
        else { throw TestFailure("not run") }
        #expect(try days.moment("until") == Date(timeIntervalSince1970: 1_798_675_200))
        guard case .run(let wrong) = try parse("referent", "end", "1", "--structure", "1", "--until", "31/12/2026")
        else { throw TestFailure("not run") }
        #expect(throws: UsageError.self) { try wrong.moment("until") }
    }

    private func parseAll(_ words: [String]) throws -> ParsedCommandLine {
        try CommandParser(root: Program.root, now: Date(timeIntervalSince1970: 0), environment: [:]).parse(words)
    }

    /// Words as a shell cuts them, as far as the examples go: single quotes.
    private static func split(_ line: Substring) -> [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        for character in line {
            if character == "'" {
                isQuoted.toggle()
                word = word ?? ""
            } else if character == " ", !isQuoted {
                if let finished = word { words.append(finished) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return words
    }
}
