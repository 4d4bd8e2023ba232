/// One word of the command line: either a group of further words, or something to run.
///
/// The whole command line is a value (`Program.root`): parsing, help and suggestions read it, nothing is said twice.
struct Command: Sendable {
    /// What it does when run; throws `UsageError`, `CommandError` or a module's error.
    typealias Action = @Sendable (Invocation) throws -> Void

    let name: String
    /// One line, in the imperative.
    let summary: String
    var arguments: [Argument] = []
    var options: [Option] = []
    /// Whole command lines that work, shown by `--help`.
    var examples: [String] = []
    var subcommands: [Command] = []
    var action: Action? = nil

    /// A group of commands.
    static func group(_ name: String, _ summary: String, examples: [String] = [], _ subcommands: [Command]) -> Command {
        Command(name: name, summary: summary, examples: examples, subcommands: subcommands)
    }
}

/// A word given by its place.
struct Argument: Sendable {
    let name: String
    let help: String
    var isOptional = false

    init(_ name: String, _ help: String, isOptional: Bool = false) {
        self.name = name
        self.help = help
        self.isOptional = isOptional
    }
}

/// A word given by its name: `--name VALUE`, `--name=VALUE`, or `--name` alone for a flag.
struct Option: Sendable {
    /// How often it may, or must, be given.
    enum Occurrence: Sendable { case optional, required, repeated }

    let name: String
    /// What stands for the value in the help; nil for a flag.
    let value: String?
    let help: String
    let occurrence: Occurrence

    /// An option with a value.
    init(_ name: String, _ value: String, _ help: String, _ occurrence: Occurrence = .optional) {
        self.name = name
        self.value = value
        self.help = help
        self.occurrence = occurrence
    }

    /// A flag.
    static func flag(_ name: String, _ help: String) -> Option { Option(flag: name, help) }

    private init(flag name: String, _ help: String) {
        self.name = name
        value = nil
        self.help = help
        occurrence = .optional
    }

    /// Options that every command takes.
    static let common = [
        Option("config", "PATH", "configuration file (else CONVERGENCES_CONFIG, else ./convergences.json5)"),
        Option.flag("json", "answer in JSON, for scripts"),
        Option.flag("help", "show this help"),
    ]
}
