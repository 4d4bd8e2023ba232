import Calendar
import FoundationEssentials

/// One value of an answer, written in a table for people and in JSON for scripts.
enum Cell: Sendable {
    case text(String)
    case number(Int64)
    case truth(Bool)
    case moment(Date)
    case list([String])
    case nothing

    /// A text, or nothing.
    static func optional(_ text: String?) -> Cell { text.map(Cell.text) ?? .nothing }

    /// A moment, or nothing.
    static func optional(_ moment: Date?) -> Cell { moment.map(Cell.moment) ?? .nothing }

    /// For a terminal: control characters of stored texts do not reach it.
    var plain: String {
        switch self {
        case .text(let text): Self.printable(text)
        case .number(let number): String(number)
        case .truth(let truth): truth ? "yes" : "no"
        case .moment(let moment): DateTime.wholeSeconds(moment)
        case .list(let items): items.map(Self.printable).joined(separator: ", ")
        case .nothing: "-"
        }
    }

    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 32 || (127...159).contains($0.value) ? " " : $0 }))
    }
}

extension Cell: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .truth(let truth): try container.encode(truth)
        case .moment(let moment): try container.encode(DateTime.wholeSeconds(moment))
        case .list(let items): try container.encode(items)
        case .nothing: try container.encodeNil()
        }
    }
}
