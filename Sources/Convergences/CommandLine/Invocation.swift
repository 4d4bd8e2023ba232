import Calendar
import FoundationEssentials

/// A parsed command line: the command found, and what was given to it.
struct Invocation: Sendable {
    /// The words that led to the command.
    let path: [String]
    let command: Command
    let values: [String: [String]]
    let arguments: [String: String]
    /// When the program was started: the one clock reading of a command.
    let now: Date
    let environment: [String: String]

    var wantsJSON: Bool { flag("json") }

    func flag(_ name: String) -> Bool { values[name] != nil }

    /// The value of an option, if given.
    func text(_ name: String) -> String? { values[name]?.last }

    /// The value of a required option; the parser has made sure of it.
    func required(_ name: String) throws -> String {
        guard let value = text(name) else { throw usage("--\(name) is missing") }
        return value
    }

    /// Every value of a repeated option.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// An argument; the parser has made sure of those that are not optional.
    func argument(_ name: String) throws -> String {
        guard let value = arguments[name] else { throw usage("\(name) is missing") }
        return value
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = text(name) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw usage("--\(name) must be a number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"")
        }
        return value
    }

    /// A day (`2026-12-31`: the start of it, UTC) or a moment (`2026-12-31T12:00:00Z`).
    func moment(_ name: String) throws -> Date? {
        guard let text = text(name) else { return nil }
        let full = text.count == 10 ? text + "T00:00:00Z" : text
        guard let moment = try? Date(full, strategy: .iso8601) else {
            throw usage("--\(name) must be a day such as 2026-12-31 or a moment such as 2026-12-31T12:00:00Z")
        }
        return moment
    }

    /// One of the words that an option takes.
    func choice<Value: RawRepresentable<String> & CaseIterable>(_ name: String, as type: Value.Type) throws -> Value? {
        guard let text = text(name) else { return nil }
        guard let value = Value(rawValue: text) else {
            let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw usage("--\(name) must be one of \(words), not \"\(text)\"")
        }
        return value
    }

    func usage(_ message: String) -> UsageError { UsageError(message, in: path) }
}
