import Markup

/// What every page ends with: help, the pages the law asks for, the other language.
enum Footer {
    static func html(_ context: PageContext) -> HTML {
        let language = context.language
        // One of the three mentions that the law knows (decree 2019-768, article 5); without an audit it is this one.
        let state = Text(
            fr: "Accessibilité : non conforme", en: "Accessibility: not conformant")
        let links: [HTML] = [
            (Words.help, help(context)), (state, "/accessibilite"), (Words.personalData, "/donnees-personnelles"),
            (Words.legalNotice, "/mentions-legales"), (Words.siteMap, "/plan-du-site"),
        ].map { label, path in
            "<a href=\"\(path)\"\(attribute: "aria-current", context.path == path ? "page" : nil)>\(label[language])</a>"
        }
        return """
            <footer class="bot"><div class="wrap">\(links)\(otherLanguage(context))</div></footer>

            """
    }

    /// Help begins with the page that one comes from.
    private static func help(_ context: PageContext) -> String {
        guard context.path != "/aide", Website.localPath(context.path) == context.path else { return "/aide" }
        return "/aide?de=\(context.path)"
    }

    /// A form, since the choice is kept; its button is in the language it leads to.
    private static func otherLanguage(_ context: PageContext) -> HTML {
        let other: Language = context.language.choose(fr: .en, en: .fr)
        let name = other.choose(fr: "Français", en: "English")
        let content: HTML = """
            <input type="hidden" name="retour" value="\(context.address)">\
            <button class="linkbtn" name="langue" value="\(other.rawValue)" lang="\(other.rawValue)">\(name)</button>
            """
        return context.form(to: "/langue", style: "push", content)
    }
}
