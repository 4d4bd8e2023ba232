import Calendar
import FoundationEssentials
import HTTP

/// The log of the server: one line of logfmt for each event.
struct Log: Sendable {
    private let file: OutputFile

    /// Where `serve` logs: whatever runs the server keeps it.
    static let standardError = Log(to: .standardError)

    init(to file: OutputFile) {
        self.file = file
    }

    /// An event of ours; `details` are names and values.
    func event(_ name: String, _ details: [(String, String)] = []) {
        let fields = details.map { " \($0.0)=\(AccessLogEntry.safe($0.1))" }.joined()
        file.write("\(DateTime.string(Date())) event=\(AccessLogEntry.safe(name))\(fields)\n")
    }

    /// An event that is a failure of ours.
    func failure(_ name: String, _ error: any Error) {
        event(name, [("error", "\(error)")])
    }

    /// A line of a module about a request, whose reference stands in it.
    func line(_ text: String) {
        event("note", [("text", text)])
    }

    /// A request that is over.
    func access(_ entry: AccessLogEntry) {
        file.write(entry.line + "\n")
    }
}
