import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

// What a referent may not do is asked of the operator here; the operator settles it on pages of their own.
extension Administration {
    var requestRoutes: [Route] {
        let form = UserWords.list + "/{user}/demande"
        return [
            .get(RequestWords.path, access: .referent, handler: administering(requestList)),
            .get(form, access: .referent, handler: administering { try requestPage($0, $1, nil, []) }),
            .post(form, access: .referent, handler: administeringForm(sendRequest)),
        ]
    }

    // MARK: - List

    private func requestList(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let language = visit.language
        let scope = person.user.scope
        let state = try visit.request.query.only("etat").flatMap { name in
            OperatorRequest.State.allCases.first { $0.slug == name }
        }
        let before: ID<OperatorRequest>? = try visit.request.query.id("avant")
        let (requests, counts) = try directory.read { directory throws(DirectoryError) in
            var counts: [OperatorRequest.State: Int] = [:]
            for state in OperatorRequest.State.allCases {
                counts[state] = try directory.requestCount(in: scope, state: state)
            }
            return (try directory.requests(in: scope, state: state, before: before, limit: 51), counts)
        }
        let all = counts.values.reduce(0, +)
        let views =
            [
                SavedViews.View(
                    label: Text(fr: "Toutes", en: "All"), count: all, path: RequestWords.path, isCurrent: state == nil)
            ]
            + OperatorRequest.State.allCases.map {
                SavedViews.View(
                    label: $0.plural, count: counts[$0] ?? 0, path: "\(RequestWords.path)?etat=\($0.slug)",
                    isCurrent: state == $0)
            }
        let title = RequestWords.list
        let older: HTML? =
            requests.count > 50
            ? requests.dropLast().last.map { last in
                let more = Text(fr: "Plus anciennes", en: "Older ones")
                let state = state.map { "&etat=\($0.slug)" } ?? ""
                return
                    "<p class=\"actions\">\(Button(more).link(language, to: "\(RequestWords.path)?avant=\(last.id)\(state)"))</p>"
            } : nil
        let lines: [HTML] = requests.prefix(50).map { RequestLine(request: $0, visit: visit).html }
        let way = Text(
            fr: "Une demande se fait depuis la fiche de la personne.", en: "A request is made from the person’s page.")
        let list: HTML =
            requests.isEmpty
            ? EmptyList(
                title: Text(fr: "Aucune demande ici", en: "No request here"),
                explanation: "\(way[language])"
            ).html(language) : "<div class=\"card\"><ul class=\"rows\">\(lines)</ul></div>\(older)"
        let content: HTML = """
            \(PageHead(title, count: all, language, detail: "\(explanation[language])").html(language))\
            \(SavedViews(views: views).html(language))\(list)<div class="gap"></div>
            """
        return Page(
            title, shape: .headed, crumbs: [.portal, .list(.users)], content: content
        ).response(visit.context)
    }

    private var explanation: Text {
        Text(
            fr: "Ce qui touche au compte lui-même d’une personne partagée entre structures, et les rôles réservés.",
            en: "What touches the account itself of a person shared between organisations, and reserved roles.")
    }

    // MARK: - Form

    private struct Typed {
        var kind: OperatorRequest.Kind?
        var wanted = ""
        var words = ""
    }

