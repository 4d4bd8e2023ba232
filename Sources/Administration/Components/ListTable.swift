import Markup
import Pages

/// The table of a list, which becomes cards on a telephone with its roles kept; the same for users and members.
///
/// The first cell after the check boxes names the row. Columns are placed by the style sheet through `Place`.
struct ListTable {
    /// Where a column goes, on a wide page and on a card.
    enum Place: String {
        case plain = ""
        /// Left out on a tablet, a line of its own on a card.
        case place = "c-str"
        /// Tags, beside the state on a card.
        case tags = "c-apps"
        /// A state.
        case state = "c-st"
        /// A date, last on a card, with the column's name before it.
        case last = "c-last num"
        /// The menu ⋮, top right.
        case actions = "act"
    }

    /// Sorting by a column: the link that does it, and whether the rows are sorted by it now.
    struct Sort {
        enum Direction: String { case ascending, descending }

        /// Sorts by this column, or turns the order round; a path of this site.
        let path: String
        /// How the rows are sorted by this column; nil when they are sorted by another one.
        let direction: Direction?
    }

    struct Column {
        let label: Text
        var place = Place.plain
        var sort: Sort?
        /// The label is for assistive technology alone (the menu's column).
        var isSilent = false
    }

    struct Row {
        /// One for each column, the row's name first.
        let cells: [HTML]
        /// The check box's value and what it selects (« Sélectionner Sophie Abadie »).
        var selection: (value: String, label: Text)?
    }

    let id: String
    /// « 1 à 50 sur 1 118 utilisateurs, triés par nom »: names the table.
    let caption: HTML
    let columns: [Column]
    let rows: [Row]
    /// The form parameter of the check boxes; nil for a table without.
    var selectionName: String?

    func html(_ language: Language) -> HTML {
        """
        <div class="tbox\(" nosel", if: selectionName == nil)"><p class="tcap" id="\(id)">\(caption)</p>\
        <table role="table" aria-labelledby="\(id)"><thead role="rowgroup"><tr role="row">\
        \(selectAll(language))\(columns.map { heading($0, language) })</tr></thead>\
        <tbody role="rowgroup">\(rows.map { line($0, language) })</tbody></table></div>
        """
    }

    private func selectAll(_ language: Language) -> HTML? {
        guard selectionName != nil else { return nil }
        let all = Text(fr: "Sélectionner toute la page", en: "Select the whole page")
        let column = Text(fr: "Sélection", en: "Selection")
        return """
            <th role="columnheader" scope="col"><label class="chk" hidden><input type="checkbox" data-selects-all>\
            <span class="vh">\(all[language])</span></label><span class="vh">\(column[language])</span></th>
            """
    }

    private func heading(_ column: Column, _ language: Language) -> HTML {
        let label = column.label[language]
        let style = column.place == .plain ? nil : column.place.rawValue
        let inner: HTML
        if let sort = column.sort {
            let arrow: Icon? = sort.direction.map { $0 == .ascending ? .ascending : .descending }
            inner = "<a href=\"\(sort.path)\">\(label)\(arrow.map(\.html))</a>"
        } else if column.isSilent {
            inner = "<span class=\"vh\">\(label)</span>"
        } else {
            inner = "\(label)"
        }
        return """
            <th role="columnheader" scope="col"\(attribute: "class", style)\
            \(attribute: "aria-sort", column.sort?.direction?.rawValue)>\(inner)</th>
            """
    }

    private func line(_ row: Row, _ language: Language) -> HTML {
        var cells: [HTML] = []
        if let selectionName, let selection = row.selection {
            cells.append(
                """
                <td role="cell"><label class="chk"><input type="checkbox" name="\(selectionName)" \
                value="\(selection.value)"><span class="vh">\(selection.label[language])</span></label></td>
                """)
        } else if selectionName != nil {
            cells.append("<td role=\"cell\"></td>")
        }
        for (index, (column, cell)) in zip(columns, row.cells).enumerated() {
            let style = column.place == .plain ? nil : column.place.rawValue
            if index == 0 {
                cells.append("<th role=\"rowheader\" scope=\"row\"\(attribute: "class", style)>\(cell)</th>")
            } else {
                let label =
                    column.isSilent ? nil : Text(fr: column.label.fr + " :", en: column.label.en + ":")[language]
                cells.append(
                    "<td role=\"cell\"\(attribute: "class", style)\(attribute: "data-l", label)>\(cell)</td>")
            }
        }
        return "<tr role=\"row\">\(cells)</tr>"
    }
}

extension ListTable {
    /// The cell that names a person: initials, « ABADIE Sophie », the address.
    static func person(givenName: String, familyName: String, email: String, path: String) -> HTML {
        let initials = [givenName, familyName].compactMap(\.first).map { String($0).uppercased() }.joined()
        let parts = email.split(separator: "@", maxSplits: 1)
        let address: HTML =
            parts.count == 2 ? "\(parts[0])<wbr>@\(parts[1])" : "\(email)"
        return """
            <div class="person"><i class="ava sm" aria-hidden="true">\(initials)</i><span>\
            <a href="\(path)">\(familyName.uppercased()) \(givenName)</a><small>\(address)</small></span></div>
            """
    }
}
