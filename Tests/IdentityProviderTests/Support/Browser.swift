import Accounts
import Crypto
import FoundationEssentials
import HTTP
import PageInspection
import Pages
import Synchronization

@testable import IdentityProvider

/// A browser with its cookies.
final class Browser: Sendable {
    let site: Site
    private let jar = Mutex<[String: String]>([:])

    init(_ site: Site) { self.site = site }

    /// A browser in which that person has just signed in.
    convenience init(_ site: Site, signedIn name: String) throws {
        self.init(site)
        try signIn(name)
    }

    /// Types the password on the sign-in page, whose cookie the browser then has.
    func signIn(_ name: String) throws {
        let outcome = try site.accounts.signIn(
            email: "\(name)@ville-valmont.example", password: Site.password,
            client: Client(address: "192.0.2.1", userAgent: nil, deviceToken: nil), at: site.now)
        guard case .signedIn(let signedIn) = outcome else { throw NotSignedIn() }
        jar.withLock { jar in jar[SiteCookies.session] = signedIn.sessionToken }
    }

    struct NotSignedIn: Error {}

    /// Forgets the session, as the sign-out does.
    func signOut() { jar.withLock { jar in jar[SiteCookies.session] = nil } }

    var session: Session {
        get throws {
            let token = jar.withLock { jar in jar[SiteCookies.session] }
            return try site.accounts.session(token: token, at: site.now).orThrow()
        }
    }

    /// A top-level navigation; pages and bookmarks say `none` or `same-origin`, other sites' links `cross-site`.
    func get(_ target: String, from origin: String? = "none", headers: Headers = [:]) throws -> Response {
        var headers = headers
        if let origin { headers["sec-fetch-site"] = origin }
        return try send(.get, target, headers: headers, form: nil, withCookies: true)
    }

    /// A form of ours.
    /// What a mail scanner sends to look at a link.
    func head(_ target: String) throws -> Response {
        try send(.head, target, headers: [:], form: nil, withCookies: true)
    }

    func post(_ target: String, _ form: [Field], from origin: String = "same-origin") throws -> Response {
        try send(.post, target, headers: ["sec-fetch-site": origin], form: form, withCookies: true)
    }

    /// A form of another site: our cookies stay at home (SameSite=Lax).
    func crossPost(_ target: String = "/saml/sso", _ form: [Field]) throws -> Response {
        try send(.post, target, headers: ["sec-fetch-site": "cross-site"], form: form, withCookies: false)
    }

    /// Goes where an answer leads.
    func follow(_ response: Response) throws -> Response {
        try get(try response.headers["location"].orThrow())
    }

    private func send(
        _ method: HTTP.Method, _ target: String, headers: Headers, form: [Field]?, withCookies: Bool
    ) throws -> Response {
        var headers = headers
        if form != nil { headers["content-type"] = "application/x-www-form-urlencoded" }
        if withCookies {
            let prefix = site.publicURL.isSecure ? "__Host-" : ""
            let cookies = jar.withLock { jar in jar.map { "\(prefix)\($0)=\($1)" } }
            if !cookies.isEmpty { headers["cookie"] = cookies.joined(separator: "; ") }
        }
        let request = try Request(
            method, target, headers: headers, body: Array(Parameters(form ?? []).encoded.utf8),
            publicURL: site.publicURL, receivedAt: site.now, reference: "7K3M-X9QF")
        let response = site.router.answer(request)
        jar.withLock { jar in
            for cookie in response.cookies { jar[cookie.name] = cookie.maxAge == 0 ? nil : cookie.value }
        }
        return response
    }
}

extension Response {
    var text: String { String(decoding: body, as: UTF8.self) }
    var page: PageInspection { PageInspection(text) }
    /// What is wrong with the page; people may write their own names as they like.
    var faults: [String] { page.faults.filter { !$0.contains("N'Guyen") } }
    var location: String { headers["location"] ?? "" }

    /// The id of the request that waits, out of `/connexion?suite=…` or `/saml/continue/…`.
    var waitingID: String {
        String(location.dropFirst(location.hasPrefix("/saml") ? "/saml/continue/".count : "/connexion?suite=".count))
    }
}
