import Accounts
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

extension Portal {
    /// Pages that send a link by mail: a first password, or another one. Nothing that they answer, and no work that they
    /// do, depends on whether there is such an account.
    var askedLinkRoutes: [Route] {
        AskPlace.allCases.flatMap { place -> [Route] in
            [
                .get(place.path, handler: open { AskLinkView(visit: $0, place: place).response() }),
                .post(place.path, bodyLimit: 16 * 1024, handler: open { try askForLink($0, place) }),
            ]
        } + [
            .get(AskedLinkView.path, handler: open { AskedLinkView.response($0.context) }),
            .post(DeadLinkView.renewal, bodyLimit: 16 * 1024, handler: open(renewLink)),
        ]
    }

    private func askForLink(_ visit: Visit, _ place: AskPlace) throws -> Response {
        let form: Parameters
        switch try website.form(of: visit.request) {
        case .success(let posted): form = posted
        case .failure(let refusal): return website.refusedForm(refusal, visit.context)
        }
        let typed = try form.only("email") ?? ""
        let view = AskLinkView(visit: visit, place: place, email: typed)
        guard let address = try? EmailAddress(typed) else {
            return view.response(errors: [AskLinkView.error(typed)])
        }
        switch try accounts.askForLink(to: address, client: visit.client, at: visit.now) {
        case .taken: return .seeOther(AskedLinkView.path)
        case .busy: return view.response(errors: [AskLinkView.busy], status: .serviceUnavailable)
        case .throttled(let until):
            let wait = until.timeIntervalSince(visit.now)
            return view.response(errors: [AskLinkView.throttled(for: wait)], status: .tooManyRequests)
                .with("retry-after", "\(max(1, Int(wait.rounded(.up))))")
        }
    }

    /// « Recevoir un nouveau lien », on the page of a link that has ended: the address need not be typed again.
    private func renewLink(_ visit: Visit) throws -> Response {
        switch try website.form(of: visit.request) {
        case .success: break
        case .failure(let refusal): return website.refusedForm(refusal, visit.context)
        }
        let token = visit.request.cookies[SiteCookies.link] ?? ""
        switch try accounts.askForLink(replacing: token, client: visit.client, at: visit.now) {
        case .taken: return Response.seeOther(AskedLinkView.path).setting(.removing(SiteCookies.link))
        // The link was used meanwhile, or the cookie is gone: the page that asks for the address.
        case nil: return .seeOther(AskPlace.firstVisit.path)
        case .busy: return website.errorPage(.serviceUnavailable, visit.request)
        case .throttled: return website.errorPage(.tooManyRequests, visit.request)
        }
    }
}
