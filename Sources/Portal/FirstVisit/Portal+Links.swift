import Accounts
import Directory
import HTTP
import Markup
import Pages

extension Portal {
    /// Links that were given to a person: a first password, or a new one.
    var linkRoutes: [Route] {
        LinkPlace.allCases.flatMap { place -> [Route] in
            [
                .get(
                    "\(place.path)/{jeton}", isSecret: true,
                    handler: open { visit in
                        // The token leaves the address at once (history, Referer, shoulder); looking consumes nothing.
                        Response.seeOther(place.path).setting(
                            Cookie(
                                SiteCookies.link, String((visit.request.pathParameters["jeton"] ?? "").prefix(128)),
                                maxAge: 3600))
                    }),
                .get(place.path, handler: open { try linkPage($0, place) }),
                .post(place.path, lane: .hash, bodyLimit: 16 * 1024, handler: open { try useLink($0, place) }),
            ]
        }
    }

    private func linkPage(_ visit: Visit, _ place: LinkPlace) throws -> Response {
        let token = visit.request.cookies[SiteCookies.link] ?? ""
        switch try accounts.peekLink(token, at: visit.now) {
        case .usable(let link): return try linkView(visit, place, link).response()
        case let state: return DeadLinkView(state).response(visit.context)
        }
    }

    private func useLink(_ visit: Visit, _ place: LinkPlace) throws -> Response {
        let form: Parameters
        switch try website.form(of: visit.request) {
        case .success(let posted): form = posted
        case .failure(.otherSite): return website.refusedForm(.otherSite, visit.context)
        // The link is still good: show its page again, with a form that is.
        case .failure(.stale): return .seeOther(place.path)
        }
        let token = visit.request.cookies[SiteCookies.link] ?? ""
        let password = try form.only("password") ?? ""
        switch try accounts.useLink(token, password: password, client: visit.client, at: visit.now) {
        case .unusable(let state): return DeadLinkView(state).response(visit.context)
        case .refused(let refusals):
            guard case .usable(let link) = try accounts.peekLink(token, at: visit.now) else {
                return DeadLinkView(.expired).response(visit.context)
            }
            let message = PasswordWords.message(refusals, isEmpty: password.isEmpty)
            return try linkView(visit, place, link).response(errors: [FieldError("password", message)])
        case .signedIn(let signedIn):
            if let old = visit.signedIn { try accounts.endSession(old.session, from: visit.client, at: visit.now) }
            let done = Text(
                fr: "Votre mot de passe est enregistré et vous êtes connecté.",
                en: "Your password is saved and you are signed in.")
            return response(signedIn, to: "/").setting(.removing(SiteCookies.link))
                .telling(.done(done, visit.language))
        }
    }

    private func linkView(_ visit: Visit, _ place: LinkPlace, _ link: Link) throws -> LinkView {
        let (user, structures) = try directory.read { directory in
            (
                try directory.signedInUser(link.user, at: visit.now),
                try directory.affiliations(of: link.user).map(\.structureName)
            )
        }
        // A link is usable only while its account is live: `peekLink` has just said so.
        guard let user else { throw DirectoryError.notLive }
        return LinkView(
            visit: visit, place: place, link: link, user: user, structures: structures, policy: accounts.policy)
    }
}

/// The two addresses that links lead to.
enum LinkPlace: CaseIterable, Sendable {
    case firstVisit, newPassword

    var path: String {
        switch self {
        case .firstVisit: "/bienvenue"
        case .newPassword: "/mot-de-passe/nouveau"
        }
    }
}
