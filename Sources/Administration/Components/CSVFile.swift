import Directory
import HTTP
import Jobs

/// A file of values separated by semicolons, as French spreadsheets open it (RFC 4180 but for the separator), in UTF-8
/// with the mark that they need to see it.
struct CSVFile {
    private(set) var bytes: [UInt8] = []

    init(_ headings: [String]) {
        self.init(continuing: headings)
    }

    /// A piece of a longer file: its beginning when it has headings.
    init(continuing headings: [String]?) {
        guard let headings else { return }
        bytes = Self.mark
        append(headings)
    }

    /// Adds a line.
    mutating func append(_ cells: [String]) {
        bytes += Self.line(cells)
    }

    /// A download that no browser shows as a page.
    func response(named name: String) -> Response {
        Response(.ok, contentType: Self.contentType, body: bytes).downloaded(as: name)
    }

    /// A download of any length, whose lines are made while it is sent.
    ///
    /// - Parameters:
    ///   - state: where the file stands; the key of the last row, for one.
    ///   - next: the next lines, from a read of their own; nil at the end.
    static func streamed<State: Sendable>(
        named name: String, _ headings: [String], from state: State,
        _ next: @escaping @Sendable (inout State) throws -> [[String]]?
    ) -> Response {
        let stream = BodyStream((isBegun: false, state: state)) { progress -> [UInt8]? in
            guard progress.isBegun else {
                progress.isBegun = true
                return mark + line(headings)
            }
            return try next(&progress.state).map { lines in lines.reduce(into: []) { $0 += line($1) } }
        }
        return Response.streaming(stream, contentType: contentType).downloaded(as: name)
    }

    /// A download that is made while it is sent.
    static func response(_ stream: BodyStream, named name: String) -> Response {
        Response.streaming(stream, contentType: contentType).downloaded(as: name)
    }

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let contentType = "text/csv; charset=utf-8"

    private static func line(_ cells: [String]) -> [UInt8] {
        Array(cells.map(CSVCell.written).joined(separator: ";").utf8) + [0x0D, 0x0A]
    }
}

extension Response {
    /// The same answer as a file of that name.
    fileprivate func downloaded(as name: String) -> Response {
        with("content-disposition", "attachment; filename=\"\(name)\"")
    }
}
