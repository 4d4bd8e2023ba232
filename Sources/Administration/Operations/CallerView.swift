import Accounts
import Calendar
import Directory
import FoundationEssentials
import Markup
import Pages

/// `/exploitation/personnes/{user}`: why somebody cannot sign in, in the words of a telephone call, and what helps.
struct CallerView {
    let facts: CallerFacts
    let affiliations: [Affiliation]
    let standing: Standing?
    let events: [SignInEvent]
    let visit: Visit

    private var language: Language { visit.language }
    private var user: User { facts.user }

    static func path(_ user: ID<User>) -> String { "/exploitation/personnes/\(user)" }

    var page: Page {
        let title = Text(fr: user.displayName, en: user.displayName)
        let record = Button(Text(fr: "Ouvrir sa fiche", en: "Open the record"), icon: .person)
            .link(language, to: UserWords.path(user.id))
        let places = affiliations.map(\.structureName).joined(separator: ", ")
        let tag: HTML? =
            user.deletedAt != nil
            ? Tag(Text(fr: "Supprimé", en: "Deleted"), .closed, icon: .delete, language).html
            : standing?.tag(language)
        let head = PageHead(
            title, language, actions: [record],
            detail: "\(tag) \(user.email)\(places.isEmpty ? "" : " · ")\(places)")
        let findings: [HTML] = CallerFinding.all(facts).map(finding)
        return Page(
            title, shape: .headed, crumbs: [.portal, .operations],
            content: """
                \(head.html(language))\(SearchView.form("", language))\
                <section class="below" aria-labelledby="pourquoi"><h2 id="pourquoi" class="vh">\
                \(Text(fr: "Peut-elle se connecter ?", en: "Can they sign in?")[language])</h2>\
                <div class="stack">\(findings)</div></section>\
                <div class="cols even below"><div class="stack">\(eventCard)</div>\
                <div class="stack">\(portal)\(facts.status.sessions > 0 ? sessions : nil)</div></div>\
                <div class="gap"></div>
                """)
    }

    private func finding(_ finding: CallerFinding) -> HTML {
        let tone: Notice.Tone =
            switch finding.tone {
            case .stops: .warning
            case .slows: .info
            case .fine: .info
            }
        let buttons: [HTML] = finding.acts.enumerated().map { index, act in
            visit.context.form(
                to: Self.path(user.id) + "/" + act.rawValue,
                Button(Self.label(act), index == 0 && finding.tone != .fine ? .primary : .secondary).submit(language))
        }
        let link: HTML? = finding.link.map { Button($0.0).link(language, to: $0.1) }
        let actions: HTML? =
            buttons.isEmpty && link == nil ? nil : "<div class=\"actions\">\(buttons)\(link)</div>"
        return Notice(
            tone,
            "<p><strong>\(finding.reason[language])</strong></p><p>\(finding.advice[language])</p>\(actions)"
        ).html
    }

    static func label(_ act: CallerFinding.Act) -> Text {
        switch act {
        case .invite: UserWords.resendInvitation
        case .sendLink:
            Text(fr: "Envoyer un lien pour un nouveau mot de passe", en: "Send a link for a new password")
        case .liftWait: Text(fr: "Lever l’attente", en: "Lift the wait")
        case .resume: Text(fr: "Rétablir le compte", en: "Resume the account")
        case .restore: Text(fr: "Restaurer le compte", en: "Restore the account")
        case .closeSessions: Text(fr: "Fermer ses sessions", en: "Close their sessions")
        }
    }

    // MARK: - Beside

    private func card(_ id: String, _ heading: Text, _ icon: Icon, _ content: HTML) -> HTML {
        "<section class=\"card\" id=\"\(id)\"><h2>\(icon.html)\(heading[language])</h2>\(content)</section>"
    }

    private var eventCard: HTML {
        let heading = Text(fr: "Derniers événements de connexion", en: "Last sign-in events")
        guard !events.isEmpty else {
            let none = Text(
                fr: "Aucun essai de connexion n’est connu pour ce compte.",
                en: "No attempt to sign in is known for this account.")
            return card("evenements", heading, .history, "<p>\(none[language])</p>")
        }
        let rows: [HTML] = events.map { event in
            let details = [event.deviceDescription, event.address].filter { !$0.isEmpty }
            let words = SignInEventWords.words(event.kind)[language]
            let tag =
                event.kind.isFailure
                ? Tag(Text(fr: "Refusé", en: "Refused"), .attention, icon: .warning, language).html
                : Tag(Text(fr: "Fait", en: "Done"), .good, icon: .done, language).html
            return """
                <li><span class="lab">\(words)<small><time datetime="\(DateTime.wholeSeconds(event.at))">\
                \(visit.moments.at(event.at))</time>\(details.isEmpty ? "" : " · ")\(details.joined(separator: " · "))\
                </small></span>\(tag)</li>
                """
        }
        return card("evenements", heading, .history, "<ul class=\"rows\">\(rows)</ul>")
    }

    /// « Voir le portail de… », to be read only.
    private var portal: HTML {
        let heading = Text(fr: "Ce que montre son portail", en: "What their portal shows")
        guard !facts.openings.isEmpty else {
            let none = Text(
                fr: "Aucune application ne lui est ouverte pour l’instant.", en: "No application is open to them yet.")
            return card("portail", heading, .anyApplication, "<p>\(none[language])</p>")
        }
        let rows: [HTML] = facts.openings.map { opening in
            let places = opening.structures.map(\.structure.name).joined(separator: ", ")
            let closed = opening.application.maintenance.map { maintenance in
                Text(fr: maintenance.fr, en: maintenance.en.isEmpty ? maintenance.fr : maintenance.en)
            }
            let note: HTML? = closed.map { "<small>\($0[language])</small>" }
            return "<li><span class=\"lab\">\(opening.application.name)<small>\(places)</small>\(note)</span></li>"
        }
        return card("portail", heading, .anyApplication, "<ul class=\"rows\">\(rows)</ul>")
    }

    private var sessions: HTML {
        let count = Numbers.counted(
            facts.status.sessions, one: Text(fr: "session ouverte", en: "open session"),
            many: Text(fr: "sessions ouvertes", en: "open sessions"), language)
        let close = visit.context.form(
            to: Self.path(user.id) + "/sessions", Button(Self.label(.closeSessions)).submit(language))
        return card("sessions", Text(fr: "Sessions", en: "Sessions"), .computer, "<p>\(count).</p>\(close)")
    }
}
