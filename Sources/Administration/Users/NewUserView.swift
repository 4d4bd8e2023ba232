import Directory
import Markup
import Pages

/// « Ajouter un utilisateur »: who, where, with which roles.
struct NewUserView {
    /// What the directory says, of one moment.
    struct Known: Sendable {
        /// In scope.
        let structures: [Structure]
        /// The domains of the chosen structure.
        let domains: [String]
        let choices: [RoleChoice]
    }

    /// A role that this person may give.
    struct RoleChoice: Sendable {
        let application: String
        let role: Role
    }

    /// What has to be decided before the person can be added.
    enum Question {
        /// People of that name are there already.
        case homonyms([FoundPerson])
        /// The address has an account, which would be attached to the structure.
        case account
        /// The address was that of somebody who was deleted lately.
        case deleted(User, canRestore: Bool)
        /// The address fits another structure in scope.
        case otherStructure(Structure)
    }

    let typed: NewUser
    let known: Known
    var errors: [FieldError] = []
    var question: Question?
    let visit: Visit

    private var language: Language { visit.language }
    static let path = UserWords.list + "/ajouter"

    var page: Page {
        let title = Text(fr: "Ajouter un utilisateur", en: "Add a user")
        let lead = Text(
            fr: "L’adresse électronique sera son identifiant de connexion.",
            en: "The e-mail address is what they sign in with.")
        let content: HTML = """
            <p class="lead">\(lead[language])</p>\
            \(visit.context.form(to: Self.path, style: "form narrow", "\(decision)\(identity)\(roles)\(buttons)"))
            """
        return Page(title, crumbs: UserWords.crumbs(), errors: errors, content: content)
    }

    private var identity: HTML {
        let domains = known.domains.map { "@\($0)" }.joined(separator: language.choose(fr: " ou ", en: " or "))
        let ends = Text(fr: "Doit se terminer par \(domains)", en: "Must end in \(domains)")
        let hint: HTML? = known.domains.isEmpty ? nil : "\(ends[language])"
        return """
            \(Field.requiredNote(language))\(structureField)\
            \(Field("nom", UserWords.familyName, value: typed.familyName, autocomplete: "off", hasFocus: true, isMarked: true)
                .html(language, errors: errors))\
            \(Field("prenom", UserWords.givenName, value: typed.givenName, autocomplete: "off", isMarked: true)
                .html(language, errors: errors))\
            \(Field("email", Words.email, kind: .email, hint: hint, value: typed.email, autocomplete: "off", isMarked: true)
                .html(language, errors: errors))
            """
    }

    private var structureField: HTML {
        if known.structures.count == 1, let only = known.structures.first {
            let hidden: HTML = "<input type=\"hidden\" name=\"structure\" value=\"\(only.id.description)\">"
            return """
                \(hidden)<p class="fact"><span>\(UserWords.structure[language])</span> <strong>\(only.name)</strong></p>
                """
        }
        let choose = Text(fr: "Choisir…", en: "Choose…")
        return SelectField(
            name: "structure", label: Text(fr: UserWords.structure.fr + " *", en: UserWords.structure.en + " *"),
            options: [("", choose[language])] + known.structures.map { ($0.id.description, $0.name) },
            chosen: typed.structure?.description ?? ""
        ).html(language, errors: errors)
    }

    private var roles: HTML {
        guard !known.choices.isEmpty else { return .empty }
        let legend = Text(fr: "Habilitations (facultatif)", en: "Access rights (optional)")
        return CheckboxGroup(
            name: "role", legend: legend,
            boxes: known.choices.map {
                .init(
                    value: $0.role.id.description, label: $0.role.path, detail: $0.application,
                    isChecked: typed.roles.contains($0.role.id))
            }
        ).html(language)
    }

    private var buttons: HTML {
        let save = Text(fr: "Enregistrer", en: "Save")
        let another = Text(fr: "Enregistrer et ajouter un autre", en: "Save and add another")
        return """
            <p class="actions">\(Button(save, .primary).submit(language))\
            \(Button(another).submit(language, name: "suite", value: "autre"))\
            <a class="btn quiet" href="\(UserWords.list)">\(Words.cancel[language])</a></p>
            """
    }

