import Accounts
import Directory
import FoundationEssentials
import HTTP
import Pages

/// How long the session still lasts, as the pages' script asks; and the wish to stay.
extension Portal {
    var sessionLifeRoutes: [Route] {
        [
            .get("/session", handler: remaining),
            .post("/session/prolonger", access: .signedIn, bodyLimit: 4096, handler: signedInForm(stay)),
        ]
    }

    /// Looks without touching: a page that is left open must not keep its session alive.
    private func remaining(_ request: Request) throws(HTTPError) -> Response {
        let now = request.receivedAt
        do {
            let session = try accounts.peekSession(token: request.cookies[SiteCookies.session], at: now)
            return lasting(until: session?.idleEndsAt ?? now, atLatest: session?.absoluteEndsAt ?? now, now)
        } catch {
            log("\(request.reference) /session: \(error)")
            return errorPage(.internalServerError, request)
        }
    }

    /// Having come here is all it takes: any request keeps the session from idling.
    private func stay(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) -> Response {
        lasting(
            until: accounts.end(of: person.session, seenAt: visit.now), atLatest: person.session.absoluteEndsAt,
            visit.now)
    }

    private func lasting(until end: Date, atLatest latest: Date, _ now: Date) -> Response {
        let seconds = [end, latest].map { max(0, Int($0.timeIntervalSince(now))) }
        return Response(
            .ok, contentType: "application/json",
            body: Array("{\"seconds\":\(min(seconds[0], seconds[1])),\"latest\":\(seconds[1])}".utf8))
    }
}
