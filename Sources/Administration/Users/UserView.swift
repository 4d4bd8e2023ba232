import Accounts
import Directory
import FoundationEssentials
import Markup
import Pages

/// The record of one person: who they are, how their account stands and why, where they belong, what they may open,
/// what happened to them.
struct UserView {
    /// What the directory says, of one moment and within the scope.
    struct Known: Sendable {
        let row: UserListRow
        let affiliations: [Affiliation]
        let isElsewhere: Bool
        let entitlements: [Entitlement]
        let designations: [Referent]
        let isOperator: Bool
        /// Whether there is another structure in scope to attach them to.
        let canAttach: Bool
        /// To the operator, the newest first.
        let requests: [OperatorRequest]
        let history: [JournalLine]
        /// That mail to them comes back.
        let unreachable: Unreachable?
    }

    let place: UserPlace
    let known: Known
    let sessions: Int
    /// How the invitation stands; nil with a password, or without one.
    let invitation: InvitationStanding?
    /// How long a deleted account can be restored, in seconds.
    let restoreWindow: TimeInterval
    let user: SignedInUser
    let visit: Visit

    private var language: Language { visit.language }
    private var person: User { place.user }
    private var isDeleted: Bool { person.deletedAt != nil }

    var page: Page {
        let title = Text(fr: person.displayName, en: person.displayName)
        let content: HTML = """
            \(head(title))\(notices)<div class="cols"><div class="stack">\(identity)\(rights)</div>\
            <div class="stack">\(structures)\(requests)\(session)\(history)</div></div><div class="gap"></div>
            """
        return Page(title, shape: .headed, crumbs: UserWords.crumbs(), content: content)
    }

    // MARK: - Head

    private func head(_ title: Text) -> HTML {
        let deleted = Tag(Text(fr: "Supprimé", en: "Deleted"), .closed, icon: .delete, language).html
        let state = isDeleted ? deleted : known.row.standing.tag(language)
        var actions: [HTML] = []
        if isDeleted {
            if place.reach == .whole {
                let button = Button(Text(fr: "Restaurer", en: "Restore"), .primary, icon: .restore).submit(language)
                actions.append(visit.context.form(to: place.path + "/restaurer", button))
            }
        } else {
            if mayEdit {
                actions.append(Button(UserWords.edit, icon: .edit).link(language, to: place.path + "/modifier"))
            }
            if !known.affiliations.isEmpty {
                actions.append(
                    Button(Text(fr: "Affecter", en: "Assign"), .primary, icon: .key)
                        .link(language, to: place.path + "/habilitations"))
            }
        }
        return PageHead(
            title, language, menu: isDeleted ? nil : menu, actions: actions,
            detail: "\(state) <span class=\"muted\">\(why[language])</span>"
        ).html(language)
    }

    private var mayEdit: Bool { place.reach != .heldElsewhere }

    private var menu: ActionMenu {
        let path = place.path
        var items: [ActionMenu.Item] = []
        if mayEdit {
            items.append(
                .link(.mail, Text(fr: "Changer l’adresse", en: "Change the address"), to: path + "/adresse"))
        }
        if place.reach == .whole {
            items.append(
                .link(.clock, Text(fr: "Date de départ", en: "Departure date"), to: path + "/depart"))
            items.append(
                person.state == .suspended
                    ? .form(
                        visit.context.form(
                            to: path + "/retablir",
                            "<button>\(Icon.restore.html)\(Text(fr: "Rétablir le compte", en: "Resume the account")[language])</button>"
                        ))
                    : .link(.pause, Text(fr: "Suspendre…", en: "Suspend…"), to: path + "/suspendre"))
        }
        if mayEdit, known.row.standing == .neverActivated {
            items.append(
                .form(
                    visit.context.form(
                        to: path + "/invitation",
                        "<button>\(Icon.mail.html)\(UserWords.resendInvitation[language])</button>")))
        }
        if known.canAttach {
            items.append(
                .link(
                    .building, Text(fr: "Rattacher à une autre structure", en: "Attach to another organisation"),
                    to: path + "/rattacher"))
        }
        items.append(.link(.history, UserWords.history, to: JournalWords.history(of: person.id)))
        if !user.isOperator {
            items.append(.link(.mail, RequestWords.ask, to: RequestWords.path(about: person.id)))
        }
        if place.reach == .whole || (place.reach == .heldElsewhere && known.isElsewhere) {
            items += [.separator, .destructive(.delete, UserWords.delete, to: path + "/supprimer")]
        }
        return ActionMenu(
            label: Text(fr: "Autres actions pour \(place.name)", en: "More actions for \(place.name)"), items: items,
            opensRight: true)
    }

