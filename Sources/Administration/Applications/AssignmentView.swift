import Directory
import Markup
import Pages

/// `…/affecter`: a search field that a script turns into a combobox, the people found, the list of those chosen.
///
/// Without a script: `Chercher`, tick, `Chercher` again or `Affecter`. One form does both, so that nothing ticked is
/// lost. With it, a suggestion that is chosen becomes a line of the list.
struct AssignmentView {
    let place: RolePlace
    let text: String
    /// At most 21: the last one says that there are more.
    let found: [RoleCandidate]
    let chosen: [ChosenPerson]
    let until: String
    let isOperator: Bool
    let context: PageContext

    private var language: Language { context.language }
    private var path: String { place.path + "/affecter" }

    func page(_ errors: [FieldError]) -> Page {
        let role = place.role.path
        let lead = Text(
            fr: "Les personnes choisies pourront ouvrir \(place.application.name) depuis leur portail.",
            en: "The people you choose will be able to open \(place.application.name) from their portal.")
        let content: HTML = "<p class=\"lead\">\(lead[language])</p>\(form(errors))"
        return Page(
            Text(fr: "Affecter à \(role)", en: "Assign to \(role)"),
            crumbs: ApplicationWords.crumbs(place.application, place.role, isOperator: isOperator), errors: errors,
            content: content)
    }

    private func form(_ errors: [FieldError]) -> HTML {
        let until = Field(
            "jusquau", Text(fr: "Jusqu’au (facultatif)", en: "Until (optional)"), kind: .date,
            hint:
                "\(Text(fr: "Dernier jour de l’habilitation ; sans date, elle dure.", en: "Last day of the access right; without a date, it lasts.")[language])",
            value: until, isRequired: false)
        let structure: HTML? = place.structure.map {
            "<input type=\"hidden\" name=\"structure\" value=\"\($0.id.rawValue)\">"
        }
        return context.form(
            to: path, style: "form narrow assign",
            """
            \(structure)\(search(errors))\(results)\(list)\(until.html(language, errors: errors))\
            <p class="actions">\(Button(ApplicationWords.assign, .primary, icon: .key).submit(language, name: "action", value: "affecter"))\
            <a class="btn quiet" href="\(place.path)\(place.query)">\(Words.cancel[language])</a></p>
            """)
    }

    // MARK: - Search

    /// The field, and everything that the script needs to make it a combobox.
    private func search(_ errors: [FieldError]) -> HTML {
        let label = Text(fr: "Personne", en: "Person")
        let hint = Text(
            fr: "Premières lettres du nom, du prénom ou de l’adresse électronique",
            en: "First letters of the last name, first name or e-mail address")
        let go = Text(fr: "Chercher", en: "Search")
        let names = Text(fr: "Suggestions", en: "Suggestions")
        return """
            <div class="combo" data-combobox="\(place.path)/suggestions?\(suggestionQuery)q=" \
            data-one="\(Text(fr: "1 personne trouvée", en: "1 person found")[language])" \
            data-many="\(Text(fr: "{n} personnes trouvées", en: "{n} people found")[language])" \
            data-none="\(Text(fr: "Personne ne correspond", en: "Nobody matches")[language])" \
            data-member="\(ApplicationWords.alreadyMember[language])" \
            data-closed="\(ApplicationWords.notOpen[language])" \
            data-chosen="\(Text(fr: "{n} ajouté à la liste", en: "{n} added to the list")[language])" \
            data-gone="\(Text(fr: "{n} retiré de la liste", en: "{n} removed from the list")[language])" \
            data-remove="\(Text(fr: "Retirer {n} de la liste", en: "Remove {n} from the list")[language])">\
            \(Field("q", label, hint: "\(hint[language])", value: text, autocomplete: "off", isRequired: false, hasFocus: true)
                .html(language, errors: errors))\
            \(Button(go, icon: .search).submit(language, name: "action", value: "chercher"))\
            <ul class="options" id="q-suggestions" role="listbox" aria-label="\(names[language])" hidden></ul>\
            <p class="vh" role="status" data-status></p></div>
            """
    }

    private var suggestionQuery: String { place.structure.map { "structure=\($0.id.rawValue)&" } ?? "" }

    /// The people found, each with the structures that the role can be given for.
    private var results: HTML {
        guard !text.isEmpty else { return .empty }
        guard !found.isEmpty else { return PersonSearchWords.nobody(text, language) }
        let legend = Text(fr: "Personnes trouvées", en: "People found")
        let lines: [HTML] = found.prefix(20).flatMap { candidate in
            candidate.places.filter { place.structure == nil || place.structure?.id == $0.structure }
                .map { line(candidate.user, $0) }
        }
        return """
            <fieldset class="boxes found"><legend class="legend">\(legend[language])</legend>\(lines)\
            \(PersonSearchWords.more(found.count > 20, language))</fieldset>
            """
    }

    private func line(_ user: User, _ at: RoleCandidate.Place) -> HTML {
        let assignment = Assignment(user.id, at.structure)
        let detail: HTML = "<small>\(user.email) · \(at.name)</small>"
        if chosen.contains(where: { $0.assignment == assignment }) { return .empty }
        guard at.isFree else {
            let why = at.isMember ? ApplicationWords.alreadyMember : ApplicationWords.notOpen
            return """
                <p class="check off"><span>\(user.displayName)\(detail)</span><span class="tag">\(why[language])</span></p>
                """
        }
        return """
            <label class="check"><input type="checkbox" name="p" value="\(assignment.text)">\
            <span>\(user.displayName)\(detail)</span></label>
            """
    }

    // MARK: - The chosen

    /// Lines that are ticked; to leave one out is to untick it, or with a script to take the line away.
    private var list: HTML {
        let legend = Text(fr: "Personnes choisies", en: "People chosen")
        let lines: [HTML] = chosen.map { person in
            let member: HTML? =
                person.isMember ? "<span class=\"tag\">\(ApplicationWords.alreadyMember[language])</span>" : nil
            return """
                <li><label class="check"><input type="checkbox" name="p" value="\(person.assignment.text)" checked>\
                <span>\(person.name)<small>\(person.email) · \(person.structure)</small></span></label>\(member)</li>
                """
        }
        return """
            <fieldset class="boxes chosen"\(attribute: "hidden", if: chosen.isEmpty)>\
            <legend class="legend">\(legend[language])</legend><ul data-chosen-list>\(lines)</ul></fieldset>
            """
    }
}
