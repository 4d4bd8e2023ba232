import Markup

/// What every page begins with: skip link, brand, navigation, profile button, sign-out always in sight.
enum Header {
    static func html(_ context: PageContext) -> HTML {
        let language = context.language
        let skip = Text(fr: "Aller au contenu", en: "Skip to content")
        return """
            <a class="skip" href="#contenu">\(skip[language])</a>
            <header class="top"><div class="wrap">
            <a class="brand" href="/">\(logo(context.site))<span>\(context.site.name)\
            <small>\(context.site.subtitle[language])</small></span></a>
            \(context.person.map { navigation($0, context) })
            <div class="tools">\(context.person.map { tools($0, context) } ?? signIn(context))</div>
            </div></header>

            """
    }

    /// The name stands beside it: an image of its own would say it twice (RGAA 1.2).
    private static func logo(_ site: SiteIdentity) -> HTML {
        guard let logo = site.logo else { return Ornament.mark }
        return "<img src=\"\(logo.path)\" alt=\"\" width=\"\(logo.width)\" height=\"\(logo.height)\">"
    }

    private static func navigation(_ person: SignedInPerson, _ context: PageContext) -> HTML {
        guard !person.navigation.isEmpty else { return .empty }
        let name = Text(fr: "Navigation principale", en: "Main navigation")
        let items: [HTML] = person.navigation.map { item in
            let isHere = item.path == "/" ? context.path == "/" : context.path.hasPrefix(item.path)
            return """
                <li><a href="\(item.path)"\(attribute: "aria-current", isHere ? "page" : nil)>\
                \(item.label[context.language])</a></li>
                """
        }
        return "<nav class=\"mainnav\" aria-label=\"\(name[context.language])\"><ul>\(items)</ul></nav>"
    }

    private static func tools(_ person: SignedInPerson, _ context: PageContext) -> HTML {
        let language = context.language
        let profile = Text(fr: "Mon profil : ", en: "My profile: ")
        let signOut: HTML = """
            <button class="btn quiet">\(Icon.signOut.html)<span class="lbl">\(Words.signOut[language])</span></button>
            """
        return """
            <a class="who" href="/profil"\(attribute: "aria-current", context.path == "/profil" ? "page" : nil)>\
            <i class="ava" aria-hidden="true">\(person.initials)</i><span><b class="vh">\(profile[language])</b>\
            \(person.displayName)<small>\(person.standing[language])</small></span></a>
            \(context.form(to: "/deconnexion", signOut))
            """
    }

    private static func signIn(_ context: PageContext) -> HTML {
        guard context.path != "/connexion" else { return .empty }
        return """
            <a class="btn quiet" href="/connexion">\(Icon.signIn.html)\
            <span class="lbl">\(Words.signIn[context.language])</span></a>
            """
    }
}
