import Markup
import Pages

/// First, previous, next, last: pages are found by the row they begin with, so they have no numbers.
struct Pager {
    /// Where each link goes; nil where there is nothing to go to.
    var first: String?
    var previous: String?
    var next: String?
    var last: String?
    /// « 51 à 100 sur 1 118 ».
    let position: Text

    func html(_ language: Language) -> HTML {
        guard first != nil || previous != nil || next != nil || last != nil else { return .empty }
        let links: [(String?, Text, String?)] = [
            (first, Text(fr: "Première", en: "First"), nil),
            (previous, Text(fr: "Précédente", en: "Previous"), "prev"),
            (next, Text(fr: "Suivante", en: "Next"), "next"),
            (last, Text(fr: "Dernière", en: "Last"), nil),
        ]
        let page = Text(fr: "page", en: "page")
        let items: [HTML] = links.compactMap { path, label, relation in
            path.map {
                """
                <li><a href="\($0)"\(attribute: "rel", relation)>\(label[language])\
                <span class="vh"> \(page[language])</span></a></li>
                """
            }
        }
        let name = Text(fr: "Pagination", en: "Pagination")
        return """
            <nav class="pager" aria-label="\(name[language])"><span class="num">\(position[language])</span>\
            <ul>\(items)</ul></nav>
            """
    }

    /// « 51 à 100 sur 1 118 »; the numbers are places in the whole list, the first is 1.
    static func position(_ first: Int, _ count: Int, of total: Int) -> Text {
        func words(_ to: String, _ of: String, _ language: Language) -> String {
            let numbers = [first, first + count - 1, total].map { Numbers.grouped($0, language) }
            return "\(numbers[0]) \(to) \(numbers[1]) \(of) \(numbers[2])"
        }
        return Text(fr: words("à", "sur", .fr), en: words("to", "of", .en))
    }
}
