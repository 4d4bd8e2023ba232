import Directory
import Accounts
import Crypto
import FoundationEssentials
import HTTP
import Pages

/// The browser in front of us: its session, if it has one, and the mark that ties a waiting request to it.
struct Visitor: Sendable {
    /// The live session, if any.
    let session: Session?
    /// The session's token, which forms of its pages are bound to.
    let token: String?
    /// SHA-256 of the browser's own secret, which exists before anybody signs in; nil when we may not set one.
    let browser: [UInt8]?
    /// What the answer sets: a new browser's secret.
    let cookies: [Cookie]

    /// A browser that sends none of our cookies because another site made it post.
    static let unknown = Visitor(session: nil, token: nil, browser: nil, cookies: [])
}

extension IdentityProvider {
    /// Who makes this request.
    func visitor(of request: Request) throws(Refusal) -> Visitor {
        let token = request.cookies[SiteCookies.session]
        let session: Session?
        do { session = try accounts.session(token: token, at: request.receivedAt) } catch {
            throw Refusal(.failure, "\(error)")
        }
        let (secret, cookie) = website.browser(of: request)
        return Visitor(
            session: session, token: session == nil ? nil : token, browser: Digest.sha256(Array(secret.utf8)),
            cookies: cookie.map { [$0] } ?? [])
    }

    /// The row of the request that `/saml/continue/{id}` names, once it is sure that it belongs to this browser. The
    /// first browser that comes for a cross-site POST makes it its own; a request of another browser is refused.
    func claim(_ request: Request, for visitor: Visitor) throws(Refusal) -> WaitingRoom.Entry {
        do {
            guard let id = request.pathParameters["id"],
                let entry = try waitingRoom.entry(id, at: request.receivedAt)
            else { throw Refusal(.expired, "no request waits under this id") }
            if let browser = entry.browser, let own = visitor.browser, Digest.equal(browser, own) { return entry }
            if let session = entry.session, session == visitor.session?.id.rawValue { return entry }
            if entry.browser == nil, entry.session == nil, let own = visitor.browser,
                try waitingRoom.bind(id, to: own)
            {
                return entry
            }
            throw Refusal(.used, "the request belongs to another browser")
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(.failure, "\(error)")
        }
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
