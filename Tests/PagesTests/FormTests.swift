import Crypto
import HTTP
import Markup
import PageInspection
import Testing

@testable import Pages

struct FormTests {
    /// The cookie and the token that a first visit to a page with a form gives.
    private func firstVisit() throws -> (cookie: String, token: String) {
        let answer = Page(Words.signIn, content: "").response(website.context(for: try request()))
        let cookie = try #require(answer.cookie(SiteCookies.preSession))
        return (cookie, try #require(answer.page.value(of: FormToken.field)))
    }

    private func refusal(_ result: Result<Parameters, Website.FormRefusal>) -> Website.FormRefusal? {
        guard case .failure(let refusal) = result else { return nil }
        return refusal
    }

    private func post(_ token: String?, cookie: String?, _ headers: Headers = [:]) throws -> Website.FormRefusal? {
        var headers = headers
        headers["cookie"] = cookie
        let fields = token.map { [(name: FormToken.field, value: $0)] } ?? []
        return refusal(try website.form(of: request(.post, "/connexion", headers: headers, form: Parameters(fields))))
    }

    @Test func `a form goes through with the token and the cookie of its page`() throws {
        let (cookie, token) = try firstVisit()
        #expect(try post(token, cookie: "formulaire=\(cookie)") == nil)
        #expect(try post(token, cookie: "formulaire=\(cookie)", ["origin": "http://localhost"]) == nil)
        #expect(try post(token, cookie: "formulaire=\(cookie)", ["sec-fetch-site": "same-origin"]) == nil)
    }

    @Test func `a form without a token, with another one or without its cookie is refused`() throws {
        let (cookie, token) = try firstVisit()
        #expect(try post(nil, cookie: "formulaire=\(cookie)") == .stale)
        #expect(try post("", cookie: "formulaire=\(cookie)") == .stale)
        #expect(try post(String(token.reversed()), cookie: "formulaire=\(cookie)") == .stale)
        #expect(try post(token, cookie: nil) == .stale)
        #expect(try post(token, cookie: "formulaire=") == .stale)
        #expect(try post(token, cookie: "formulaire=\(Randomness.system.token())") == .stale)
    }

    @Test func `an empty cookie is no secret`() throws {
        #expect(try post(FormToken(secret: "").value, cookie: "formulaire=; session=") == .stale)
    }

    @Test(
        arguments: [
            ["origin": "https://attacker.example"], ["origin": "null"], ["origin": "http://localhost.attacker.example"],
            ["sec-fetch-site": "cross-site"], ["sec-fetch-site": "same-site"],
        ] as [Headers])
    func `a form that another site sent is refused even with a good token`(_ headers: Headers) throws {
        let (cookie, token) = try firstVisit()
        #expect(try post(token, cookie: "formulaire=\(cookie)", headers) == .otherSite)
    }

    @Test func `a token twice is a malformed form`() throws {
        let (cookie, token) = try firstVisit()
        let twice = Parameters([(FormToken.field, token), (FormToken.field, token)])
        let posted = try request(.post, "/connexion", headers: ["cookie": "formulaire=\(cookie)"], form: twice)
        #expect(throws: HTTPError.self) { try website.form(of: posted) }
    }

    @Test func `a form shown before sign-in is still good after it`() throws {
        let (cookie, token) = try firstVisit()
        #expect(try post(token, cookie: "formulaire=\(cookie); session=\(Randomness.system.token())") == nil)
    }

    @Test func `the token of a session is not the token of another`() throws {
        let token = FormToken(secret: "session of one").value
        #expect(try post(token, cookie: "session=session of one") == nil)
        #expect(try post(token, cookie: "session=session of two") == .stale)
    }

    @Test func `the cookie of a form is kept once it is there`() throws {
        let (cookie, _) = try firstVisit()
        let again = website.context(for: try request(headers: ["cookie": "formulaire=\(cookie)"]))
        #expect(again.cookies.isEmpty)
    }

    @Test func `a message posted by another site does not replace the cookie of open forms`() throws {
        let posted = try request(.post, "/saml/sso", headers: ["sec-fetch-site": "cross-site"])
        let context = website.context(for: posted)
        #expect(context.cookies.isEmpty)
        let page = Page(Words.signIn, content: "").response(context).page
        #expect(page.forms.isEmpty, "a form without a token would only be refused")
        #expect(page.faults.isEmpty)
    }

    @Test(arguments: [
        "//attacker.example", "/\\attacker.example", "https://attacker.example", "", "aide", "/a\r\nb", "/aide?x=//y",
    ])
    func `a path to come back to never leaves the site`(_ path: String) {
        #expect(Website.localPath(path) == "/")
    }

    @Test func `a path of ours is come back to`() {
        #expect(Website.localPath("/profil/sessions") == "/profil/sessions")
        #expect(Website.localPath("/connexion?suite=abc234&x=1") == "/connexion?suite=abc234&x=1")
        #expect(Website.localPath(nil) == "/")
    }
}
