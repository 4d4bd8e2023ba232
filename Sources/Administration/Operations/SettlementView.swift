import Directory
import Markup
import Pages

/// `/exploitation/demandes`: open requests first, then those that were done or refused.
struct SettlementListView {
    static let size = 50

    struct Known: Sendable {
        /// One more than a page shows when there are more.
        let requests: [OperatorRequest]
        let counts: [OperatorRequest.State: Int]
    }

    let state: OperatorRequest.State
    let known: Known
    let isFirst: Bool
    let visit: Visit

    private var language: Language { visit.language }

    var page: Page {
        let shown = Array(known.requests.prefix(Self.size))
        let labels: [OperatorRequest.State: Text] = [
            .open: Text(fr: "En attente", en: "Open"), .done: Text(fr: "Faites", en: "Done"),
            .refused: Text(fr: "Refusées", en: "Refused"),
        ]
        let views = SavedViews(
            views: OperatorRequest.State.allCases.map { one in
                SavedViews.View(
                    label: labels[one] ?? Text(fr: "", en: ""), count: known.counts[one] ?? 0,
                    path: "\(SettlementWords.list)?etat=\(one.rawValue)", isCurrent: one == state)
            })
        let none = Text(fr: "Aucune demande", en: "No request")
        let body: HTML =
            shown.isEmpty ? "<div class=\"below\">\(EmptyList(title: none).html(language))</div>" : table(shown)
        return Page(
            SettlementWords.title, shape: .headed, crumbs: [.portal, .operations],
            content: """
                \(PageHead(SettlementWords.title, language).html(language))\(views.html(language))\(body)\(pager(shown))\
                <div class="gap"></div>
                """)
    }

    private func table(_ requests: [OperatorRequest]) -> HTML {
        TableShell(
            id: "demandes",
            caption: "\(Text(fr: "Les plus récentes d’abord", en: "The newest first")[language])",
            columns: [
                Text(fr: "Demande", en: "Request"), Text(fr: "Pour", en: "About"),
                Text(fr: "Demandée par", en: "Asked by"), Text(fr: "Le", en: "On"),
            ],
            rows: requests.map { request in
                [
                    "<a href=\"\(SettlementWords.path(request.id))\">\(SettlementWords.kind(request.kind)[language])<span class=\"vh\"> – \(request.personName)</span></a>",
                    "\(request.personName)<small class=\"muted\"> \(request.structureName)</small>",
                    "\(request.askedByName)", visit.day(request.askedAt),
                ]
            }
        ).html(language)
    }

    private func pager(_ shown: [OperatorRequest]) -> HTML {
        let base = "\(SettlementWords.list)?etat=\(state.rawValue)"
        let next = known.requests.count > Self.size ? shown.last.map { "\(base)&avant=\($0.id)" } : nil
        return Pager(
            first: isFirst ? nil : base, next: next,
            position: Text(fr: "\(known.counts[state] ?? 0) en tout", en: "\(known.counts[state] ?? 0) in all")
        ).html(language)
    }
}

/// One request: what is asked, where to do it, and the answer that the referent will see.
struct SettlementView {
    let request: OperatorRequest
    let answer: String
    let visit: Visit

    private var language: Language { visit.language }

    func page(_ errors: [FieldError]) -> Page {
        let title = Text(
            fr: "\(SettlementWords.kind(request.kind).fr) : \(request.personName)",
            en: "\(SettlementWords.kind(request.kind).en): \(request.personName)")
        let content: HTML = """
            <div class="cols"><div class="stack"><section class="card">\(facts)</section>\
            \(request.state == .open ? form(errors) : outcome)</div></div>
            """
        return Page(
            title, crumbs: [.portal, .operations, Crumb(SettlementWords.title, SettlementWords.list)],
            place: SettlementWords.kind(request.kind), errors: errors, content: content)
    }

    private var facts: HTML {
        let rows: [(Text, HTML?)] = [
            (Text(fr: "État", en: "State"), SettlementWords.state(request.state, language)),
            (
                Text(fr: "Personne", en: "Person"),
                "<a href=\"\(UserWords.path(request.person))\">\(request.personName)</a><small>\(request.structureName)</small>"
            ),
            (
                Text(fr: "Demandée par", en: "Asked by"),
                "\(request.askedByName)<small><a href=\"mailto:\(request.askedByEmail)\">\(request.askedByEmail)</a></small>"
            ),
            (Text(fr: "Le", en: "On"), "\(visit.moments.at(request.askedAt))"),
            (Text(fr: "Souhait", en: "Wanted"), request.wanted.map { "\($0)" }),
            (Text(fr: "Motif", en: "Reason"), "\(request.words)"),
        ]
        let written: [HTML] = rows.compactMap { label, value in
            value.map { "<div><dt>\(label[language])</dt><dd>\($0)</dd></div>" }
        }
        return "<dl class=\"kv\">\(written)</dl>"
    }

    private func form(_ errors: [FieldError]) -> HTML {
        let place = SettlementWords.place(of: request)
        let error = errors.first
        let hint = Text(
            fr: "Le référent la verra. Obligatoire pour un refus.",
            en: "The administrator will see it. Required for a refusal.")
        let fields: HTML = """
            <div class="field\(" bad", if: error != nil)"><label for="reponse">\(Text(fr: "Réponse", en: "Answer")[language])</label>\
            <div class="hint" id="reponse-aide">\(hint[language])</div>\(error.map { $0.html(language) })\
            <textarea id="reponse" name="reponse" rows="4" maxlength="1000" \
            aria-describedby="reponse-aide\(" reponse-erreur", if: error != nil)"\
            \(attribute: "aria-invalid", error == nil ? nil : "true")>\(answer)</textarea></div>\
            <div class="actions">\(Button(Text(fr: "C’est fait", en: "It is done"), .primary)
                .submit(language, name: "decision", value: "done"))\
            \(Button(Text(fr: "Refuser", en: "Refuse")).submit(language, name: "decision", value: "refused"))</div>
            """
        let act = Button(place.label, icon: .open).link(language, to: place.path)
        return """
            <section class="card"><h2>\(Text(fr: "Traiter la demande", en: "Settle the request")[language])</h2>\
            <p>\(Text(fr: "Faites d’abord ce qui est demandé :", en: "First do what is asked for:")[language])</p>\
            <p class="actions">\(act)</p>\
            \(visit.context.form(to: SettlementWords.path(request.id), style: "form below", fields))</section>
            """
    }

    private var outcome: HTML {
        let by = request.settledByName ?? visit.context.site.owner[language]
        let on = request.settledAt.map { visit.moments.at($0) } ?? ""
        let line = Text(fr: "Traitée par \(by) \(on).", en: "Settled by \(by) \(on).")
        let answer: HTML? = request.answer.map { "<blockquote>\($0)</blockquote>" }
        return """
            <section class="card"><h2>\(Text(fr: "Réponse", en: "Answer")[language])</h2>\
            <p>\(line[language])</p>\(answer)</section>
            """
    }
}
