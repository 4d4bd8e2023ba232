import Accounts
import Crypto
import Directory
import FoundationEssentials
import HTTP
import Pages

/// The browser in front of us: its session, if it has one, and the mark that ties a waiting request to it.
struct Visitor: Sendable {
    /// The live session, if any.
    let session: Session?
    /// What forms of its pages are bound to: the session's token or, before anybody signs in, the browser's own secret.
    let secret: String?
    /// SHA-256 of the browser's own secret, which exists before anybody signs in; nil when we may not set one.
    let browser: [UInt8]?
    /// What the answer sets: a new browser's secret.
    let cookies: [Cookie]

    /// A browser that sends none of our cookies because another site made it post.
    static let unknown = Visitor(session: nil, secret: nil, browser: nil, cookies: [])
}

extension IdentityProvider {
    /// Who makes this request.
    func visitor(of request: Request) throws -> Visitor {
        let token = request.cookies[SiteCookies.session]
        let session = try accounts.session(token: token, at: request.receivedAt)
        let (secret, cookie) = website.browser(of: request)
        return Visitor(
            session: session, secret: session == nil ? secret : token, browser: Digest.sha256(Array(secret.utf8)),
            cookies: cookie.map { [$0] } ?? [])
    }
}

extension Response {
    /// The same answer with cookies to set.
    func setting(_ cookies: [Cookie]) -> Response {
        var response = self
        response.cookies += cookies
        return response
    }
}
