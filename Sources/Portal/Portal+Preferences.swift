import Directory
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

    /// In the profile the choice is the person's, for their mails too; elsewhere it is this browser's alone.
    private func keepForMail(_ value: String, _ visit: Visit, from page: String) throws {
        guard page == "/profil", let user = visit.signedIn?.user.id, let language = Language(rawValue: value)
        else { return }
        try directory.change(by: .user(user), at: visit.now) { change in
            try change.setLanguage(language, of: user)
        }
    }

    private func appearance(_ value: String) -> Cookie? {
        Theme(rawValue: value).map(Website.remembering)
    }

    /// Keeps a choice and goes back to the page it was made on; a value that is none changes nothing.
    private func preference(_ visit: Visit, _ name: String, _ cookie: (String) -> Cookie?) throws -> Response {
        switch try website.form(of: visit.request) {
        case .failure(let refusal): return website.refusedForm(refusal, visit.context)
        case .success(let form):
            let page = Website.localPath(try form.only("retour"))
            guard let value = try form.only(name), let cookie = cookie(value) else { return .seeOther(page) }
            if name == "langue" { try keepForMail(value, visit, from: page) }
            return Response.seeOther(page).setting(cookie)
        }
    }
}
