import Accounts
import Directory
import HTTP
import Markup
import Pages

/// The page of a link that can be used: who it is for, and one field for the password.
struct LinkView {
    let visit: Visit
    let place: LinkPlace
    let link: Link
    let user: SignedInUser
    let structures: [String]
    let policy: PasswordPolicy

    func response(errors: [FieldError] = []) -> Response {
        page(errors).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func page(_ errors: [FieldError]) -> Page {
        let language = visit.language
        let title =
            switch link.purpose {
            case .activation: Text(fr: "Bienvenue \(user.givenName)", en: "Welcome \(user.givenName)")
            case .reset: Text(fr: "Choisir un nouveau mot de passe", en: "Choose a new password")
            }
        let lead =
            switch link.purpose {
            case .activation:
                Text(
                    fr: "Choisissez votre mot de passe : il vous ouvrira toutes vos applications.",
                    en: "Choose your password: it will open all your applications.")
            case .reset:
                Text(
                    fr: "Il remplace l’ancien, et vos autres sessions seront fermées.",
                    en: "It replaces the old one, and your other sessions will be closed.")
            }
        let content: HTML = """
            <p class="lead">\(lead[language])</p><div class="cols"><div class="card">\(form(errors))</div>\
            <div class="aside"><section><h2>\(PasswordWords.adviceTitle[language])</h2>\
            <p>\(PasswordWords.advice[language])</p></section></div></div>
            """
        return Page(title, errors: errors, content: content)
    }

    private func form(_ errors: [FieldError]) -> HTML {
        let language = visit.language
        let identity: [(Text, String)] = [
            (Text(fr: "Nom", en: "Name"), user.displayName),
            (Text(fr: "Structure", en: "Organisation"), structures.joined(separator: ", ")),
        ]
        let facts: [HTML] = identity.filter { !$0.1.isEmpty }.map { label, value in
            "<div><dt>\(label[language])</dt><dd>\(value)</dd></div>"
        }
        let subject = PasswordSubject(texts: [], holdsPowers: user.isReferent || user.isOperator)
        let rules = PasswordWords.rules(policy, for: subject, language)
        let button =
            switch link.purpose {
            case .activation: Text(fr: "Créer mon mot de passe", en: "Create my password")
            case .reset: Text(fr: "Enregistrer le mot de passe", en: "Save the password")
            }
        let fields: HTML = """
            <dl class="kv">\(facts)</dl>\
            \(Field("email", Text(fr: "Adresse électronique, votre identifiant", en: "E-mail address, your identifier"),
                kind: .email, value: user.email, autocomplete: "username", isReadOnly: true).html(language))\
            \(Field("password", Text(fr: "Votre mot de passe", en: "Your password"), kind: .password, hint: rules,
                autocomplete: "new-password").html(language, errors: errors))\
            \(Field.reveal("password", language))\
            \(Button(button, .primary).submit(language))
            """
        return visit.context.form(to: place.path, style: "form", fields)
    }
}
