import FoundationEssentials
import HTTP
import Markup
import PageInspection
import Pages

/// A browser as far as the portal sees one: keeps cookies, follows nothing by itself, fills in forms it was shown.
final class Browser {
    let site: Valmont
    var language = Language.fr
    var now = Valmont.morning
    private(set) var cookies: [String: String] = [:]
    private(set) var lastPage: PageInspection?

    init(_ site: Valmont) {
        self.site = site
    }

    @discardableResult
    func get(_ path: String) throws -> Response {
        try send(.get, path)
    }

    /// Sends the fields with the token of the page that was shown last.
    @discardableResult
    func post(_ path: String, _ fields: [(name: String, value: String)] = []) throws -> Response {
        let token = lastPage?.value(of: "jeton").map { [(name: "jeton", value: $0)] } ?? []
        return try send(.post, path, Parameters(token + fields))
    }

    @discardableResult
    func send(_ method: HTTP.Method, _ path: String, _ form: Parameters? = nil, _ more: Headers = [:]) throws
        -> Response
    {
        var headers = more
        headers["accept-language"] = language.rawValue
        headers["user-agent"] = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
        if !cookies.isEmpty {
            headers["cookie"] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                .joined(separator: "; ")
        }
        if form != nil { headers["content-type"] = "application/x-www-form-urlencoded" }
        let request = try Request(
            method, path, headers: headers, body: Array((form?.encoded ?? "").utf8), receivedAt: now,
            reference: "7K3M-X9QF")
        let answer = site.router.answer(request)
        for cookie in answer.cookies { cookies[cookie.name] = cookie.maxAge == 0 ? nil : cookie.value }
        if answer.headers["content-type"]?.hasPrefix("text/html") == true { lastPage = answer.page }
        return answer
    }

    /// From the sign-in page to the portal.
    @discardableResult
    func signIn(_ given: String, _ family: String, _ password: String = Valmont.password) throws -> Response {
        try get("/connexion")
        return try post(
            "/connexion", [("email", Valmont.address(given, family)), ("password", password)])
    }

    /// What somebody else may have put into this browser.
    func plant(_ cookie: String, _ value: String) {
        cookies[cookie] = value
    }

    func forget(_ cookie: String) {
        cookies[cookie] = nil
    }

    /// Opens the same cookies again, as a copy of this browser's profile would.
    func copy() -> Browser {
        let copy = Browser(site)
        copy.cookies = cookies
        copy.now = now
        return copy
    }
}

extension Response {
    var page: PageInspection { PageInspection(String(decoding: body, as: UTF8.self)) }
    var location: String? { headers["location"] }
    func sets(_ cookie: String) -> Cookie? { cookies.last { $0.name == cookie } }
}
