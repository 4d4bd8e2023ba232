import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

extension Portal {
    var signInRoutes: [Route] {
        [
            .get("/connexion", handler: open(signInPage)),
            .post("/connexion", lane: .hash, bodyLimit: 16 * 1024, handler: open(signIn)),
        ]
    }

    /// `GET /connexion`: asks, unless the person is signed in already and nothing wants a fresh proof.
    private func signInPage(_ visit: Visit) throws -> Response {
        let query = visit.request.query
        let continuation = Continuation(query[Continuation.parameter], page: query[Continuation.pageParameter])
        // Who comes back from an application that kept the browser goes on signing out.
        if case .applications = continuation, visit.signedIn == nil,
            let logout = visit.request.cookies[SiteCookies.logout],
            let path = try services.logout.unfinished(logout, visit.now)
        {
            return .seeOther(path)
        }
        let view = try SignInView(visit, continuation, waiting: waiting(continuation, visit))
        return view.isNeeded ? view.response() : .seeOther(continuation.path)
    }

    /// `POST /connexion`: the same words and the same work for an unknown address and a wrong password.
    private func signIn(_ visit: Visit) throws -> Response {
        let form: Parameters
        switch try website.form(of: visit.request) {
        case .success(let posted): form = posted
        case .failure(.otherSite): return website.refusedForm(.otherSite, visit.context)
        case .failure(.stale):
            let view = SignInView(visit, .applications, waiting: nil)
            return view.isNeeded ? view.response(staleForm: true) : .seeOther("/")
        }
        let query = visit.request.query
        let continuation = Continuation(
            try form.only(Continuation.parameter) ?? query.only(Continuation.parameter),
            page: try form.only(Continuation.pageParameter) ?? query.only(Continuation.pageParameter))
        var view = try SignInView(visit, continuation, waiting: waiting(continuation, visit))
        view.email = try form.only("email") ?? ""
        let password = try form.only("password") ?? ""
        if let person = visit.signedIn, view.asksAgain {
            return try proveAgain(visit, person, password: password, view)
        }
        let missing = SignInView.missing(email: view.email, password: password)
        guard missing.isEmpty else { return view.response(errors: missing) }
        switch try accounts.signIn(email: view.email, password: password, client: visit.client, at: visit.now) {
        case .refused: return view.response(errors: [SignInView.refused])
        case .throttled(let until): return view.response(waitingUntil: until)
        case .signedIn(let signedIn):
            // The browser gets a new token (no fixation), so the session it held until now ends.
            if let old = visit.signedIn {
                try accounts.endSession(old.session, from: visit.client, at: visit.now)
            }
            return response(signedIn, to: try destination(of: signedIn.session.user, continuation, visit))
        }
    }

    /// A service provider wants a fresh proof of who is signed in (`ForceAuthn`): the session stays, with a new token.
    private func proveAgain(
        _ visit: Visit, _ person: SignedInVisit, password: String, _ view: SignInView
    ) throws -> Response {
        guard !password.isEmpty else { return view.response(errors: [SignInView.missingPassword]) }
        switch try accounts.confirm(person.session, password: password, client: visit.client, at: visit.now) {
        case .wrongPassword: return view.response(errors: [SignInView.wrongPassword])
        case .throttled(let until): return view.response(waitingUntil: until)
        case .confirmed(let token):
            return Response.seeOther(view.continuation.path).setting(Cookie(SiteCookies.session, token))
        }
    }

    /// Goes on as the person who has just signed in: the cookies of the session and of the device.
    func response(_ signedIn: SignedIn, to path: String) -> Response {
        Response.seeOther(path)
            .setting(Cookie(SiteCookies.session, signedIn.sessionToken))
            .setting(
                Cookie(SiteCookies.device, signedIn.deviceToken, maxAge: Int(accounts.figures.deviceMemory)))
    }

    /// Who has a power and a password too short for it chooses a longer one first; an application that waits is opened
    /// all the same, since that uses no power.
    private func destination(of user: ID<User>, _ continuation: Continuation, _ visit: Visit) throws -> String {
        if case .signOn = continuation { return continuation.path }
        let person = try directory.read { view in try view.signedInUser(user, at: visit.now) }
        guard let person, person.isOperator || person.isReferent, try accounts.needsLongerPassword(user) else {
            return continuation.path
        }
        return PasswordChange.path(thenTo: continuation.path)
    }

    private func waiting(_ continuation: Continuation, _ visit: Visit) throws -> Portal.WaitingSignOn? {
        guard let id = continuation.id else { return nil }
        return try services.signOn.waiting(id, visit.now)
    }
}
