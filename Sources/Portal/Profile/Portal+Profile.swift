import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

extension Portal {
    var profileRoutes: [Route] {
        [
            .get("/profil", access: .signedIn, handler: signedIn { try profile($0, $1).response() }),
            .post(
                "/profil", lane: .hash, access: .signedIn, bodyLimit: 16 * 1024,
                handler: signedInForm(changePassword)),
        ]
    }

    private func profile(_ visit: Visit, _ person: SignedInVisit) throws -> ProfileView {
        let user = person.user
        let known = try directory.read { directory throws(DirectoryError) in
            var designations: [(Structure, Date)] = []
            for designation in try directory.designations(of: user.id, at: visit.now) {
                if let structure = try directory.structure(designation.structure) {
                    designations.append((structure, designation.since))
                }
            }
            return ProfileView.Directory(
                structures: try directory.affiliations(of: user.id).map(\.structureName),
                designations: designations,
                entitlements: try directory.entitlements(of: user.id),
                referents: try directory.referents(forUser: user.id, at: visit.now))
        }
        let sessions = try accounts.sessions(of: user.id, at: visit.now).count
        return ProfileView(visit: visit, user: user, directory: known, sessions: sessions, policy: accounts.policy)
    }

    /// The current password again, then the new one: a browser left open does not give the account away.
    private func changePassword(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let current = try form.only("actuel") ?? ""
        let new = try form.only("nouveau") ?? ""
        var errors: [FieldError] = []
        if current.isEmpty {
            errors.append(
                FieldError(
                    "actuel", Text(fr: "Saisissez votre mot de passe actuel", en: "Enter your current password")))
        }
        if new.isEmpty { errors.append(FieldError("nouveau", PasswordWords.message([], isEmpty: true))) }
        guard errors.isEmpty else { return try profile(visit, person).response(errors: errors) }
        let outcome = try accounts.changePassword(
            person.session, current: current, new: new, client: visit.client, at: visit.now)
        switch outcome {
        case .changed(let token):
            let done = Text(
                fr: "Votre mot de passe est changé ; vos autres sessions sont fermées.",
                en: "Your password is changed; your other sessions are closed.")
            return Response.seeOther("/profil").setting(Cookie(SiteCookies.session, token))
                .telling(.done(done, visit.language))
        case .wrongPassword:
            errors = [FieldError("actuel", Text(fr: "Mot de passe actuel incorrect", en: "Wrong current password"))]
        case .throttled(let until):
            let wait = Text.duration(until.timeIntervalSince(visit.now))
            errors = [
                FieldError(
                    "actuel",
                    Text(
                        fr: "Trop d’essais manqués. Réessayez dans \(wait.fr)",
                        en: "Too many failed attempts. Try again in \(wait.en)"))
            ]
        case .refused(let refusals):
            errors = [FieldError("nouveau", PasswordWords.message(refusals))]
        }
        return try profile(visit, person).response(errors: errors)
    }
}
