package import Markup

/// One step of the way from the portal to a page.
package struct Crumb: Sendable {
    /// The page's name.
    package let label: Text
    /// Its path on this site.
    package let path: String

    /// A step.
    package init(_ label: Text, _ path: String) {
        self.label = label
        self.path = path
    }

    /// « Applications / Mon profil / Mes sessions »: the pages above, then this one. Nothing on the first level.
    static func trail(_ crumbs: [Crumb], to title: Text, _ language: Language) -> HTML {
        guard !crumbs.isEmpty else { return .empty }
        let above: [HTML] = crumbs.map { "<li><a href=\"\($0.path)\">\($0.label[language])</a></li>" }
        let name = Text(fr: "Fil d’Ariane", en: "Breadcrumb")
        return """
            <nav class="crumbs wrap" aria-label="\(name[language])"><ol>\(above)\
            <li aria-current="page">\(title[language])</li></ol></nav>
            """
    }
}
