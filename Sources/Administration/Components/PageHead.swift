import Markup
import Pages

/// The heading of a list or of an object's page, with its menu and its buttons: « Utilisateurs (1 118) ⋮ [Ajouter] ».
struct PageHead {
    let title: HTML
    var menu: ActionMenu?
    /// Buttons and links, the main one last.
    var actions: [HTML] = []
    /// A line under the heading: what the list is limited to, in words.
    var detail: HTML?

    /// A heading of plain words, with the number of what it lists behind it.
    init(
        _ title: Text, count: Int? = nil, _ language: Language, menu: ActionMenu? = nil, actions: [HTML] = [],
        detail: HTML? = nil
    ) {
        let number: HTML? = count.map { " <span class=\"num\">(\(Numbers.grouped($0, language)))</span>" }
        self.title = "\(title[language])\(number)"
        self.menu = menu
        self.actions = actions
        self.detail = detail
    }

    func html(_ language: Language) -> HTML {
        let buttons: HTML? = actions.isEmpty ? nil : "<div class=\"acts\">\(actions)</div>"
        let line: HTML? = detail.map { "<p class=\"pdetail\">\($0)</p>" }
        return """
            <div class="phead"><h1>\(title)</h1>\(menu.map { $0.html(language) })\(buttons)</div>\(line)
            """
    }
}
