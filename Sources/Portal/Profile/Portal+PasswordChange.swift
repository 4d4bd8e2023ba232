import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// A person who was given a power since they chose their password chooses a longer one before they use it; the page then
// leads on to where they were going.
extension Portal {
    var passwordChangeRoutes: [Route] {
        [
            .get(
                PasswordChange.path, access: .signedIn,
                handler: signedIn { visit, person in
                    let next = Website.localPath(visit.request.query["retour"])
                    return PasswordChangeView(visit: visit, person: person, policy: accounts.policy, next: next)
                        .response([])
                }),
            .post(
                PasswordChange.path, lane: .hash, access: .signedIn, bodyLimit: 16 * 1024,
                handler: signedInForm(chooseLongerPassword)),
        ]
    }

    private func chooseLongerPassword(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let next = Website.localPath(try form.only("retour"))
        switch try passwordChange(visit, person, form) {
        case .failure(let refused):
            return PasswordChangeView(visit: visit, person: person, policy: accounts.policy, next: next)
                .response(refused.errors)
        case .success(let token): return passwordChanged(token, to: next, visit)
        }
    }

    /// Why a password was not changed, beside the fields.
    struct PasswordNotChanged: Error {
        let errors: [FieldError]
    }

    /// The current password again, then the new one: a browser left open does not give the account away. Answers the
    /// session's new token.
    func passwordChange(
        _ visit: Visit, _ person: SignedInVisit, _ form: Parameters
    ) throws -> Result<String, PasswordNotChanged> {
        let current = try form.only("actuel") ?? ""
        let new = try form.only("nouveau") ?? ""
        var errors: [FieldError] = []
        if current.isEmpty {
            errors.append(
                FieldError(
                    "actuel", Text(fr: "Saisissez votre mot de passe actuel", en: "Enter your current password")))
        }
        if new.isEmpty { errors.append(FieldError("nouveau", PasswordWords.message([], isEmpty: true))) }
        guard errors.isEmpty else { return .failure(PasswordNotChanged(errors: errors)) }
        let outcome = try accounts.changePassword(
            person.session, current: current, new: new, client: visit.client, at: visit.now)
        let error: FieldError
        switch outcome {
        case .changed(let token): return .success(token)
        case .wrongPassword:
            error = FieldError("actuel", Text(fr: "Mot de passe actuel incorrect", en: "Wrong current password"))
        case .throttled(let until):
            let wait = Text.duration(until.timeIntervalSince(visit.now))
            error = FieldError(
                "actuel",
                Text(
                    fr: "Trop d’essais manqués. Réessayez dans \(wait.fr)",
                    en: "Too many failed attempts. Try again in \(wait.en)"))
        case .refused(let refusals): error = FieldError("nouveau", PasswordWords.message(refusals))
        }
        return .failure(PasswordNotChanged(errors: [error]))
    }

    func passwordChanged(_ token: String, to path: String, _ visit: Visit) -> Response {
        let done = Text(
            fr: "Votre mot de passe est changé ; vos autres sessions sont fermées.",
            en: "Your password is changed; your other sessions are closed.")
        return Response.seeOther(path).setting(Cookie(SiteCookies.session, token))
            .telling(.done(done, visit.language))
    }
}

/// Why a longer password is asked for, and its form.
struct PasswordChangeView {
    let visit: Visit
    let person: SignedInVisit
    let policy: PasswordPolicy
    /// Where the person was going.
    let next: String

    func response(_ errors: [FieldError]) -> Response {
        let language = visit.language
        let subject = PasswordSubject(texts: [], holdsPowers: person.user.isReferent || person.user.isOperator)
        let title = Text(fr: "Choisissez un mot de passe plus long", en: "Choose a longer password")
        let power =
            person.user.isOperator
            ? Text(fr: "opérateur du portail", en: "operator of the portal")
            : Text(fr: "référent administrateur", en: "delegated administrator")
        let lead = Text(
            fr:
                "Vous êtes maintenant \(power.fr) : votre mot de passe protège aussi les comptes des autres. Il lui faut au moins \(policy.minimumForPowers) caractères.",
            en:
                "You are now \(power.en): your password protects other people’s accounts too. It needs at least \(policy.minimumForPowers) characters."
        )
        let fields: HTML = """
            <input type="hidden" name="retour" value="\(next)">\
            <input type="hidden" name="email" value="\(person.user.email)" autocomplete="username">\
            \(Field("actuel", Text(fr: "Mot de passe actuel", en: "Current password"), kind: .password,
                autocomplete: "current-password", hasFocus: true).html(language, errors: errors))\
            \(Field("nouveau", Text(fr: "Nouveau mot de passe", en: "New password"), kind: .password,
                hint: PasswordWords.rules(policy, for: subject, language), autocomplete: "new-password")
                .html(language, errors: errors))\
            \(Field.reveal("nouveau", language))\
            <p class="actions">\(Button(Text(fr: "Enregistrer et continuer", en: "Save and go on"), .primary)
                .submit(language))\(later(language))</p>
            """
        let content: HTML = """
            <p class="lead">\(lead[language])</p><div class="cols"><div class="card">\
            \(visit.context.form(to: PasswordChange.path, style: "form", fields))</div>\
            <div class="aside"><section><h2>\(PasswordWords.adviceTitle[language])</h2>\
            <p>\(PasswordWords.advice[language])</p></section></div></div>
            """
        return Page(title, crumbs: [Crumb(Words.profile, "/profil")], errors: errors, content: content)
            .response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// Opening applications needs no power: nobody is kept from work.
    private func later(_ language: Language) -> HTML {
        let words = Text(fr: "Plus tard : ouvrir mes applications", en: "Later: open my applications")
        return "<a class=\"btn quiet\" href=\"/\">\(words[language])</a>"
    }
}
