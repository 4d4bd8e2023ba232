import Accounts
import Directory
import HTTP
import Markup
import Pages

extension Portal {
    var sessionRoutes: [Route] {
        [
            .get("/profil/sessions", access: .signedIn, handler: signedIn(sessionsPage)),
            .post(
                "/profil/sessions/fermer", access: .signedIn, bodyLimit: 4096, handler: signedInForm(closeSession)),
            .post(
                "/profil/sessions/fermer-les-autres", access: .signedIn, bodyLimit: 4096,
                handler: signedInForm(closeOthers)),
        ]
    }

    private func sessionsPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let all = try accounts.sessions(of: person.user.id, at: visit.now)
        var opened: [ID<Session>: [Portal.OpenedApplication]] = [:]
        for session in all { opened[session.id] = try services.signOn.opened(session.id) }
        let view = SessionsView(
            visit: visit, current: person.session, others: all.filter { $0.id != person.session.id }, opened: opened)
        return view.page.response(visit.context)
    }

    private func closeSession(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        guard let id = (try form.only("session")).flatMap({ ID<Session>($0) }), id != person.session.id else {
            return errorPage(.badRequest, visit.request)
        }
        let answer = Response.seeOther("/profil/sessions")
        guard try accounts.endSession(id, of: person.user.id, at: visit.now) else {
            let gone = Text(fr: "Cette session était déjà fermée.", en: "That session had ended already.")
            return answer.telling(.done(gone, visit.language))
        }
        let done = Text(fr: "La session est fermée.", en: "The session is closed.")
        return answer.telling(.done(done, visit.language))
    }

    private func closeOthers(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        // The rows that go may include some that had run out: the person is told of those that were open.
        let ended = try accounts.sessions(of: person.user.id, at: visit.now).count { $0.id != person.session.id }
        try accounts.endSessions(of: person.user.id, except: person.session.id, at: visit.now)
        let count = Numbers.counted(
            ended, one: Text(fr: "autre session fermée", en: "other session closed"),
            many: Text(fr: "autres sessions fermées", en: "other sessions closed"), visit.language)
        let done = Text(fr: "\(count).", en: "\(count).")
        return Response.seeOther("/profil/sessions").telling(.done(done, visit.language))
    }
}
