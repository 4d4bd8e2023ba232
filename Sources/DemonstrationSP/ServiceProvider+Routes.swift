import Crypto
import FoundationEssentials
import HTTP
import Markup
import SAML

extension ServiceProvider {
    /// The names of its cookies: four applications share one host here, and the portal's host may be the same name.
    var sessionCookie: String { "demo-\(application.slug)" }
    var browserCookie: String { "demo-\(application.slug)-depart" }
    var home: String { "/\(application.slug)/" }

    var routes: [Route] {
        [
            .get("/\(application.slug)") { _ in .seeOther(home) },
            .get(home) { request in welcome(request) },
            .get("\(home)login") { request in login(request) },
            .post("\(home)acs") { request throws(HTTPError) in try consume(request) },
            .get("\(home)retour/{ticket}", isSecret: true) { request in comeBack(request) },
            .get("\(home)metadata") { _ in
                HTTP.Response(.ok, contentType: "application/samlmetadata+xml", body: metadata)
            },
        ] + signOutRoutes
    }

    /// What was received, for who is signed in; else how to sign in.
    private func welcome(_ request: Request) -> HTTP.Response {
        let session = memory.session(request.cookies[sessionCookie], of: entityID, at: request.receivedAt)
        guard let session else { return .html(WelcomePage(self).html) }
        var page = HTTP.Response.html(ReceivedPage(self, session, at: request.receivedAt).html)
        // Signing out everywhere leads to the identity provider.
        page.formTargets = .serviceProviders
        return page
    }

    /// Sends the browser to the identity provider with a request of its own.
    private func login(_ request: Request) -> HTTP.Response {
        let wish = Wish(
            usesPOST: request.query["binding"] == "post", forceAuthn: request.query["forceAuthn"] != nil,
            isPassive: request.query["isPassive"] != nil)
        // One secret for the browser, whatever number of tabs ask at once.
        let known = request.cookies[browserCookie].flatMap { $0.utf8.count == 43 ? $0 : nil }
        let browser = known ?? randomness.token()
        let response: HTTP.Response
        do throws(SAMLError) {
            switch try departure(wish, browser: browser, at: request.receivedAt) {
            case .redirect(let url): response = .seeOther(url)
            case .form(let action, let message, let relayState):
                var page = HTTP.Response.html(
                    DeparturePage(self, action: action, message: message, relayState: relayState).html)
                page.formTargets = .serviceProviders
                response = page
            }
        } catch {
            return .text("\(error)\n", status: .internalServerError)
        }
        return response.setting(Cookie(browserCookie, browser, maxAge: 30 * 60))
    }

    /// The AssertionConsumerService.
    ///
    /// The identity provider's page posts from another site, so our SameSite=Lax cookies do not come along and the
    /// browser cannot be known yet. What verified waits under a ticket, and the browser is sent to fetch it with a GET,
    /// on which its cookies do come.
    private func consume(_ request: Request) throws(HTTPError) -> HTTP.Response {
        let form = try request.form()
        do throws(CheckFailure) {
            let message: HTTPPOST.Message
            do throws(SAMLError) {
                message = try HTTPPOST.decode(form.fields.map { ($0.name, $0.value) })
            } catch {
                throw CheckFailure(
                    check: .transport, reason: "Le formulaire n’en porte pas (\(error)).", passed: [], xml: nil)
            }
            let arrival = try verifier.verify(message, at: request.receivedAt)
            let ticket = randomness.token()
            memory.keep(arrival, ticket: ticket, of: entityID, at: request.receivedAt)
            return .seeOther("\(home)retour/\(ticket)")
        } catch {
            return .html(RefusalPage(self, error, reference: request.reference).html, status: .forbidden)
        }
    }

    /// The browser fetches what waits for it, and a session begins.
    private func comeBack(_ request: Request) -> HTTP.Response {
        let now = request.receivedAt
        guard let arrival = memory.takeArrival(request.pathParameters["ticket"] ?? "", of: entityID, at: now) else {
            // Back or reload after the session began: nothing is wrong.
            return .seeOther(home)
        }
        if let browser = arrival.browser, request.cookies[browserCookie] != browser {
            let failure = CheckFailure(
                check: .browser,
                reason: "La demande est partie d’un autre navigateur, ou celui-ci refuse les cookies.",
                passed: arrival.signedOn.checks, xml: arrival.signedOn.xml)
            return .html(RefusalPage(self, failure, reference: request.reference).html, status: .forbidden)
        }
        var session = arrival.signedOn
        if arrival.browser != nil {
            session.checks.append(PassedCheck(check: .browser, seen: "Le cookie posé au départ est revenu"))
        }
        let token = randomness.token()
        memory.end(request.cookies[sessionCookie], of: entityID, at: now)
        memory.begin(session, token: token, of: entityID, at: now)
        return .seeOther(home).setting(Cookie(sessionCookie, token))
    }
}