    private func requestPage(
        _ visit: Visit, _ person: SignedInVisit, _ typed: Typed?, _ errors: [FieldError]
    ) throws -> Response {
        let place = try userPlace(visit, person, live: false)
        // An operator asks nobody.
        guard !person.user.isOperator else { return .seeOther(place.path) }
        let language = visit.language
        let kinds = OperatorRequest.Kind.offered(for: place)
        let chosen = try typed?.kind ?? visit.request.query.only("objet").flatMap { OperatorRequest.Kind(slug: $0) }
        let lead = Text(
            fr: "Le CIG reçoit votre demande, agit ou vous répond ; la réponse s’affiche sur la fiche.",
            en: "The CIG receives your request and acts or answers; the answer is shown on the record.")
        let choose = Text(fr: "Choisir…", en: "Choose…")
        let hint = Text(
            fr: "Nouvelle adresse, nouveau nom, date ou rôle, si la demande en a besoin",
            en: "New address, new name, date or role, if the request needs one")
        let send = Button(Text(fr: "Envoyer la demande", en: "Send the request"), .primary).submit(language)
        let why = Text(
            fr: "Ce que le CIG doit savoir pour décider", en: "What the CIG has to know to decide")
        let fields: HTML = """
            \(SelectField(name: "objet", label: Text(fr: "Demande", en: "Request"),
                options: [("", choose[language])] + kinds.map { ($0.slug, $0.words[language]) },
                chosen: chosen?.slug ?? "").html(language, errors: errors))\
            \(Field("souhait", Text(fr: "Valeur souhaitée (facultatif)", en: "Wanted value (optional)"),
                hint: "\(hint[language])", value: typed?.wanted ?? "", autocomplete: "off", isRequired: false)
                .html(language, errors: errors))\
            \(TextAreaField(name: "motif", label: Text(fr: "Motif", en: "Reason"), hint: "\(why[language])",
                value: typed?.words ?? "").html(language, errors: errors))\
            <p class="actions">\(send)<a class="btn quiet" href="\(place.path)">\(Words.cancel[language])</a></p>
            """
        return Page(
            Text(fr: "Demande au sujet \(place.ofName)", en: "Request about \(place.name)"),
            crumbs: UserWords.crumbs(place.user), errors: errors,
            content: """
                <p class="lead">\(lead[language])</p>\
                \(visit.context.form(to: place.path + "/demande", style: "form narrow", fields))
                """
        ).response(visit.context, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func sendRequest(_ visit: Visit, _ person: SignedInVisit, _ form: Parameters) throws -> Response {
        let place = try userPlace(visit, person, live: false)
        guard !person.user.isOperator else { return .seeOther(place.path) }
        let offered = OperatorRequest.Kind.offered(for: place)
        let kind = try form.only("objet").flatMap { OperatorRequest.Kind(slug: $0) }.flatMap { kind in
            offered.first { $0 == kind }
        }
        let typed = Typed(kind: kind, wanted: try form.only("souhait") ?? "", words: try form.only("motif") ?? "")
        guard let kind else {
            let choose = Text(fr: "Choisissez ce que vous demandez", en: "Choose what you ask for")
            return try requestPage(visit, person, typed, [FieldError("objet", choose)])
        }
        let refusal = try Refusal.of {
            try directory.change(by: .user(person.user.id), at: visit.now) { change in
                _ = try change.askOperator(
                    for: kind, about: place.user.id, wanted: typed.wanted, words: typed.words)
            }
        }
        switch refusal {
        case nil, .alreadyExists(.request):
            let words =
                refusal == nil
                ? Text(
                    fr: "Votre demande au sujet \(place.ofName) est transmise au CIG.",
                    en: "Your request about \(place.name) is on its way to the CIG.")
                : Text(
                    fr: "La même demande attend déjà une réponse du CIG.",
                    en: "The same request waits for an answer of the CIG already.")
            return Response.seeOther(place.path).telling(.done(words, visit.language))
        case .inUse(let count):
            let many = Text(
                fr: "\(count) de vos demandes attendent une réponse : attendez qu’elles soient traitées.",
                en: "\(count) of your requests wait for an answer: wait until they are settled.")
            return try requestPage(visit, person, typed, [FieldError("motif", many)])
        case .some(let refusal):
            return try requestPage(visit, person, typed, [FieldError("motif", Refusal.words(refusal))])
        }
    }
}

extension OperatorRequest.State {
    fileprivate var slug: String {
        switch self {
        case .open: "attente"
        case .done: "traitees"
        case .refused: "refusees"
        }
    }

    fileprivate var plural: Text {
        switch self {
        case .open: Text(fr: "En attente", en: "Waiting")
        case .done: Text(fr: "Traitées", en: "Done")
        case .refused: Text(fr: "Refusées", en: "Refused")
        }
    }
}