    /// Why the account stands as it does.
    private var why: Text {
        if let deletedAt = person.deletedAt {
            let until = Dates.day(deletedAt + restoreWindow, language)
            return Text(
                fr: "le \(Dates.day(deletedAt, .fr)) ; peut être restauré jusqu’au \(until)",
                en: "on \(Dates.day(deletedAt, .en)); can be restored until \(until)")
        }
        switch known.row.standing {
        case .blocked where person.state == .suspended:
            return Text(fr: "Compte suspendu : la connexion est refusée.", en: "Account suspended: sign-in is refused.")
        case .blocked:
            let day = person.departsAt.map { Dates.day($0, language) } ?? ""
            return Text(fr: "Parti depuis le \(day).", en: "Left on \(day).")
        case .neverActivated:
            return Text(
                fr: "Référencé le \(Dates.day(person.createdAt, .fr)) ; n’a pas encore créé son mot de passe.",
                en: "Registered on \(Dates.day(person.createdAt, .en)); has not made a password yet.")
        case .dormant:
            let last = known.row.lastSignInAt.map { Dates.day($0, language) }
            return last.map {
                Text(fr: "Pas de connexion depuis le \($0).", en: "No sign-in since \($0).")
            } ?? Text(fr: "Ne s’est jamais connecté.", en: "Never signed in.")
        case .active:
            guard let departure = person.departsAt else { return Text(fr: "", en: "") }
            return Text(
                fr: "Départ prévu le \(Dates.day(departure, .fr)).", en: "Leaves on \(Dates.day(departure, .en)).")
        }
    }

    private var notices: HTML {
        let limits: HTML? =
            place.limits.map { words in
                let ask: HTML = "<a href=\"\(RequestWords.path(about: person.id))\">\(RequestWords.ask[language])</a>"
                return "<p>\(words[language]) \(ask)</p>"
            }
        let returned =
            known.unreachable.map { undelivered($0.sentence(person.email)) }
            ?? invitation.flatMap { $0.hasFailed ? undelivered($0.sentence(at: visit.now)) : nil }
        guard known.isElsewhere || limits != nil || returned != nil else { return .empty }
        let elsewhere: HTML? = known.isElsewhere ? "<p>\(UserWords.alsoElsewhere[language])</p>" : nil
        let about: HTML? =
            known.isElsewhere || limits != nil ? Notice(.info, "\(elsewhere)\(limits)").html : nil
        return "<div class=\"stack notices\">\(returned)\(about)</div>"
    }

    /// A message came back, or never left: what to do about it.
    private func undelivered(_ words: Text) -> HTML {
        let (way, path) =
            place.reach == .whole
            ? (UserWords.correctAddress, place.path + "/adresse")
            : (RequestWords.ask, RequestWords.path(about: person.id))
        return Notice(.warning, "<p>\(words[language]) <a href=\"\(path)\">\(way[language])</a></p>").html
    }

    // MARK: - Identity

    private var identity: HTML {
        var facts: [(Text, HTML)] = [
            (UserWords.familyName, "\(person.familyName)"), (UserWords.givenName, "\(person.givenName)"),
            (Words.email, "<a href=\"mailto:\(person.email)\">\(person.email)</a>"),
            (UserWords.lastSignIn, visit.lastSignIn(known.row.lastSignInAt, for: user)),
            (Text(fr: "Référencé le", en: "Registered on"), visit.day(person.createdAt)),
        ]
        if let invitation {
            let words = invitation.sentence(at: visit.now)[language]
            facts.append((Text(fr: "Invitation", en: "Invitation"), "\(words)"))
        }
        if let departure = person.departsAt {
            facts.append((Text(fr: "Date de départ", en: "Departure date"), visit.day(departure)))
        }
        if known.isOperator {
            facts.append(
                (
                    Text(fr: "Pouvoir", en: "Power"),
                    "\(Text(fr: "Exploitation du portail", en: "Portal operations")[language])"
                ))
        }
        let rows: [HTML] = facts.map { "<div><dt>\($0[language])</dt><dd>\($1)</dd></div>" }
        return card("identite", Text(fr: "Identité", en: "Identity"), .person, "<dl class=\"kv\">\(rows)</dl>")
    }

    // MARK: - Rights

    private var rights: HTML {
        let title = Text(fr: "Habilitations", en: "Access rights")
        guard !known.entitlements.isEmpty else {
            let none = Text(
                fr: "Aucune application ne lui est ouverte pour l’instant.",
                en: "No application is open to them yet.")
            return card("habilitations", title, .key, "<p class=\"muted\">\(none[language])</p>")
        }
        let places = known.affiliations.map { affiliation in
            (affiliation, known.entitlements.filter { $0.structure == affiliation.structure })
        }.filter { !$0.1.isEmpty }
        let lists: [HTML] = places.map { affiliation, held in
            let heading: HTML? = places.count > 1 ? "<h3>\(affiliation.structureName)</h3>" : nil
            return "\(heading)<ul class=\"rows\">\(held.map(right))</ul>"
        }
        return card("habilitations", title, .key, lists.joined())
    }

