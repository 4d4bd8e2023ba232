import Accounts
import HTTP
import Markup
import Pages

extension Portal {
    var signOutRoutes: [Route] {
        [
            .get("/deconnexion", handler: open(signOutPage)),
            // Applications are told from server to server before the person is: that may take seconds.
            .post("/deconnexion", lane: .wait, bodyLimit: 4096, handler: open(signOut)),
        ]
    }

    /// `GET /deconnexion`: a link or a bookmark asks first; nothing ends by being looked at.
    private func signOutPage(_ visit: Visit) -> Response {
        guard visit.signedIn != nil else { return .seeOther("/connexion") }
        let language = visit.language
        let title = Text(fr: "Se déconnecter ?", en: "Sign out?")
        let lead = Text(
            fr: "Votre session de Convergences se fermera sur cet appareil.",
            en: "Your Convergences session will end on this device.")
        let content: HTML = """
            <p class="lead">\(lead[language])</p><div class="actions">\
            \(visit.context.form(to: "/deconnexion", Button(Words.signOut, .primary, icon: .signOut).submit(language)))\
            \(Button(Words.backToPortal).link(language, to: "/"))</div>
            """
        return Page(title, content: content).response(visit.context)
    }

    /// `POST /deconnexion`: ends this session and what hangs on it; a page of its own says what came of it, so that Back
    /// and reload find it again.
    private func signOut(_ visit: Visit) throws -> Response {
        if case .failure(let refusal) = try website.form(of: visit.request) {
            // Without a session there is nothing to protect and nothing to end: say so rather than refuse.
            guard visit.signedIn == nil else { return website.refusedForm(refusal, visit.context) }
        }
        guard let person = visit.signedIn else {
            return .seeOther("/connexion").setting(.removing(SiteCookies.session))
        }
        return .seeOther(try services.logout.signOut(person.session, visit.client, visit.now))
            .setting(.removing(SiteCookies.session))
    }
}
