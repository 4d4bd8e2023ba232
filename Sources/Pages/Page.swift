package import HTTP
package import Markup

/// A whole page: what is its own, put between the header and the footer that all share.
package struct Page: Sendable {
    /// How the content stands between header and footer.
    package enum Shape: Sendable {
        /// Heading and content in the page's column: nearly every page.
        case column
        /// The content brings its own heading and its own bands (portal, sign-in).
        case bands
        /// The content brings its own heading, with what stands beside it (lists, and the page of one object).
        case headed
    }

    private let title: Text
    private let shape: Shape
    private let crumbs: [Crumb]
    private let place: Text?
    private let tabs: HTML
    private let errors: [FieldError]
    private let content: HTML

    /// - Parameters:
    ///   - title: names the page in the title bar, the breadcrumb and, in a column, the heading.
    ///   - crumbs: the pages above this one; none on the first level.
    ///   - place: this page's own name in the breadcrumb, where it is not the title.
    ///   - tabs: links to the pages beside this one, under the breadcrumb.
    ///   - errors: mistakes in a form that comes back: told in the title and above the heading.
    package init(
        _ title: Text, shape: Shape = .column, crumbs: [Crumb] = [], place: Text? = nil, tabs: HTML = .empty,
        errors: [FieldError] = [], content: HTML
    ) {
        self.title = title
        self.shape = shape
        self.crumbs = crumbs
        self.place = place
        self.tabs = tabs
        self.errors = errors
        self.content = content
    }

    /// The answer: the document, and the cookies the context wants set.
    package func response(_ context: PageContext, status: Status = .ok) -> Response {
        var response = Response.html(document(context), status: status)
        response.cookies += context.cookies
        return response
    }

    /// The document, from the doctype on.
    package func document(_ context: PageContext) -> HTML {
        let language = context.language
        return """
            <!doctype html>
            <html lang="\(language.rawValue)"\(attribute: "data-theme", context.theme.attribute)>
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>\(fullTitle(context))</title>
            <meta name="color-scheme" content="\(context.theme.colorScheme)">
            \(context.assets.links(context.site.accent))
            </head>
            <body>
            \(Header.html(context))\(way(language))\
            <main id="contenu" tabindex="-1">
            \(main(context))
            </main>
            \(Footer.html(context))\(context.sessionEnd?.html(context))</body>
            </html>

            """
    }

    /// The breadcrumb, and the tabs in one band with it.
    private func way(_ language: Language) -> HTML {
        let trail = Crumb.trail(crumbs, to: place ?? title, language)
        return tabs.isEmpty ? trail : "<div class=\"subhead\">\(trail)<div class=\"wrap\">\(tabs)</div></div>"
    }

    private func main(_ context: PageContext) -> HTML {
        let flash: HTML? = context.flash.map { "<div class=\"wrap flash\">\($0.html)</div>" }
        switch shape {
        case .bands: return "\(flash)\(content)"
        case .headed: return "\(flash)<div class=\"wrap\">\(errors.summary(context.language))\(content)</div>"
        case .column:
            return """
                \(flash)<div class="wrap page">\(errors.summary(context.language))\
                <h1>\(title[context.language])</h1>
                \(content)</div>
                """
        }
    }

    /// « Erreur : Connexion – Convergences »: what is particular comes first (RGAA 8.6).
    private func fullTitle(_ context: PageContext) -> String {
        let wrong = Text(fr: "Erreur : ", en: "Error: ")
        return (errors.isEmpty ? "" : wrong[context.language]) + title[context.language] + " – " + context.site.name
    }
}
