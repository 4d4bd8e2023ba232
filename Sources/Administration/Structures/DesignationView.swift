import Directory
import Markup
import Pages

/// The page that designates a référent administrateur, or replaces one: a person is searched for, then a day chosen.
struct DesignationView {
    let structure: Structure
    /// What was searched for.
    let text: String
    /// At most 21: the last one says that there are more.
    let found: [FoundPerson]
    /// Who is replaced, if someone is.
    let replaced: User?
    let chosen: ID<User>?
    /// `2026-11-22`.
    let since: String
    let context: PageContext

    private var language: Language { context.language }
    private var path: String { "/annuaire/structures/\(structure.id.rawValue)" }

    func page(_ crumbs: [Crumb], _ errors: [FieldError]) -> Page {
        let title =
            replaced.map {
                Text(fr: "Remplacer \($0.displayName)", en: "Replace \($0.displayName)")
            } ?? Text(fr: "Désigner un référent administrateur", en: "Designate a delegated administrator")
        let lead = Text(
            fr:
                "Il gérera les utilisateurs de \(structure.name) et de ses établissements rattachés, et leurs habilitations.",
            en:
                "They will manage the users of \(structure.name) and of its attached establishments, and their access rights."
        )
        return Page(
            title, crumbs: crumbs, errors: errors,
            content: "<p class=\"lead\">\(lead[language])</p>\(search(errors))\(choice(errors))")
    }

    private func search(_ errors: [FieldError]) -> HTML {
        let label = Text(fr: "Personne", en: "Person")
        let hint = Text(
            fr: "Premières lettres du nom, du prénom ou de l’adresse électronique",
            en: "First letters of the last name, first name or e-mail address")
        let go = Text(fr: "Chercher", en: "Search")
        return """
            <form method="get" action="\(path)/referents/designer" class="form inline" role="search">\(hidden)\
            \(Field("q", label, hint: "\(hint[language])", value: text, autocomplete: "off", hasFocus: text.isEmpty)
                .html(language, errors: errors))\(Button(go, icon: .search).submit(language))</form>
            """
    }

    private var hidden: HTML? {
        replaced.map { "<input type=\"hidden\" name=\"remplace\" value=\"\($0.id.rawValue)\">" }
    }

    private func choice(_ errors: [FieldError]) -> HTML {
        guard !text.isEmpty else { return .empty }
        guard !found.isEmpty else { return PersonSearchWords.nobody(text, language) }
        let legend = Text(fr: "Personnes trouvées", en: "People found")
        let boxes: [HTML] = found.prefix(20).map { person in
            """
            <label><input type="radio" name="personne" value="\(person.user.id.rawValue)"\
            \(attribute: "checked", if: person.user.id == chosen || found.count == 1)><span>\(person.user.displayName)\
            <small>\(person.user.email) · \(person.structures.map(\.name).joined(separator: ", "))</small></span></label>
            """
        }
        let day = Field(
            "depuis", Text(fr: "À partir du", en: "From"), kind: .date, value: since)
        let button = replaced == nil ? Text(fr: "Désigner", en: "Designate") : Text(fr: "Remplacer", en: "Replace")
        return context.form(
            to: path + "/referents/designer", style: "form narrow",
            """
            \(hidden)<input type="hidden" name="q" value="\(text)">\
            <fieldset><legend class="legend">\(legend[language])</legend><div class="radios">\(boxes)</div>\
            \(PersonSearchWords.more(found.count > 20, language))</fieldset>\(day.html(language, errors: errors))\
            <p class="actions">\(Button(button, .primary).submit(language))\
            <a class="btn quiet" href="\(path)">\(Words.cancel[language])</a></p>
            """)
    }
}

/// What a search for people says when it finds nobody, or too many.
enum PersonSearchWords {
    static func nobody(_ text: String, _ language: Language) -> HTML {
        let words = Text(fr: "Personne ne correspond à « \(text) ».", en: "Nobody matches “\(text)”.")
        let add = Text(fr: "Ajouter un utilisateur", en: "Add a user")
        return """
            <div class="empty" role="status"><p><strong>\(words[language])</strong></p>\
            <p><a href="/annuaire/utilisateurs/ajouter">\(add[language])</a></p></div>
            """
    }

    static func more(_ areMore: Bool, _ language: Language) -> HTML? {
        guard areMore else { return nil }
        let words = Text(
            fr: "D’autres personnes correspondent : précisez la recherche.",
            en: "Other people match: search more precisely.")
        return "<p class=\"small\">\(words[language])</p>"
    }
}
