import Accounts
import Directory
import HTTP
import Markup
import Pages

/// The page that sends a link: one address is asked for, and the answer is the same for every address.
struct AskLinkView {
    let visit: Visit
    let place: AskPlace
    /// What was typed before, shown again.
    var email = ""

    func response(errors: [FieldError] = [], status: Status? = nil) -> Response {
        page(errors).response(visit.context, status: status ?? (errors.isEmpty ? .ok : .unprocessableContent))
    }

    private func page(_ errors: [FieldError]) -> Page {
        let language = visit.language
        let hint = Text(
            fr: "Celle que votre structure a communiquée, par exemple prenom.nom@ville.fr",
            en: "The one that your organisation gave, such as first.last@town.example")
        let field = Field(
            "email", Words.email, kind: .email, hint: "\(hint[language])", value: email, autocomplete: "username",
            hasFocus: true)
        let send = Button(Text(fr: "Recevoir le lien", en: "Get the link"), .primary, icon: .mail)
        let fields: HTML = "\(field.html(language, errors: errors))\(send.submit(language))"
        let items: [HTML] = place.steps.map { "<li>\($0[language])</li>" }
        let howTitle = Text(fr: "Comment cela se passe", en: "How it works")
        let back = Button(Text(fr: "Retour à la connexion", en: "Back to sign-in"), icon: .back)
        let content: HTML = """
            <p class="lead">\(place.lead[language])</p><div class="cols">\
            <div class="card">\(visit.context.form(to: place.path, style: "form", fields))</div>\
            <div class="aside"><section><h2>\(howTitle[language])</h2>\
            <div class="prose"><ol>\(items)</ol>\
            <p class="actions">\(back.link(language, to: "/connexion"))</p></div></section></div></div>
            """
        return Page(place.title, errors: errors, content: content)
    }

    // MARK: - Words

    static func error(_ email: String) -> FieldError {
        email.allSatisfy(\.isWhitespace)
            ? FieldError("email", Text(fr: "Saisissez votre adresse électronique", en: "Enter your e-mail address"))
            : FieldError(
                "email",
                Text(
                    fr: "Saisissez une adresse complète, par exemple prenom.nom@ville.fr",
                    en: "Enter a complete address, such as first.last@town.example"))
    }

    static func throttled(for seconds: Double) -> FieldError {
        let wait = Text.duration(seconds)
        return FieldError(
            "email",
            Text(
                fr: "Trop de liens ont été demandés depuis votre réseau. Réessayez dans \(wait.fr).",
                en: "Too many links were asked for from your network. Try again in \(wait.en)."))
    }

    static let busy = FieldError(
        "email",
        Text(
            fr: "Trop de liens sont demandés en ce moment. Réessayez dans quelques secondes.",
            en: "Too many links are being asked for at the moment. Try again in a few seconds."))
}

/// The two pages that send a link. Both send what the account needs: they differ in their words.
enum AskPlace: CaseIterable, Sendable {
    case firstVisit, forgottenPassword

    var path: String {
        switch self {
        case .firstVisit: "/premiere-visite"
        case .forgottenPassword: "/mot-de-passe/oublie"
        }
    }

    var title: Text {
        switch self {
        case .firstVisit: Text(fr: "Première visite", en: "First visit")
        case .forgottenPassword: Text(fr: "Mot de passe oublié", en: "Forgotten password")
        }
    }

    var lead: Text {
        switch self {
        case .firstVisit:
            Text(
                fr: "Recevez par messagerie le lien personnel qui vous permet de créer votre mot de passe.",
                en: "Get by e-mail the personal link with which you create your password.")
        case .forgottenPassword:
            Text(
                fr: "Recevez par messagerie un lien personnel pour choisir un autre mot de passe.",
                en: "Get by e-mail a personal link to choose another password.")
        }
    }

    var steps: [Text] {
        let first = Text(
            fr: "Saisissez votre adresse professionnelle : c’est votre identifiant.",
            en: "Enter your work address: it is what you sign in with.")
        switch self {
        case .firstVisit:
            return [
                first,
                Text(
                    fr: "Ouvrez le message reçu et suivez son lien, valable 7 jours.",
                    en: "Open the message you receive and follow its link, valid for 7 days."),
                Text(
                    fr: "Choisissez votre mot de passe : vous êtes connecté aussitôt.",
                    en: "Choose your password: you are signed in at once."),
            ]
        case .forgottenPassword:
            return [
                first,
                Text(
                    fr: "Ouvrez le message reçu et suivez son lien, valable une heure.",
                    en: "Open the message you receive and follow its link, valid for one hour."),
                Text(
                    fr: "Choisissez un autre mot de passe : vos autres sessions sont fermées.",
                    en: "Choose another password: your other sessions are closed."),
            ]
        }
    }
}
