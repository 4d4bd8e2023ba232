import Accounts
import Crypto
import Directory
import FoundationEssentials
import HTTP
import Pages
import SAML

// Requests that wait: how they are kept for their browser, found again, and answered once.
extension IdentityProvider {
    /// Where a waiting request goes on.
    static func path(of id: String) -> String { "/saml/continue/\(id)" }

    /// Back or reload, too late for the message itself: its own browser finds its request again, others are refused.
    func findAgain(_ stale: StaleMessage, _ request: Request) throws -> Response {
        let visitor = try visitor(of: request)
        guard let row = try pendingRequests.row(of: stale, at: request.receivedAt), row.belongs(to: visitor) else {
            throw stale
        }
        guard row.answeredAt != nil else { return .seeOther(Self.path(of: row.id)) }
        return try returningPage(row.serviceProvider, visitor, request)
    }

    /// The sign-in, which comes back to the waiting request.
    static func signInPath(for id: String) -> String { "/connexion?suite=\(id)" }

    /// Lets a request wait, and leads to where it goes on: to the sign-in when nobody is signed in, else to our own page.
    func park(_ signOnRequest: SignOnRequest, for visitor: Visitor, _ request: Request) throws -> Response {
        let location: String
        switch try pendingRequests.admit(signOnRequest, browser: visitor.browser, at: request.receivedAt) {
        case .new(let id):
            let needsSignIn = visitor.browser != nil && visitor.session == nil
            location = needsSignIn ? Self.signInPath(for: id) : Self.path(of: id)
        case .repeated(let id): location = Self.path(of: id)
        case .full: throw MessageRefusal(.busy, "too many requests wait")
        }
        return Response.seeOther(location).setting(visitor.cookies)
    }

    /// The row of the request that `/saml/continue/{id}` names, once it is sure that it belongs to this browser. The
    /// first browser that comes for a cross-site POST makes it its own; a request of another browser is refused.
    func claim(_ request: Request, for visitor: Visitor) throws -> PendingRequests.Row {
        guard let id = request.pathParameters["id"], let row = try pendingRequests.row(id, at: request.receivedAt)
        else {
            throw MessageRefusal(.expired, "no request waits under this id")
        }
        if row.belongs(to: visitor) { return row }
        if row.hasNoBrowser, let own = visitor.browser, try pendingRequests.bind(id, to: own) { return row }
        throw MessageRefusal(.used, "the request belongs to another browser")
    }

    /// The service provider of a request that waited: while it did, it may have been switched off, or its consumer may
    /// have gone (R8).
    func stillRegistered(_ signOnRequest: SignOnRequest, at now: Date) throws -> RegisteredServiceProvider {
        guard let provider = try registry.serviceProvider(signOnRequest.serviceProvider) else {
            throw MessageRefusal(.unknownServiceProvider, "service provider \(signOnRequest.serviceProvider) is gone")
        }
        try provider.requireAnswered(at: now)
        let consumer = RequestedConsumer.described(
            url: signOnRequest.assertionConsumerService, binding: signOnRequest.binding)
        guard consumer.choose(among: provider.record.settings, allowing: endpointPolicy) != nil else {
            throw MessageRefusal(
                .expired, "service provider \(signOnRequest.serviceProvider) has no longer the consumer asked for")
        }
        return provider
    }

    /// The answer to a request that was answered before: the way back for its own browser, a refusal for others.
    func answeredBefore(_ earlier: PendingRequests.Row, _ visitor: Visitor, _ request: Request) throws -> Response {
        guard earlier.belongs(to: visitor) else {
            let detail = "the request was answered elsewhere"
            throw MessageRefusal(
                .used, detail,
                IntegrationNote(serviceProvider: earlier.serviceProvider, finding: .replayed, detail: detail))
        }
        return try returningPage(earlier.serviceProvider, visitor, request)
    }
}

extension PendingRequests.Row {
    /// Whether it came by a cross-site POST, and no browser has followed yet.
    var hasNoBrowser: Bool { browser == nil && session == nil }

    /// Whether it is this browser's, by its own secret or by the session that was answered with it.
    func belongs(to visitor: Visitor) -> Bool {
        if let browser, let own = visitor.browser, Digest.equal(browser, own) { return true }
        return session != nil && session == visitor.session?.id
    }

    /// Whether it may be answered to its browser: not yet answered, or just now, by a double click, to the same person.
    func mayBeAnswered(for visitor: Visitor, at now: Date) -> Bool {
        guard let answeredAt else { return true }
        return now < answeredAt + PendingRequests.doubleClick && session == visitor.session?.id
    }
}
