import Markup

/// What every page of the demonstration has around its content.
struct PageFrame {
    /// Comes first in the browser's title.
    let title: String
    /// The class that colours the page; the house's own when nil.
    let tint: String?
    /// The mark at the top left, and where it leads.
    let brand: HTML
    /// What stands at the top right.
    let tools: HTML
    let content: HTML

    /// A page of one application.
    init(_ title: String, of provider: ServiceProvider, tools: HTML = .empty, content: HTML) {
        let application = provider.application
        self.title = "\(title) – \(application.name)"
        tint = application.tint
        brand = """
            <a class="brand" href="/\(application.slug)/"><span class="glyph">\(Drawing(application.drawing).html)</span>\
            <span>\(application.name)<small>application de démonstration</small></span></a>
            """
        self.tools = """
            <a class="btn quiet" href="\(provider.peer.portal)">\(Drawing.back.html)<span>Revenir au portail</span></a>\(tools)
            """
        self.content = content
    }

    /// A page of the demonstration as a whole.
    init(_ title: String, portal: String, content: HTML) {
        self.title = "\(title) – Démonstration Convergences"
        tint = nil
        brand = """
            <a class="brand" href="/"><span class="glyph">\(Drawing.mark)</span>\
            <span>Convergences<small>fournisseurs de services de démonstration</small></span></a>
            """
        tools = "<a class=\"btn quiet\" href=\"\(portal)\">\(Drawing.back.html)<span>Revenir au portail</span></a>"
        self.content = content
    }

    var html: HTML {
        """
        <!doctype html>
        <html lang="fr">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
        <title>\(title)</title>
        <meta name="color-scheme" content="light dark">
        \(DemonstrationAssets.links)
        </head>
        <body\(attribute: "class", tint)>
        <a class="skip" href="#contenu">Aller au contenu</a>
        <header class="top"><div class="wrap">\(brand)<div class="tools">\(tools)</div></div></header>
        <main id="contenu" tabindex="-1"><div class="wrap">
        \(content)
        </div></main>
        <footer class="bot"><div class="wrap"><span>Démonstration\u{A0}: rien de ce qui s’affiche ici n’est conservé.</span>\
        <a href="/">Les quatre applications</a></div></footer>
        </body>
        </html>

        """
    }
}

/// A drawing on a field of 24 by 24.
struct Drawing {
    private let paths: HTML

    init(_ paths: HTML) { self.paths = paths }

    var html: HTML { "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">\(paths)</svg>" }

    static let back = Drawing("<path d=\"M19 12H5M11 6l-6 6 6 6\"/>")
    static let open = Drawing("<path d=\"M7 17 17 7M9 7h8v8\"/>")
    static let signIn = Drawing(
        "<path d=\"M10 4h7.5A1.5 1.5 0 0 1 19 5.5v13a1.5 1.5 0 0 1-1.5 1.5H10M3 12h11M10.5 8.5 14 12l-3.5 3.5\"/>"
    )
    static let signOut = Drawing(
        "<path d=\"M14 4H6.5A1.5 1.5 0 0 0 5 5.5v13A1.5 1.5 0 0 0 6.5 20H14M10 12h11M17.5 8.5 21 12l-3.5 3.5\"/>"
    )
    static let tick = Drawing("<path d=\"m5 12.5 4.5 4.5L19 7.5\"/>")
    static let cross = Drawing("<path d=\"M6 6l12 12M18 6 6 18\"/>")
    static let warning = Drawing("<path d=\"M12 3.5 2.5 20h19zM12 10v4.5M12 17.3h.01\"/>")
    static let mark: HTML = """
        <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">\
        <path d="M3 5c11 0 11.5 11 19 11M3 16h19M3 27c11 0 11.5-11 19-11"/>\
        <circle cx="26.5" cy="16" r="3.5" fill="currentColor" stroke="none"/></svg>
        """
}
