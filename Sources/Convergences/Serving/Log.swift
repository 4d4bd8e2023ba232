import FoundationEssentials
import HTTP

/// The log of the server: one line of logfmt for each event, on the standard error.
enum Log {
    /// An event of ours; `details` are names and values.
    static func event(_ name: String, _ details: [(String, String)] = []) {
        let time = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        let fields = details.map { " \($0.0)=\(AccessLogEntry.safe($0.1))" }.joined()
        StandardStream.error.line("\(time) event=\(AccessLogEntry.safe(name))\(fields)")
    }

    /// A line of a module about a request, whose reference stands in it.
    static func line(_ text: String) {
        event("note", [("text", text)])
    }

    static func access(_ entry: AccessLogEntry) {
        StandardStream.error.line(entry.line)
    }
}
