import Accounts
import Directory
import FoundationEssentials
import HTTP
import SAML

// The way of a sign-on. Each step is one function of another file; here is their order.
extension IdentityProvider {
    /// `GET` and `POST /saml/sso`: a service provider asks, by HTTP-Redirect or HTTP-POST.
    func signOn(_ request: Request) throws -> Response {
        let accepted: Accepted<AuthnRequest>
        do {
            accepted = try receiver.authnRequest(in: request)  // every check of the message
        } catch let stale as StaleMessage {
            return try findAgain(stale, request)
        }
        let signOnRequest = try SignOnRequest(  // and where its answer goes
            accepted, by: identity.entityID, allowing: endpointPolicy, at: request.receivedAt)
        guard request.method != .post else {
            // Another site's POST comes without our cookies (SameSite=Lax): it waits, and our own page goes on with it.
            return try park(signOnRequest, for: .unknown, request)
        }
        return try continueSignOn(
            signOnRequest, from: accepted.serviceProvider, waitingAs: nil, for: try visitor(of: request), request)
    }

    /// `GET /ouvrir/{application}`: a person opens an application from the portal, from a bookmark or a restored tab.
    func open(_ request: Request) throws -> Response {
        let (signOnRequest, serviceProvider) = try signOnRequest(byOpening: request)
        let visitor = try visitor(of: request)
        guard isOwnNavigation(request) else { return try openingPage(signOnRequest, serviceProvider, visitor, request) }
        return try continueSignOn(signOnRequest, from: serviceProvider, waitingAs: nil, for: visitor, request)
    }

    /// `GET /saml/continue/{id}`: a request that waited goes on, after a sign-in or a cross-site POST; `POST`: with the
    /// structure that the person chose to act for.
    func resume(_ request: Request) throws -> Response {
        let visitor = try visitor(of: request)
        let pending = try claim(request, for: visitor)
        guard var signOnRequest = pending.request, pending.mayBeAnswered(for: visitor, at: request.receivedAt) else {
            return try returningPage(pending.serviceProvider, visitor, request)
        }
        if request.method == .post {
            guard let choice = try choice(in: request) else { return .seeOther(Self.path(of: pending.id)) }
            signOnRequest.choose(choice)
        }
        return try continueSignOn(
            signOnRequest, from: try stillRegistered(signOnRequest, at: request.receivedAt), waitingAs: pending.id,
            for: visitor, request)
    }

    /// From what was asked to the answer, whatever way it came.
    private func continueSignOn(
        _ signOnRequest: SignOnRequest, from serviceProvider: RegisteredServiceProvider, waitingAs id: String?,
        for visitor: Visitor,
        _ request: Request
    ) throws -> Response {
        let now = request.receivedAt
        let keys = try identity.keys.current().signing  // one answer, one state of them
        switch try decide(signOnRequest, from: serviceProvider, for: visitor, by: keys, now) {
        case .signIn:
            guard let id else { return try park(signOnRequest, for: visitor, request) }
            return Response.seeOther(Self.signInPath(for: id)).setting(visitor.cookies)
        case .choose(let entry):
            guard let id else { return try park(signOnRequest, for: visitor, request) }
            return try chooserPage(entry, id, visitor, request)
        case .deny(let denial):
            return try denialPage(denial, serviceProvider.record, visitor, request)
        case .errorResponse(let code, let detail):
            if let earlier = try record.close(signOnRequest, waitingAs: id, for: visitor, at: now) {
                return try answeredBefore(earlier, visitor, request)
            }
            note(code, detail, for: signOnRequest, request)
            let status = try SAML.Status(code, detail)
            let response = try writer.failure(status, to: signOnRequest, at: serviceProvider.record, by: keys, now: now)
            let application = try application(serviceProvider.record.application)
            return try deliver(response, to: signOnRequest, named: application.name, visitor, request)
        case .grant(let grant):
            try remember(signOnRequest, grant)
            switch try record.signOn(grant, signOnRequest, waitingAs: id, for: visitor, at: now) {
            case .answered(let earlier):
                return try answeredBefore(earlier, visitor, request)
            case .recorded(let statement):
                warn(of: serviceProvider, request)
                let response = try writer.success(statement, to: signOnRequest, at: serviceProvider, by: keys, now: now)
                return try deliver(response, to: signOnRequest, named: grant.access.application.name, visitor, request)
            }
        }
    }
}
