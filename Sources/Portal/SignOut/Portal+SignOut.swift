import Accounts
import HTTP
import Markup
import Pages

extension Portal {
    var signOutRoutes: [Route] {
        [
            .get("/deconnexion", handler: open(signOutPage)),
            .post("/deconnexion", bodyLimit: 4096, handler: open(signOut)),
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

    /// `POST /deconnexion`: ends this session, then says what it could not end.
    private func signOut(_ visit: Visit) throws -> Response {
        if case .failure(let refusal) = try website.form(of: visit.request) {
            // Without a session there is nothing to protect and nothing to end: say so rather than refuse.
            guard visit.signedIn == nil else { return website.refusedForm(refusal, visit.context) }
        }
        var opened: [Neighbours.OpenedApplication] = []
        if let person = visit.signedIn {
            opened = try neighbours.opened(person.session.id)
            try accounts.endSession(person.session, from: visit.client, at: visit.now)
        }
        let context = website.context(for: visit.request)
        return SignedOutView(opened: opened, context: context).page.response(context)
            .setting(.removing(SiteCookies.session))
    }
}
