import HTTP
import Markup
import Pages

extension Portal {
    /// Choices kept in this browser, signed in or not.
    var preferenceRoutes: [Route] {
        [
            .post("/langue", bodyLimit: 4096, handler: open { try preference($0, "langue", language) }),
            .post("/apparence", bodyLimit: 4096, handler: open { try preference($0, "apparence", appearance) }),
        ]
    }

    private func language(_ value: String) -> Cookie? {
        Language(rawValue: value).map(Website.remembering)
    }

    private func appearance(_ value: String) -> Cookie? {
        Theme(rawValue: value).map(Website.remembering)
    }

    /// Keeps a choice and goes back to the page it was made on; a value that is none changes nothing.
    private func preference(_ visit: Visit, _ name: String, _ cookie: (String) -> Cookie?) throws -> Response {
        switch try website.form(of: visit.request) {
        case .failure(let refusal): return website.refusedForm(refusal, visit.context)
        case .success(let form):
            let answer = Response.seeOther(Website.localPath(try form.only("retour")))
            guard let cookie = (try form.only(name)).flatMap(cookie) else { return answer }
            return answer.setting(cookie)
        }
    }
}