    // MARK: - What has to be decided

    private var decision: HTML {
        switch question {
        case nil: .empty
        case .homonyms(let people): homonyms(people)
        case .account: account
        case .deleted(let user, let canRestore): deleted(user, canRestore)
        case .otherStructure(let structure): otherStructure(structure)
        }
    }

    private func homonyms(_ people: [FoundPerson]) -> HTML {
        let title = Text(
            fr: "Une personne de ce nom est déjà référencée :", en: "Somebody of this name is registered already:")
        let lines: [HTML] = people.map { person in
            """
            <li><a href="\(UserWords.path(person.user.id))">\(person.user.displayName)</a>, \(person.user.email) \
            (\(person.structures.map(\.name).joined(separator: ", ")))</li>
            """
        }
        let advice = Text(
            fr: "S’il s’agit de quelqu’un d’autre, enregistrez de nouveau.",
            en: "If this is somebody else, save again.")
        let hidden = seen(people.map(\.user.id))
        return """
            \(Notice(.warning, "<p class=\"t\">\(title[language])</p><ul>\(lines)</ul><p>\(advice[language])</p>").html)\
            \(hidden)
            """
    }

    /// What was shown of people of that name, so that it is not asked again.
    private func seen(_ people: [ID<User>]) -> HTML {
        guard !people.isEmpty else { return .empty }
        let ids = people.sorted().map(\.description).joined(separator: "-")
        return "<input type=\"hidden\" name=\"homonymes\" value=\"\(ids)\">"
    }

    private var account: HTML {
        let place = known.structures.first { $0.id == typed.structure }?.name ?? ""
        let words = Text(
            fr:
                "L’adresse \(typed.email) a déjà un compte. En enregistrant de nouveau, ce compte sera aussi rattaché à \(place) ; son titulaire garde son nom, son mot de passe et ses autres accès.",
            en:
                "The address \(typed.email) already has an account. Save again, and this account will also be attached to \(place); its holder keeps their name, password and other access."
        )
        let hidden: HTML = """
            <input type="hidden" name="rattacher" value="\(typed.address)">\(seen(Array(typed.seenHomonyms)))
            """
        return "\(Notice(.warning, "<p>\(words[language])</p>").html)\(hidden)"
    }

    private func deleted(_ user: User, _ canRestore: Bool) -> HTML {
        let words = Text(
            fr: "Un compte qui avait cette adresse a été supprimé il y a moins de 30 jours.",
            en: "An account with this address was deleted less than 30 days ago.")
        let restore = Text(
            fr: "S’il s’agit de la même personne, restaurez plutôt son compte : {0}",
            en: "If this is the same person, restore their account instead: {0}")
        let ask = Text(
            fr: "S’il s’agit de la même personne, demandez au CIG de restaurer son compte : {0}",
            en: "If this is the same person, ask the CIG to restore their account: {0}")
        let link: HTML = "<a href=\"\(UserWords.path(user.id))\">\(user.displayName)</a>"
        let same =
            canRestore
            ? restore.html(language, link) : ask.html(language, UserWords.correspondent(visit.context))
        let other = Text(
            fr: "C’est une autre personne : elle n’hérite de rien",
            en: "This is somebody else, who inherits nothing")
        return """
            \(Notice(.warning, "<p>\(words[language])</p><p>\(same)</p>").html)\
            <label class="check"><input type="checkbox" name="autre" value="\(user.id.description)">\(other[language])</label>\
            \(seen(Array(typed.seenHomonyms)))
            """
    }

    private func otherStructure(_ structure: Structure) -> HTML {
        let words = Text(
            fr: "Cette adresse est du domaine de \(structure.name).",
            en: "This address is of the domain of \(structure.name).")
        let choose = Text(fr: "Choisir \(structure.name)", en: "Choose \(structure.name)")
        // The first button of a form is what Enter presses: that stays Enregistrer.
        return """
            <button class="vh" tabindex="-1" aria-hidden="true"></button>\
            \(Notice(.info, "<p>\(words[language])</p><p>\(Button(choose).submit(language, name: "choisir", value: structure.id.description))</p>").html)
            """
    }
}
