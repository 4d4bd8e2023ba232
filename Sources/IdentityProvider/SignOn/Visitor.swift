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

    /// The row of the request that `/saml/continue/{id}` names, once it is sure that it belongs to this browser. The
    /// first browser that comes for a cross-site POST makes it its own; a request of another browser is refused.
    func claim(_ request: Request, for visitor: Visitor) throws -> WaitingRoom.Entry {
        guard let id = request.pathParameters["id"], let entry = try waitingRoom.entry(id, at: request.receivedAt)
        else {
            throw Refusal(.expired, "no request waits under this id")
        }
        if entry.belongs(to: visitor) { return entry }
        if entry.isNobodys, let own = visitor.browser, try waitingRoom.bind(id, to: own) { return entry }
        throw Refusal(.used, "the request belongs to another browser")
    }
}

extension WaitingRoom.Entry {
    /// Whether it came by a cross-site POST, and no browser has followed yet.
    var isNobodys: Bool { browser == nil && session == nil }

    /// Whether it is this browser's, by its own secret or by the session that was answered with it.
    func belongs(to visitor: Visitor) -> Bool {
        if let browser, let own = visitor.browser, Digest.equal(browser, own) { return true }
        return session != nil && session == visitor.session?.id
    }

    /// Whether it may be answered to its browser: not yet answered, or just now, by a double click, to the same person.
    func mayBeAnswered(for visitor: Visitor, at now: Date) -> Bool {
        guard let answeredAt else { return true }
        return now < answeredAt + WaitingRoom.doubleClick && session == visitor.session?.id
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
