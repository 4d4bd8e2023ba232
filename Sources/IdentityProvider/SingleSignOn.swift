import Accounts
import Directory
import FoundationEssentials
import HTTP
import SAML

// The way of a sign-on. Each step is one function of another file; here is their order.
extension IdentityProvider {
    /// `GET` and `POST /saml/sso`: a service provider asks, by HTTP-Redirect or HTTP-POST.
    func signOn(_ request: Request) throws(Refusal) -> Response {
        let accepted = try receiver.authnRequest(in: request)  // every check of the message
        let asked = try Asked(accepted, at: request.receivedAt)  // and where its answer goes
        guard request.method != .post else {
            // Another site's POST comes without our cookies (SameSite=Lax): it waits, and our own page goes on with it.
            return try park(asked, for: .unknown, request)
        }
        return try goOn(asked, waitingAs: nil, for: try visitor(of: request), request)
    }

    /// `GET /ouvrir/{application}`: a person opens an application from the portal, from a bookmark or a restored tab.
    func open(_ request: Request) throws(Refusal) -> Response {
        let asked = try asked(byOpening: request)
        let visitor = try visitor(of: request)
        guard isOwnNavigation(request) else { return try openingPage(asked, visitor, request) }
        return try goOn(asked, waitingAs: nil, for: visitor, request)
    }

    /// `GET /saml/continue/{id}`: a request that waited goes on, after a sign-in or a cross-site POST.
    func resume(_ request: Request) throws(Refusal) -> Response {
        let visitor = try visitor(of: request)
        let entry = try claim(request, for: visitor)
        guard let asked = entry.asked, entry.mayBeAnswered(for: visitor.session?.id.rawValue, at: request.receivedAt)
        else {
            return try returningPage(entry.serviceProvider, visitor, request)
        }
        return try goOn(asked, waitingAs: entry.id, for: visitor, request)
    }

    /// `POST /saml/continue/{id}`: the person chose the structure to act for.
    func choose(_ request: Request) throws(Refusal) -> Response {
        let visitor = try visitor(of: request)
        let entry = try claim(request, for: visitor)
        guard var asked = entry.asked, entry.mayBeAnswered(for: visitor.session?.id.rawValue, at: request.receivedAt)
        else {
            return try returningPage(entry.serviceProvider, visitor, request)
        }
        guard let choice = try choice(in: request) else { return .seeOther(Self.path(of: entry.id)) }
        asked.structure = choice.structure
        if choice.isRemembered { try remember(choice.structure, for: asked, visitor) }
        return try goOn(asked, waitingAs: entry.id, for: visitor, request)
    }

    /// From what was asked to the answer, whatever way it came.
    private func goOn(
        _ asked: Asked, waitingAs id: String?, for visitor: Visitor, _ request: Request
    ) throws(Refusal) -> Response {
        let now = request.receivedAt
        let serviceProvider = try registered(asked.serviceProvider)
        switch try decide(asked, at: serviceProvider, for: visitor, now) {
        case .signIn:
            guard let id else { return try park(asked, for: visitor, request) }
            return Response.seeOther(Self.signInPath(for: id)).setting(visitor.cookies)
        case .choose(let entry):
            guard let id else { return try park(asked, for: visitor, request) }
            return try chooserPage(entry, id, visitor, request)
        case .deny(let denial):
            return try denialPage(denial, asked, visitor, request)
        case .tell(let status):
            guard try record.refusal(of: asked, waitingAs: id, at: now) else {
                return try returningPage(asked.serviceProvider, visitor, request)
            }
            return try deliver(try failure(status, asked, serviceProvider, now), asked, request)
        case .grant(let grant):
            switch try record.signOn(grant, asked, waitingAs: id, at: now) {
            case .answered(let earlier): return try answeredBefore(earlier, visitor, request)
            case .recorded(let statement):
                return try deliver(try success(statement, asked, serviceProvider, now), asked, request)
            }
        }
    }
}
