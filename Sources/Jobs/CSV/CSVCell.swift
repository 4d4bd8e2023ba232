/// A cell of a file of separated values, as spreadsheets open it without harm, and back.
package enum CSVCell {
    /// What spreadsheets take for the beginning of a formula (OWASP, CSV injection), wide forms included.
    private static let formulas: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

    /// The cell as it stands in a file whose cells are separated by semicolons. One that a spreadsheet would take for a
    /// formula begins with an apostrophe instead; so does one that looks as if it already did, so that `read` takes off
    /// what was put on and nothing else.
    package static func written(_ cell: String) -> String {
        var text = cell
        if isDangerous(cell) { text = "'" + text }
        let mustQuote = text.utf8.contains { $0 == 0x3B || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        guard mustQuote || text.first == " " || text.last == " " else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// What was written, blanks at both ends taken off.
    static func read(_ content: [UInt8]) -> String {
        var rest = content[...]
        while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
        while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
        let text = String(decoding: rest, as: UTF8.self)
        guard text.unicodeScalars.first == "'", isDangerous(String(text.dropFirst())) else { return text }
        return String(text.dropFirst())
    }

    private static func isDangerous(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first(where: { $0 != "'" }) else { return false }
        return formulas.contains(first)
    }
}
