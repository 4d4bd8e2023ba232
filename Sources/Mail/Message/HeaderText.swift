/// Text on one line, for a header: nothing in it can end the line, so that no text from outside becomes a header of its
/// own (mail header injection).
package struct HeaderText: Hashable, Sendable {
    /// The line: no control characters, no line or paragraph separators, nothing that turns the direction of the text,
    /// no blanks at its ends.
    package let text: String

    /// Longer than any subject of ours with the longest names in it.
    static let limit = 400

    /// Line breaks, tabs and other controls in `text` become one blank; past 400 characters it ends in "…".
    package init(_ text: String) {
        var line = String.UnicodeScalarView()
        var isBlankDue = false
        for scalar in text.unicodeScalars {
            if line.count >= Self.limit {
                line.append("…")
                break
            }
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: isBlankDue = true
            case .format where scalar != "\u{200C}" && scalar != "\u{200D}": isBlankDue = true
            default:
                if scalar == " " {
                    isBlankDue = true
                    continue
                }
                if isBlankDue, !line.isEmpty { line.append(" ") }
                isBlankDue = false
                line.append(scalar)
            }
        }
        self.text = String(line)
    }
}
