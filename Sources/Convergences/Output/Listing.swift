/// Rows under headings: an array of objects in JSON, a table for people.
struct Listing: Sendable {
    let columns: [String]
    let rows: [[Cell]]

    init(_ columns: [String], _ rows: [[Cell]]) {
        self.columns = columns
        self.rows = rows
    }

    /// The same rows, each as an object.
    var records: [Record] {
        rows.map { row in Record(Array(zip(columns, row))) }
    }

    var plain: String {
        guard !rows.isEmpty else { return "(none)" }
        let texts = [columns] + rows.map { $0.map(\.plain) }
        let widths = columns.indices.map { column in texts.map { $0[column].count }.max() ?? 0 }
        return texts.map { line in
            let padded = line.enumerated().map { column, text in
                column == line.count - 1 ? text : text + String(repeating: " ", count: widths[column] - text.count)
            }
            return padded.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
