import HTTP

/// A file of values separated by semicolons, as French spreadsheets open it (RFC 4180 but for the separator), in UTF-8
/// with the mark that they need to see it.
struct CSVFile {
    private var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    init(_ headings: [String]) {
        append(headings)
    }

    /// Adds a line.
    mutating func append(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ";")) }
            bytes.append(contentsOf: Self.written(cell).utf8)
        }
        bytes.append(contentsOf: "\r\n".utf8)
    }

    /// A download that no browser shows as a page.
    func response(named name: String) -> Response {
        Response(.ok, contentType: "text/csv; charset=utf-8", body: bytes)
            .with("content-disposition", "attachment; filename=\"\(name)\"")
    }

    /// A cell that a spreadsheet would take for a formula begins with an apostrophe instead (OWASP, CSV injection).
    static func written(_ cell: String) -> String {
        var text = cell
        if let first = cell.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) { text = "'" + text }
        guard text.utf8.contains(where: { $0 == 0x3B || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
