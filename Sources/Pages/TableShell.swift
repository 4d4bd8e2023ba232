package import Markup

/// A table that becomes a list of cards on a telephone, with its roles kept (they are lost when `display` changes).
package struct TableShell: Sendable {
    private let id: String
    private let caption: HTML
    private let columns: [Text]
    private let rows: [[HTML]]

    /// - Parameters:
    ///   - id: unique on the page.
    ///   - columns: one heading each.
    ///   - rows: as many cells as columns; the first cell names its row.
    package init(id: String, caption: HTML, columns: [Text], rows: [[HTML]]) {
        self.id = id
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }

    /// The table in its box.
    package func html(_ language: Language) -> HTML {
        let headings: [HTML] = columns.map { "<th role=\"columnheader\" scope=\"col\">\($0[language])</th>" }
        let body: [HTML] = rows.map { cells in
            let written: [HTML] = zip(columns, cells).enumerated().map { index, pair in
                index == 0
                    ? "<th role=\"rowheader\" scope=\"row\">\(pair.1)</th>"
                    : "<td role=\"cell\" data-l=\"\(label(pair.0, language))\">\(pair.1)</td>"
            }
            return "<tr role=\"row\">\(written)</tr>"
        }
        return """
            <div class="tbox plain"><p class="tcap" id="\(id)">\(caption)</p>\
            <table role="table" aria-labelledby="\(id)">\
            <thead role="rowgroup"><tr role="row">\(headings)</tr></thead>\
            <tbody role="rowgroup">\(body)</tbody></table></div>
            """
    }

    /// « Pour : » before the value, where the heading is out of sight.
    private func label(_ heading: Text, _ language: Language) -> String {
        Text(fr: heading.fr + " :", en: heading.en + ":")[language]
    }
}
