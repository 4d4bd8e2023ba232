import HTTP
import Markup
import Pages

/// A page of plain text, open to everyone: its sections, written once in both languages.
struct InformationPage: Sendable {
    /// A heading and what stands under it.
    struct Section: Sendable {
        let id: String
        let heading: Text
        let blocks: [Block]

        init(_ id: String, _ heading: Text, _ blocks: [Block]) {
            self.id = id
            self.heading = heading
            self.blocks = blocks
        }
    }

    /// A paragraph or a list; `links` stand for `{0}`, `{1}` … in the sentence.
    enum Block: Sendable {
        case paragraph(Text, links: [Link] = [])
        case list([Text])
        case numbered([Text])
        case facts([(Text, Text)])
        /// What is no text: a table.
        case made(@Sendable (Language) -> HTML)
    }

    /// A link within a sentence.
    struct Link: Sendable {
        let label: Text
        let target: String

        static func page(_ label: Text, _ path: String) -> Link {
            Link(label: label, target: path)
        }

        static func mail(_ address: String) -> Link {
            Link(label: Text(fr: address, en: address), target: "mailto:\(address)")
        }
    }

    let title: Text
    let lead: Text
    let sections: [Section]

    func response(_ context: PageContext) -> Response {
        Page(title, content: content(context.language)).response(context)
    }

    private func content(_ language: Language) -> HTML {
        let written: [HTML] = sections.map { section in
            """
            <h2 id="\(section.id)">\(section.heading[language])</h2>
            \(section.blocks.map { $0.html(language) })
            """
        }
        return "<p class=\"lead\">\(lead[language])</p><div class=\"prose\">\(written)</div>"
    }
}

extension InformationPage.Block {
    fileprivate func html(_ language: Language) -> HTML {
        switch self {
        case .paragraph(let text, let links):
            return "<p>\(text.html(language, links.map { $0.html(language) }))</p>\n"
        case .list(let items):
            return "<ul>\(items.map { "<li>\($0[language])</li>" as HTML })</ul>\n"
        case .numbered(let items):
            return "<ol>\(items.map { "<li>\($0[language])</li>" as HTML })</ol>\n"
        case .facts(let facts):
            let rows: [HTML] = facts.map { "<div><dt>\($0[language])</dt><dd>\($1[language])</dd></div>" }
            return "<dl class=\"kv\">\(rows)</dl>\n"
        case .made(let make): return make(language)
        }
    }
}

extension InformationPage.Link {
    fileprivate func html(_ language: Language) -> HTML {
        "<a href=\"\(target)\">\(label[language])</a>"
    }
}
