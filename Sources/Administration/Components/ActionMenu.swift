import Markup
import Pages

/// The menu of a page or of a row (⋮): a disclosure with a list of links, which works without a script.
struct ActionMenu {
    /// One line of the menu.
    enum Item {
        /// Goes to a page; pages ask before anything is changed.
        case link(Icon, Text, to: String)
        /// Goes to the page that tells what would be lost.
        case destructive(Icon, Text, to: String)
        /// Does at once what can be taken back as easily: the form, made by `PageContext.form`, holds one button.
        case form(HTML)
        /// A line between two groups.
        case separator
    }

    /// What it is a menu of: « Actions pour Sophie Abadie », different for each row (RGAA 6.1).
    let label: Text
    let items: [Item]
    /// Whether it opens towards the right: for a menu at the left of the page.
    var opensRight = false

    func html(_ language: Language) -> HTML {
        guard !items.isEmpty else { return .empty }
        return """
            <details class="menu\(" left", if: opensRight)">\
            <summary class="btn quiet icon" aria-label="\(label[language])">\(Icon.more.html)</summary>\
            <ul class="pop">\(items.map { line($0, language) })</ul></details>
            """
    }

    private func line(_ item: Item, _ language: Language) -> HTML {
        switch item {
        case .link(let icon, let label, let path):
            "<li><a href=\"\(path)\">\(icon.html)\(label[language])</a></li>"
        case .destructive(let icon, let label, let path):
            "<li><a class=\"d\" href=\"\(path)\">\(icon.html)\(label[language])</a></li>"
        case .form(let form): "<li>\(form)</li>"
        case .separator: "<li><hr></li>"
        }
    }
}