    private func right(_ right: Entitlement) -> HTML {
        let by = right.grantedByName ?? visit.context.site.owner[language]
        let day = Dates.day(right.grantedAt, language)
        let given = Text(fr: "donné par \(by) le \(day)", en: "granted by \(by) on \(day)")
        let until: HTML? = right.until.map {
            let day = Dates.day($0, language)
            let words =
                right.isInForce(at: visit.now)
                ? Text(fr: ", jusqu’au \(day)", en: ", until \(day)")
                : Text(fr: ", terminé le \(day)", en: ", ended on \(day)")
            return "\(words[language])"
        }
        let locked = right.role.grantedBy == .operator && !user.isOperator
        let state: HTML =
            locked
            ? Tag(ApplicationWords.grantedByOwner, .plain, icon: .lock, language).html : .empty
        return """
            <li><span class="lab">\(ApplicationWords.breakable(right.role.path))<small>\(right.applicationName) · \(given[language])\(until)</small>\
            </span>\(state)</li>
            """
    }

    // MARK: - Structures

    private var structures: HTML {
        let title = Text(fr: "Structures", en: "Organisations")
        let rows: [HTML] = known.affiliations.map { affiliation in
            let day = Dates.day(affiliation.createdAt, language)
            let since = Text(fr: "rattaché depuis le \(day)", en: "attached since \(day)")
            let designation: HTML? = known.designations.first { $0.structure == affiliation.structure }.map {
                let day = Dates.day($0.since, language)
                return
                    "<small>\(Text(fr: "référent administrateur depuis le \(day)", en: "delegated administrator since \(day)")[language])</small>"
            }
            let mayDetach = !isDeleted && (known.affiliations.count > 1 || known.isElsewhere)
            let detach: HTML? =
                mayDetach
                ? Button(
                    Text(fr: "Détacher…", en: "Detach…"), .quiet,
                    detail: Text(fr: "de \(affiliation.structureName)", en: "from \(affiliation.structureName)")
                ).link(language, to: "\(place.path)/detacher?structure=\(affiliation.structure)") : nil
            return """
                <li><span class="lab"><a href="/annuaire/structures/\(affiliation.structure.description)">\
                \(affiliation.structureName)</a><small>\(since[language])</small>\(designation)</span>\(detach)</li>
                """
        }
        return card("structures", title, .building, "<ul class=\"rows\">\(rows)</ul>")
    }

    // MARK: - Requests, sessions, history

    private var requests: HTML? {
        guard !known.requests.isEmpty else { return nil }
        let lines: [HTML] = known.requests.map { RequestLine(request: $0, namesPerson: false, visit: visit).html }
        return card("demandes", RequestWords.list, .mail, "<ul class=\"rows\">\(lines)</ul>")
    }

    private var session: HTML? {
        guard !isDeleted else { return nil }
        let words =
            sessions == 0
            ? Text(fr: "Aucune session ouverte", en: "No open session")[language]
            : Numbers.counted(
                sessions, one: Text(fr: "session ouverte", en: "open session"),
                many: Text(fr: "sessions ouvertes", en: "open sessions"), language)
        let close: HTML? =
            sessions > 0 && place.reach != .heldElsewhere
            ? Button(Text(fr: "Fermer ses sessions…", en: "Close their sessions…"))
                .link(language, to: place.path + "/sessions") : nil
        return card(
            "sessions", Text(fr: "Sessions", en: "Sessions"), .computer, "<p>\(words)</p>\(close)")
    }

    private var history: HTML {
        let title = Text(fr: "Historique", en: "History")
        let rows: [HTML] = known.history.map { line in
            """
            <li><span class="lab plain">\(line.sentence[language])<small><a href="\(line.path)">\
            \(visit.day(line.entry.at))</a></small></span></li>
            """
        }
        let all = Text(fr: "Tout l’historique", en: "The whole history")
        return card(
            "historique", title, .history,
            """
            <ul class="rows">\(rows)</ul>\
            <p class="small"><a href="/journal?personne=\(person.id.description)">\(all[language])</a></p>
            """)
    }

    private func card(_ id: String, _ heading: Text, _ icon: Icon, _ content: HTML) -> HTML {
        """
        <section class="card" aria-labelledby="h-\(id)"><h2 id="h-\(id)">\(icon.html)\(heading[language])</h2>\
        \(content)</section>
        """
    }
}
