import Markup
import Pages

/// The filters of a list: a GET form, so that what is asked for stands in the address, and Back works.
struct FilterForm {
    /// One filter.
    enum Filter {
        /// A text searched for.
        case search(name: String, Text, value: String)
        /// A word or two; what stands there when nothing is asked.
        case text(name: String, Text, value: String, placeholder: Text)
        /// One of several; the first option is all of them.
        case choice(name: String, Text, options: [(value: String, label: String)], chosen: String)
        /// A day.
        case day(name: String, Text, value: String)
    }

    /// What the form filters, for assistive technology: « Filtrer les utilisateurs ».
    let label: Text
    /// The list's own path.
    let path: String
    let filters: [Filter]
    /// What the address says besides and has to go on saying: view, order, page size.
    var kept: [(name: String, value: String)] = []

    func html(_ language: Language) -> HTML {
        let go = Text(fr: "Filtrer", en: "Filter")
        let hidden: [HTML] = kept.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" }
        return """
            <form class="filters" role="search" method="get" action="\(path)" aria-label="\(label[language])">\
            \(hidden)\(filters.map { field($0, language) })<button class="btn">\(go[language])</button></form>
            """
    }

    private func field(_ filter: Filter, _ language: Language) -> HTML {
        switch filter {
        case .search(let name, let label, let value):
            return """
                <div class="fld find"><label for="\(name)">\(label[language])</label>\(Icon.search.html)\
                <input id="\(name)" name="\(name)" type="search" value="\(value)" maxlength="100" autocomplete="off" \
                spellcheck="false"></div>
                """
        case .text(let name, let label, let value, let placeholder):
            return """
                <div class="fld"><label for="\(name)">\(label[language])</label>\
                <input id="\(name)" name="\(name)" type="text" value="\(value)" maxlength="200" autocomplete="off" \
                spellcheck="false" placeholder="\(placeholder[language])"></div>
                """
        case .choice(let name, let label, let options, let chosen):
            let lines: [HTML] = options.map {
                "<option value=\"\($0.value)\"\(attribute: "selected", if: $0.value == chosen)>\($0.label)</option>"
            }
            return """
                <div class="fld"><label for="\(name)">\(label[language])</label>\
                <select id="\(name)" name="\(name)">\(lines)</select></div>
                """
        case .day(let name, let label, let value):
            return """
                <div class="fld"><label for="\(name)">\(label[language])</label>\
                <input id="\(name)" name="\(name)" type="date" value="\(value)"></div>
                """
        }
    }
}
