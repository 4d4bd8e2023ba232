import Directory
import Markup
import Pages

/// What a search of the operator's found: people with their state, deleted people, structures.
struct SearchView {
    struct Known: Sendable {
        let results: SearchResults
        /// How each person stands.
        let rows: [ID<User>: UserListRow]
    }

    let text: String
    let known: Known
    let visit: Visit

    private var language: Language { visit.language }

    /// The search itself, on every page of the desk.
    static func form(_ text: String, _ language: Language, hasFocus: Bool = false) -> HTML {
        let label = Text(fr: "Personne, adresse, structure ou SIRET", en: "Person, address, organisation or SIRET")
        return """
            <form class="search" role="search" method="get" action="/exploitation"><div class="fld find">\
            <label for="q">\(label[language])</label>\(Icon.search.html)<input id="q" name="q" type="search" \
            value="\(text)" maxlength="100" autocomplete="off" spellcheck="false"\(attribute: "autofocus", if: hasFocus)>\
            </div><button class="btn pri">\(Text(fr: "Chercher", en: "Search")[language])</button></form>
            """
    }

    var page: Page {
        let title = Text(fr: "Recherche : \(text)", en: "Search: \(text)")
        let results = known.results
        let isEmpty = results.people.isEmpty && results.structures.isEmpty && results.deleted.isEmpty
        let body: HTML = isEmpty ? nothing : "\(people)\(deleted)\(structures)"
        return Page(
            title, shape: .headed, crumbs: [.portal, .operations],
            content: """
                \(PageHead(title, language).html(language))\(Self.form(text, language))\(body)<div class="gap"></div>
                """)
    }

    private func section(_ id: String, _ heading: Text, _ rows: [HTML]) -> HTML {
        guard !rows.isEmpty else { return .empty }
        return """
            <section class="card below" aria-labelledby="\(id)"><h2 id="\(id)">\(heading[language])</h2>\
            <ul class="rows">\(rows)</ul></section>
            """
    }

    private var people: HTML {
        section(
            "personnes", Text(fr: "Personnes", en: "People"),
            known.results.people.map { found in
                let user = found.user
                let places = found.structures.map(\.name).joined(separator: ", ")
                return """
                    <li><span class="lab"><a href="\(CallerView.path(user.id))">\(user.familyName.uppercased()) \
                    \(user.givenName)</a><small>\(user.email)\(places.isEmpty ? "" : " · ")\(places)</small></span>\
                    \(known.rows[user.id].map { $0.standing.tag(language) })</li>
                    """
            })
    }

    private var deleted: HTML {
        section(
            "supprimees",
            Text(fr: "Comptes supprimés, encore restaurables", en: "Deleted accounts, still to be restored"),
            known.results.deleted.map { user in
                """
                <li><span class="lab"><a href="\(CallerView.path(user.id))">\(user.familyName.uppercased()) \
                \(user.givenName)</a><small>\(user.email)</small></span>\
                \(Tag(Text(fr: "Supprimé", en: "Deleted"), .closed, icon: .delete, language).html)</li>
                """
            })
    }

    private var structures: HTML {
        section(
            "structures", Text(fr: "Structures", en: "Organisations"),
            known.results.structures.map { structure in
                let siret: HTML? = structure.siret.map { "<small>SIRET \($0)</small>" }
                return """
                    <li><span class="lab"><a href="/annuaire/structures/\(structure.id.rawValue)">\(structure.name)</a>\
                    \(siret)</span></li>
                    """
            })
    }

    private var nothing: HTML {
        let words = Text(
            fr:
                "Personne et aucune structure ne commence ainsi. Essayez les premières lettres du nom, ou l’adresse entière pour savoir pourquoi une connexion échoue.",
            en:
                "Nobody and no organisation begins like this. Try the first letters of the name, or the whole address to learn why a sign-in fails."
        )
        return """
            <div class="below">\(EmptyList(title: Text(fr: "Aucun résultat", en: "No result"),
                explanation: "\(words[language])").html(language))</div>
            """
    }
}
