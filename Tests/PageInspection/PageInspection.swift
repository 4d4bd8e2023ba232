/// Looks at a page as an accessibility and security reviewer would and lists what is wrong with it: the checks that
/// hold for every page of the site, whatever it shows.
package struct PageInspection {
    private let document: Document

    package init(_ html: String) {
        document = Document(html)
    }

    /// The elements in their order.
    var elements: [Document.Element] { document.elements }

    /// Everything that is wrong; empty for a good page.
    package var faults: [String] {
        document.faults + structure + references + security + (language == "fr" ? frenchTypography : [])
    }

    /// The `lang` of the page.
    package var language: String? { document.elements.first { $0.name == "html" }?.attribute("lang") }

    /// The visible words, one piece per line: for comparisons and searches.
    package var words: String {
        document.texts.filter { !$0.parents.contains("title") }
            .map { $0.text.split(whereSeparator: \.isNewline).joined(separator: " ") }
            .filter { $0.contains { !$0.isWhitespace } }.joined(separator: "\n")
    }

    /// The content of `<title>`.
    package var title: String {
        document.texts.filter { $0.parents.contains("title") }.map(\.text).joined()
    }

    /// The targets of all links.
    package var links: [String] {
        document.elements.filter { $0.name == "a" }.compactMap { $0.attribute("href") }
    }

    /// The values of an attribute, wherever it stands.
    package func attributes(_ name: String) -> [String] {
        document.elements.compactMap { $0.attribute(name) }
    }

    /// The targets of all forms.
    package var forms: [String] {
        document.elements.filter { $0.name == "form" }.compactMap { $0.attribute("action") }
    }

    /// The value of the first field of that name.
    package func value(of field: String) -> String? {
        document.elements.first { ["input", "button"].contains($0.name) && $0.attribute("name") == field }?
            .attribute("value")
    }

    // MARK: - What every page must be

    private var structure: [String] {
        var faults: [String] = []
        let names = document.elements.map(\.name)
        for single in ["h1", "main", "title", "header", "footer"] where names.filter({ $0 == single }).count != 1 {
            faults.append("\(names.filter { $0 == single }.count) × <\(single)>")
        }
        if language != "fr" && language != "en" { faults.append("lang is \(language ?? "missing")") }
        if !title.contains(" – ") { faults.append("title without the site: \(title)") }
        if links.first != "#contenu" { faults.append("the first stop is not the skip link") }
        if !links.contains("/plan-du-site") { faults.append("no way to the site map") }
        for element in document.elements {
            switch element.name {
            case "svg" where element.attribute("aria-hidden") != "true": faults.append("a drawing that is read out")
            case "img" where element.attribute("alt") == nil: faults.append("an image without alt")
            case "table" where element.attribute("aria-labelledby") == nil: faults.append("a table without title")
            case "th" where element.attribute("scope") == nil: faults.append("<th> without scope")
            case "audio", "video", "object", "embed", "iframe", "marquee": faults.append("<\(element.name)>")
            default: break
            }
        }
        // Levels go down one at a time; an error summary may stand above the heading.
        var level = 1
        for name in names where name.count == 2 && name.first == "h" {
            guard let next = name.last?.wholeNumberValue else { continue }
            if next > level + 1 { faults.append("<\(name)> after <h\(level)>") }
            level = next
        }
        for element in document.elements where ["input", "select", "textarea"].contains(element.name) {
            let type = element.attribute("type")
            guard type != "hidden", let id = element.attribute("id") else {
                if type != "hidden", !element.parents.contains("label") { faults.append("a field without label") }
                continue
            }
            let hasLabel = document.elements.contains { $0.name == "label" && $0.attribute("for") == id }
            if !hasLabel, !element.parents.contains("label") { faults.append("no label for \(id)") }
        }
        return faults
    }

    private var references: [String] {
        var faults: [String] = []
        let ids = document.elements.compactMap { $0.attribute("id") }
        for id in Set(ids) where ids.filter({ $0 == id }).count > 1 { faults.append("id \(id) twice") }
        for element in document.elements {
            for name in ["for", "aria-labelledby", "aria-describedby", "data-reveals"] {
                for id in (element.attribute(name) ?? "").split(separator: " ") where !ids.contains(String(id)) {
                    faults.append("\(name) names \(id), which is not there")
                }
            }
            if element.name == "a", let target = element.attribute("href"), target.hasPrefix("#"),
                !ids.contains(String(target.dropFirst()))
            {
                faults.append("a link to \(target), which is not there")
            }
        }
        return faults
    }

    private var security: [String] {
        var faults: [String] = []
        for element in document.elements {
            if element.name == "style" || (element.name == "script" && element.attribute("src") == nil) {
                faults.append("inline <\(element.name)>")
            }
            for (name, value) in element.attributes {
                if name == "style" || name.hasPrefix("on") { faults.append("<\(element.name) \(name)>") }
                let isLink = name == "href" || name == "src" || name == "action"
                let isLocal = value.hasPrefix("/") && !value.hasPrefix("//") || value.hasPrefix("#")
                let leaves = isLink && !isLocal && !value.hasPrefix("mailto:")
                let mayLeave = element.name == "form" && element.attribute("data-auto-submit") != nil
                if leaves, !mayLeave { faults.append("<\(element.name) \(name)=\(value)> leaves the site") }
                if name == "target" { faults.append("target opens a window by itself") }
            }
        }
        return faults
    }

    // MARK: - Imprimerie nationale

    private var frenchTypography: [String] {
        let spoken: Set = ["aria-label", "title", "placeholder", "alt", "data-l"]
        let attributes = document.elements.flatMap(\.attributes).filter { spoken.contains($0.name) }.map(\.value)
        let runs = document.texts.filter { run in
            (run.language ?? "fr") == "fr" && !run.parents.contains("code")
        }.map(\.text)
        return (runs + attributes).flatMap(PageInspection.typographicFaults)
    }

    private static func typographicFaults(_ text: String) -> [String] {
        let characters = Array(text)
        var faults: [String] = []
        func fault(_ what: String, _ position: Int) {
            let around = characters[max(0, position - 15)..<min(characters.count, position + 10)]
            faults.append("\(what): « \(String(around)) »")
        }
        for (position, character) in characters.enumerated() {
            let before = position > 0 ? characters[position - 1] : " "
            let after = position + 1 < characters.count ? characters[position + 1] : " "
            switch character {
            case ":", ";", "?", "!", "»":
                if position > 0, before == " " { fault("a plain space before \(character)", position) }
                if before.isLetter, character != ":" || after.isWhitespace {
                    fault("no space before \(character)", position)
                }
            case "«" where after != "\u{A0}": fault("no no-break space after «", position)
            case "'": fault("a straight apostrophe", position)
            case "." where before == "." && after == ".": fault("three points for …", position)
            default: break
            }
        }
        return faults
    }
}
