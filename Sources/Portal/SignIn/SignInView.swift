import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

/// The page that asks for address and password.
struct SignInView {
    let visit: Visit
    let continuation: Continuation
    let waiting: Portal.WaitingSignOn?
    /// What was typed before, shown again.
    var email = ""

    init(_ visit: Visit, _ continuation: Continuation, waiting: Portal.WaitingSignOn?) {
        self.visit = visit
        self.continuation = continuation
        self.waiting = waiting
    }

    /// Whether the person is signed in, but the application wants them to prove it again.
    var asksAgain: Bool {
        guard let signedIn = visit.signedIn, let since = waiting?.provenSince else { return false }
        return signedIn.session.authenticatedAt < since
    }

    /// Whether there is anything to ask.
    var isNeeded: Bool { visit.signedIn == nil || asksAgain }

    func response(errors: [FieldError] = [], staleForm: Bool = false) -> Response {
        let status: Status = staleForm ? .forbidden : errors.isEmpty ? .ok : .unprocessableContent
        let words = staleForm ? SignInView.stale : continuation == .page(Website.resumption) ? SignInView.kept : nil
        let notice: HTML? = words.map { Notice(.warning, "<p>\($0[visit.language])</p>").html }
        return page(errors, notice).response(visit.context, status: status)
    }

    /// Too many failures: the same page, with the wait in words.
    func response(waitingUntil until: Date) -> Response {
        let wait = until.timeIntervalSince(visit.now)
        let words = Text.duration(wait)
        let error = FieldError(
            "password",
            Text(
                fr: "Trop d’essais manqués pour cette adresse. Réessayez dans \(words.fr).",
                en: "Too many failed attempts for this address. Try again in \(words.en)."))
        return page([error], nil).response(visit.context, status: .tooManyRequests)
            .with("retry-after", "\(max(1, Int(wait.rounded(.up))))")
    }

    // MARK: - Words

    static let refused = FieldError(
        "email", Text(fr: "Adresse ou mot de passe incorrect", en: "Wrong address or password"))
    static let wrongPassword = FieldError("password", Text(fr: "Mot de passe incorrect", en: "Wrong password"))
    static let missingPassword = FieldError(
        "password", Text(fr: "Saisissez votre mot de passe", en: "Enter your password"))

    static func missing(email: String, password: String) -> [FieldError] {
        var errors: [FieldError] = []
        if email.allSatisfy(\.isWhitespace) {
            errors.append(
                FieldError("email", Text(fr: "Saisissez votre adresse électronique", en: "Enter your e-mail address")))
        }
        if password.isEmpty { errors.append(missingPassword) }
        return errors
    }

    private static let stale = Text(
        fr:
            "La page était restée ouverte trop longtemps. Saisissez à nouveau votre adresse et votre mot de passe ; votre navigateur doit accepter les cookies de ce site.",
        en:
            "The page had been open for too long. Enter your address and password again; your browser must accept this site’s cookies."
    )

    private static let kept = Text(
        fr: "Votre session s’était fermée. Ce que vous avez saisi est gardé : connectez-vous pour le retrouver.",
        en: "Your session had closed. What you typed is kept: sign in to find it again.")

    // MARK: - Page

    private var heading: Text {
        guard let waiting else { return Text(fr: "Connexion", en: "Sign in") }
        return Text(fr: "Connexion pour ouvrir \(waiting.application)", en: "Sign in to open \(waiting.application)")
    }

    private var lead: Text {
        if let person = visit.signedIn, asksAgain {
            return Text(
                fr: "\(person.user.displayName), cette application demande que vous confirmiez votre mot de passe.",
                en: "\(person.user.displayName), this application asks you to confirm your password.")
        }
        return Text(
            fr: "Un seul mot de passe pour les applications en ligne du CIG.",
            en: "One password for the CIG’s online applications.")
    }

    private func page(_ errors: [FieldError], _ notice: HTML?) -> Page {
        let language = visit.language
        let content: HTML = """
            <div class="welcome">\(Ornament.lines)<div class="wrap">\(errors.summary(language))\
            <h1>\(heading[language])</h1><p class="lead">\(lead[language])</p>
            <div class="cols"><div class="card">\(notice)\(form(errors))</div>\
            <div class="aside">\(asksAgain ? elsewhere : help)</div></div></div></div>
            """
        return Page(heading, shape: .bands, errors: errors, content: content)
    }

    private func form(_ errors: [FieldError]) -> HTML {
        let language = visit.language
        let address = asksAgain ? visit.signedIn?.user.email ?? "" : email
        let fields: HTML = """
            \(continuation.field.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })\
            \(Field("email", Words.email, kind: .email, value: address, autocomplete: "username",
                isReadOnly: asksAgain, hasFocus: !asksAgain && email.isEmpty).html(language, errors: errors))\
            \(Field("password", Words.password, kind: .password, autocomplete: "current-password", hasFocus: asksAgain)
                .html(language, errors: errors))\
            \(Field.reveal("password", language))\
            \(Button(Words.signIn, .primary).submit(language))
            """
        // It stands in the address too, so that a change of language on this page keeps it.
        return visit.context.form(to: continuation.signInPath, style: "form", fields)
    }

    private var help: HTML {
        let language = visit.language
        let first = Text(
            fr: "Un lien personnel vous permet de créer votre mot de passe.",
            en: "A personal link lets you create your password.")
        let forgotten = Text(
            fr: "Un nouveau lien vous permet d’en choisir un autre.", en: "A new link lets you choose another one.")
        return """
            <section><h2>\(Words.firstVisit[language])</h2><p>\(first[language])</p>\
            <p><a href="/premiere-visite">\(Text(fr: "Recevoir mon lien", en: "Get my link")[language])</a></p></section>\
            <section><h2>\(Words.forgottenPassword[language])</h2><p>\(forgotten[language])</p>\
            <p><a href="/mot-de-passe/oublie">\
            \(Text(fr: "Choisir un nouveau mot de passe", en: "Choose a new password")[language])</a></p></section>
            """
    }

    /// For somebody who finds another person's name on this page.
    private var elsewhere: HTML {
        let language = visit.language
        let title = Text(fr: "Ce n’est pas vous ?", en: "Not you?")
        let advice = Text(
            fr: "Déconnectez cette personne, puis ouvrez à nouveau l’application.",
            en: "Sign this person out, then open the application again.")
        return """
            <section><h2>\(title[language])</h2><p>\(advice[language])</p>\
            \(visit.context.form(to: "/deconnexion", Button(Words.signOut).submit(language)))</section>
            """
    }
}
