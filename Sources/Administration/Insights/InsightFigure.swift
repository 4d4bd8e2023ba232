import Markup
import Pages

/// One figure of the insights: a sentence that says what it shows, a plot, the same numbers as a table and as a file,
/// and the list that they count. All of it comes from one value, so that none says something else.
struct InsightFigure {
    /// How the numbers are drawn.
    enum Shape {
        /// Columns along time.
        case columns
        /// A bar for each line.
        case bars
    }

    struct Row {
        let label: String
        let count: Int
        /// Where the counted are listed.
        var path: String?
        /// A second-rate column: a day on which few work.
        var isQuiet = false
    }

    /// Names it in addresses.
    let id: String
    let title: Text
    /// What follows from the numbers, in one sentence.
    let caption: Text
    /// What is counted, and along what.
    let unit: Text
    let scale: Text
    let shape: Shape
    let rows: [Row]
    /// The list whose rows the total counts; nil where each row has its own.
    var list: (label: Text, path: String)?
    /// Where the file of it is.
    let file: String
    /// Why there is no plot; the rest stays.
    var missing: Text?

    var total: Int { rows.reduce(0) { $0 + $1.count } }

    func html(_ language: Language) -> HTML {
        let icon: Icon = shape == .columns ? .clock : .people
        return """
            <section class="card insight" aria-labelledby="h-\(id)"><h2 id="h-\(id)">\(icon.html)\(title[language])</h2>\
            <figure>\(plot(language))<figcaption>\(caption[language])</figcaption></figure>\
            <details class="data"><summary>\(Icon.next.html)\(Self.seeData[language])\
            <span class="vh">, \(title[language])</span></summary>\(table(language))</details>\
            <p class="actions">\(links(language))</p></section>
            """
    }

    func file(_ language: Language) -> CSVFile {
        var file = CSVFile([scale[language], unit[language]])
        for row in rows { file.append([row.label, "\(row.count)"]) }
        return file
    }

    private static let seeData = Text(fr: "Voir les données", en: "See the data")

    private func links(_ language: Language) -> [HTML] {
        var links: [HTML] = []
        if let list { links.append(Button(list.label, detail: title).link(language, to: list.path)) }
        links.append(
            Button(JournalWords.export, .quiet, icon: .download, detail: title).link(language, to: file))
        return links
    }

    // MARK: - Plots

    private func plot(_ language: Language) -> HTML {
        if let missing { return "<p class=\"muted\">\(missing[language])</p>" }
        guard !rows.isEmpty else { return .empty }
        return shape == .columns ? columns(language) : bars(language)
    }

    /// Columns side by side; the words stand beside the drawing, so that they stay readable on a telephone. Who cannot
    /// see it has the caption and the table.
    private func columns(_ language: Language) -> HTML {
        let most = max(rows.map(\.count).max() ?? 1, 1)
        let drawn: [HTML] = rows.enumerated().map { index, row in
            // A hundred units high; what is not nothing is seen.
            let height = row.count == 0 ? 0 : max(row.count * 100 / most, 2)
            return """
                <rect class="\(row.isQuiet ? "q" : "b")" x="\(index * 10 + 1)" y="\(100 - height)" width="8" \
                height="\(height)"/>
                """
        }
        return """
            <div class="plot"><span class="most num">\(Numbers.grouped(most, language))</span>\
            <svg viewBox="0 0 \(rows.count * 10) 100" preserveAspectRatio="none" aria-hidden="true">\(drawn)</svg>\
            <div class="axis num" aria-hidden="true"><span>\(rows.first?.label ?? "")</span>\
            <span class="mid">\(rows[rows.count / 2].label)</span><span>\(rows.last?.label ?? "")</span></div></div>
            """
    }

    private func bars(_ language: Language) -> HTML {
        let most = max(rows.map(\.count).max() ?? 1, 1)
        let lines: [HTML] = rows.map { row in
            let name: HTML = row.path.map { "<a href=\"\($0)\">\(row.label)</a>" } ?? "\(row.label)"
            return """
                <li><span>\(name)</span><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">\
                <rect class="b" width="\(row.count * 1000 / most)" height="10"/></svg>\
                <b class="num">\(Numbers.grouped(row.count, language))</b></li>
                """
        }
        return "<ul class=\"bars\">\(lines)</ul>"
    }

    // MARK: - The same in numbers

    private func table(_ language: Language) -> HTML {
        let lines: [HTML] = rows.map { row in
            let name: HTML = row.path.map { "<a href=\"\($0)\">\(row.label)</a>" } ?? "\(row.label)"
            return
                "<tr><th scope=\"row\">\(name)</th><td class=\"num\">\(Numbers.grouped(row.count, language))</td></tr>"
        }
        let all = Text(fr: "Total", en: "Total")
        // Somebody who holds two roles is counted at each: such lines have no sum.
        let sum: HTML? =
            list == nil
            ? nil
            : """
            <tfoot><tr><th scope="row">\(all[language])</th><td class="num">\(Numbers.grouped(total, language))</td>\
            </tr></tfoot>
            """
        return """
            <table class="data" aria-labelledby="h-\(id)"><thead><tr><th scope="col">\(scale[language])</th>\
            <th scope="col">\(unit[language])</th></tr></thead><tbody>\(lines)</tbody>\(sum)</table>
            """
    }
}
