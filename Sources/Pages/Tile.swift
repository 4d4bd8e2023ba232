package import Markup

/// One application on the portal: a plain link, or one link for each structure the person may act for.
package struct Tile: Sendable {
    /// A way in: « pour Ville de Valmont ».
    package struct Way: Sendable {
        let structure: String
        let path: String

        /// The name of the structure acted for, and the path that opens the application for it.
        package init(structure: String, path: String) {
            self.structure = structure
            self.path = path
        }
    }

    /// What a click does.
    package enum Entry: Sendable {
        /// The whole tile is the link; `lastUse` is told below.
        case link(path: String, lastUse: Text)
        /// One link per structure, two or more.
        case structures([Way])
        /// In maintenance: the tile stays, with the reason.
        case closed(reason: String)
    }

    private let id: String
    private let name: String
    private let summary: String
    private let icon: Icon
    private let tint: Int
    private let entry: Entry

    /// - Parameters:
    ///   - id: unique on the page, made of letters, digits and hyphens: the application's slug.
    ///   - tint: one of the five tints of the style sheet, 1 to 5; others become the nearest.
    package init(id: String, name: String, summary: String, icon: Icon, tint: Int, entry: Entry) {
        self.id = id
        self.name = name
        self.summary = summary
        self.icon = icon
        self.tint = min(max(tint, 1), 5)
        self.entry = entry
    }

    /// The tile, an item of a `<ul class="tiles">`.
    package func html(_ language: Language) -> HTML {
        let glyph: HTML = "<span class=\"glyph g\(tint)\">\(icon.html)</span>"
        switch entry {
        case .link(let path, let lastUse):
            return """
                <li class="tile">\(glyph)<h3><a href="\(path)">\(name)</a></h3><p>\(summary)</p>\
                <div class="foot"><span>\(lastUse[language])</span>\(Icon.open.html)</div></li>
                """
        case .structures(let ways):
            let openFor = Text(fr: "Ouvrir pour :", en: "Open on behalf of:")
            return """
                <li class="tile">\(glyph)<h3 id="app-\(id)">\(name)</h3><p>\(summary)</p>\
                <div class="for"><span id="pour-\(id)">\(openFor[language])</span>\
                <ul aria-labelledby="app-\(id) pour-\(id)">\(ways.map { link($0, language) })</ul></div></li>
                """
        case .closed(let reason):
            return """
                <li class="tile off">\(glyph)<h3>\(name)</h3><p>\(summary)</p>\
                <div class="foot"><span>\(reason)</span>\(Icon.clock.html)</div></li>
                """
        }
    }

    private func link(_ way: Way, _ language: Language) -> HTML {
        let prefix = Text(fr: "\(name) pour ", en: "\(name) on behalf of ")
        return """
            <li><a href="\(way.path)"><span><b class="vh">\(prefix[language])</b>\(way.structure)</span>\
            \(Icon.open.html)</a></li>
            """
    }
}
