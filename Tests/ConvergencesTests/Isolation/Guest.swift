import Accounts
import Directory
import FoundationEssentials
import HTTP
import PageInspection
import Site

@testable import Convergences

extension IsolationSite {
    /// A person signed in, in front of a browser; nil for nobody.
    func guest(_ user: ID<User>?, at moment: Date = now) throws -> Guest {
        guard let user else { return Guest(self, session: nil, at: moment) }
        let link = try site.accounts.createLink(for: user, by: .commandLine("test"), at: moment - 3600)
        let client = Client(address: "192.0.2.1", userAgent: nil, deviceToken: nil)
        let outcome = try site.accounts.useLink(
            link.token, password: "soleil girafe comptoir neige", client: client, at: moment - 60)
        guard case .signedIn(let signedIn) = outcome else { throw TestFailure("not signed in") }
        return Guest(self, session: signedIn.sessionToken, at: moment)
    }
}

/// A browser as far as these tests see one: its cookies and the token of its forms.
final class Guest {
    private let site: IsolationSite
    private(set) var cookies: [String: String]
    private var token: String?
    /// When its requests come.
    var moment: Date

    init(_ site: IsolationSite, session: String?, at moment: Date) {
        self.site = site
        self.moment = moment
        cookies = session.map { ["session": $0] } ?? [:]
    }

    func get(_ path: String, _ headers: Headers = [:]) throws -> Response { try send(.get, path, nil, headers) }

    /// Sends fields with a token that the server takes for this browser's own.
    func post(_ path: String, _ fields: [PageForm.Field] = []) throws -> Response {
        if token == nil {
            let page = try get(cookies["session"] == nil ? "/connexion" : "/profil")
            token = PageInspection(page.text).value(of: "jeton")
        }
        let others = fields.filter { $0.name != "jeton" }.map { (name: $0.name, value: $0.value) }
        return try send(.post, path, Parameters([(name: "jeton", value: token ?? "")] + others))
    }

    /// Sends fields from another site's page: without this browser's cookies.
    func postFromElsewhere(_ path: String, _ fields: [(name: String, value: String)]) throws -> Response {
        try Guest(site, session: nil, at: moment).send(.post, path, Parameters(fields))
    }

    /// Takes over a cookie of another browser, as a thief would.
    func take(_ cookie: String, from other: Guest) { cookies[cookie] = other.cookies[cookie] }

    private func send(
        _ method: HTTP.Method, _ path: String, _ form: Parameters?, _ more: Headers = [:]
    ) throws -> Response {
        var headers = more
        headers["accept-language"] = "fr"
        if !cookies.isEmpty {
            headers["cookie"] = cookies.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: "; ")
        }
        if form != nil { headers["content-type"] = "application/x-www-form-urlencoded" }
        let request = try Request(
            method, path, headers: headers, body: Array((form?.encoded ?? "").utf8), receivedAt: moment)
        let answer = site.service.router.answer(request)
        for cookie in answer.cookies where Self.kept.contains(cookie.name) { cookies[cookie.name] = cookie.value }
        return answer
    }

    /// What ties a browser to what it began; sessions are given by the tests.
    private static let kept: Set = ["formulaire", "reprise"]
}

extension Response {
    /// The whole body as text, streamed or not.
    var text: String {
        var bytes = body
        while let piece = try? stream?.next() { bytes += piece }
        return String(decoding: bytes, as: UTF8.self)
    }
}
