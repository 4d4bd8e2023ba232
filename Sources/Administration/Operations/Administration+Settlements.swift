import Directory
import HTTP
import Markup
import Pages

// What referents ask of the operator: the list, one request, and its answer. The referent sees the answer on the page
// of the person it is about.
extension Administration {
    var settlementRoutes: [Route] {
        [
            .get(SettlementWords.list, access: .operator, handler: operating(settlementList)),
            .get(
                SettlementWords.list + "/{demande}", access: .operator,
                handler: operating { visit, _ in try settlementPage(visit, answer: "", errors: []) }),
            .post(SettlementWords.list + "/{demande}", access: .operator, handler: operatingForm(settle)),
        ]
    }

    private func settlementList(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let state = try visit.request.query.only("etat").flatMap(OperatorRequest.State.init(rawValue:)) ?? .open
        let before: ID<OperatorRequest>? = try visit.request.query.id("avant")
        let known = try directory.read { directory throws(DirectoryError) in
            var counts: [OperatorRequest.State: Int] = [:]
            for state in OperatorRequest.State.allCases {
                counts[state] = try directory.requestCount(in: .everything, state: state)
            }
            return SettlementListView.Known(
                requests: try directory.requests(
                    in: .everything, state: state, before: before, limit: SettlementListView.size + 1),
                counts: counts)
        }
        return SettlementListView(state: state, known: known, isFirst: before == nil, visit: visit).page
            .response(visit.context)
    }

    private func settlementPage(_ visit: Visit, answer: String, errors: [FieldError]) throws -> Response {
        let id: ID<OperatorRequest> = try visit.request.id("demande")
        let request = try directory.read { (view) throws(DirectoryError) in try view.request(id, in: .everything) }
        guard let request else { throw HTTPError.notFound }
        return SettlementView(request: request, answer: answer, visit: visit).page(errors)
            .response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func settle(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let id: ID<OperatorRequest> = try visit.request.id("demande")
        let answer = try form.only("reponse") ?? ""
        guard let state = try form.only("decision").flatMap(OperatorRequest.State.init(rawValue:)), state != .open
        else {
            return try settlementPage(visit, answer: answer, errors: [])
        }
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                try change.settleRequest(id, as: state, answer: answer)
            }
        }
        switch refusal {
        case nil: break
        case .changedMeanwhile:
            let other = Text(
                fr: "Cette demande vient d’être traitée par quelqu’un d’autre.",
                en: "This request was settled by someone else just now.")
            return Response.seeOther(SettlementWords.path(id)).telling(.failed(other, visit.language))
        default:
            let words =
                state == .refused && !answer.contains { !$0.isWhitespace }
                ? Text(fr: "Écrivez pourquoi la demande est refusée", en: "Write why the request is refused")
                : Text(
                    fr: "Écrivez une réponse de 1 000 caractères au plus",
                    en: "Write an answer of at most 1,000 characters")
            return try settlementPage(visit, answer: answer, errors: [FieldError("reponse", words)])
        }
        let done =
            state == .done
            ? Text(
                fr: "La demande est notée comme faite ; le référent voit votre réponse.",
                en: "The request is marked as done; the administrator sees your answer.")
            : Text(
                fr: "La demande est refusée ; le référent voit votre réponse.",
                en: "The request is refused; the administrator sees your answer.")
        return Response.seeOther(SettlementWords.list).telling(.done(done, visit.language))
    }
}
