import Markup

/// The saved views of a list, each with its count: « Tous 1 118 · Jamais activés 12 ».
struct SavedViews {
    struct View {
        let label: Text
        /// Nil where counting them would take too long.
        let count: Int?
        let path: String
        let isCurrent: Bool
    }

    let views: [View]

    func html(_ language: Language) -> HTML {
        let items: [HTML] = views.map { view in
            let count: HTML? = view.count.map { " <b class=\"num\">\(Numbers.grouped($0, language))</b>" }
            return """
                <li><a href="\(view.path)"\(attribute: "aria-current", view.isCurrent ? "page" : nil)>\
                \(view.label[language])\(count)</a></li>
                """
        }
        let name = Text(fr: "Vues", en: "Views")
        return "<nav aria-label=\"\(name[language])\"><ul class=\"views\">\(items)</ul></nav>"
    }
}
