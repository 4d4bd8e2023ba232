package import Markup

/// Facts to hand to somebody: a title, and sections of labelled values; shown on a page, or written as a text file.
package struct Sheet: Sendable {
    /// A label and its values.
    package struct Row: Sendable {
        let label: Text
        let values: [String]
        let note: Text?
        let isCode: Bool

        /// Values as they are typed into another system, unless `isCode` is false.
        package init(_ label: Text, _ values: [String], note: Text? = nil, isCode: Bool = true) {
            self.label = label
            self.values = values
            self.note = note
            self.isCode = isCode
        }

        /// Words, which differ by language.
        package init(_ label: Text, words: Text, note: Text? = nil) {
            self.label = label
            values = []
            self.note = note
            isCode = false
            self.words = words
        }

        private(set) var words: Text?

        fileprivate func texts(_ language: Language) -> [String] { words.map { [$0[language]] } ?? values }
    }

    /// Rows that belong together.
    package struct Section: Sendable {
        let title: Text
        let lead: Text?
        let rows: [Row]

        /// Rows under a title, with a sentence before them.
        package init(_ title: Text, lead: Text? = nil, _ rows: [Row]) {
            self.title = title
            self.lead = lead
            self.rows = rows
        }
    }

    /// What it is about.
    package let title: Text
    /// In order.
    package let sections: [Section]

    /// A sheet of sections.
    package init(_ title: Text, _ sections: [Section]) {
        self.title = title
        self.sections = sections
    }

    /// The sections, for a page that has the title.
    package func html(_ language: Language) -> HTML {
        let parts: [HTML] = sections.map { section in
            let lead: HTML? = section.lead.map { "<p>\($0[language])</p>" }
            let rows: [HTML] = section.rows.map { row in
                let values: [HTML] = row.texts(language).map { value in
                    row.isCode ? "<li><code>\(value)</code></li>" : "<li>\(value)</li>"
                }
                let note: HTML? = row.note.map { "<small>\($0[language])</small>" }
                return """
                    <div><dt>\(row.label[language])</dt><dd><ul class="plainlist">\(values)</ul>\(note)</dd></div>
                    """
            }
            return """
                <section class="apart"><h2>\(section.title[language])</h2>\(lead)<dl class="kv card">\(rows)</dl></section>
                """
        }
        return "\(parts)"
    }

    /// The same as a text file, in Markdown.
    package func markdown(_ language: Language) -> String {
        var lines = ["# \(title[language])", ""]
        for section in sections {
            lines += ["## \(section.title[language])", ""]
            if let lead = section.lead { lines += [lead[language], ""] }
            for row in section.rows {
                let values = row.texts(language).map { row.isCode ? "`\($0)`" : $0 }.joined(separator: ", ")
                let note = row.note.map { values.isEmpty ? $0[language] : " (\($0[language]))" } ?? ""
                lines.append("- **\(row.label[language])**: \(values)\(note)")
            }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }
}
