import Directory

/// A line of a list of people: its cells, and what its maker decided of it.
package struct ImportLine: Hashable, Sendable, Codable {
    /// What the maker of the list decided where a line asked.
    package enum Choice: String, Hashable, Sendable, Codable {
        /// The address was this person's who was deleted lately: restore the account.
        case restore
        /// The address was somebody else's who was deleted lately: a new account.
        case newPerson
    }

    /// As in the file, in the order of its headings.
    package internal(set) var cells: [String]
    /// Nil as long as nothing was asked or answered.
    package internal(set) var choice: Choice?

    /// The cell of a column; empty when the line or the file has none.
    package func text(_ column: ImportColumn, _ layout: ImportLayout) -> String {
        guard let index = layout.places[column], index < cells.count else { return "" }
        return cells[index]
    }

    mutating func set(_ column: ImportColumn, to text: String, _ layout: ImportLayout) {
        guard let index = layout.places[column] else { return }
        while cells.count <= index { cells.append("") }
        cells[index] = text
    }
}
