import FoundationEssentials
import HTTP
import SAML

extension ServiceProvider {
    /// The routes of signing out; an application that takes no logout messages has only the first two.
    var signOutRoutes: [Route] {
        let own: [Route] = [
            .post("\(home)deconnexion") { request in signOut(request) },
            .post("\(home)deconnexion-partout") { request in signOutEverywhere(request) },
        ]
        guard logout.locations != nil else { return own }
        return own + [
            .get("\(home)slo") { request in exchange(request) },
            .post("\(home)slo/soap") { request in exchangeBySOAP(request) },
        ]
    }

    /// Ends the session here; the one at the portal goes on. The cookie is Lax, so no other site can ask this.
    private func signOut(_ request: Request) -> HTTP.Response {
        memory.end(request.cookies[sessionCookie], of: entityID, at: request.receivedAt)
        return .seeOther(home).setting(.removing(sessionCookie))
    }

    /// Ends the session here and asks the identity provider to end its own, and with it those of all other applications.
    private func signOutEverywhere(_ request: Request) -> HTTP.Response {
        let now = request.receivedAt
        guard let session = memory.session(request.cookies[sessionCookie], of: entityID, at: now) else {
            return .seeOther(home)
        }
        memory.end(request.cookies[sessionCookie], of: entityID, at: now)
        let departure = try? logout.departure(session, browser: request.cookies[browserCookie] ?? "", at: now)
        return .seeOther(departure ?? home).setting(.removing(sessionCookie))
    }

    /// A message of the identity provider by HTTP-Redirect.
    private func exchange(_ request: Request) -> HTTP.Response {
        do {
            switch try logout.arrive(rawQuery: request.rawQuery ?? "", at: request.receivedAt) {
            case .answer(let url): return .seeOther(url)
            case .done(let isComplete): return .html(SignedOutPage(self, isComplete: isComplete).html)
            }
        } catch {
            return .html(SignedOutPage(self, refusal: "\(error)").html, status: .forbidden)
        }
    }

    /// A message of the identity provider from server to server.
    private func exchangeBySOAP(_ request: Request) -> HTTP.Response {
        do {
            return HTTP.Response(
                .ok, contentType: SOAP.contentType, body: try logout.answer(request.body, at: request.receivedAt))
        } catch {
            return HTTP.Response(
                .badRequest, contentType: SOAP.contentType, body: SOAP.fault("refused", isClients: true))
        }
    }
}
