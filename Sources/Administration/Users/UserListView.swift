import Directory
import FoundationEssentials
import Markup
import Pages

/// « Utilisateurs (1 118) ⋮ [Importer] [Ajouter] »: the list, its views, its filters, its rows.
struct UserListView {
    /// What the directory says, of one moment.
    struct Known: Sendable {
        let page: UserListPage
        let counts: [UserList.View: Int]
        /// In scope.
        let structures: [Structure]
        let applications: [Application]
        /// To the operator.
        let requests: Int
    }

    let state: UserListState
    let known: Known
    let user: SignedInUser
    let visit: Visit

    var language: Language { visit.language }
    var list: UserList { state.list }
    private var everybody: Int { known.counts[.all] ?? 0 }
    var rows: [UserListRow] { known.page.rows }

    var page: Page {
        let tabs = DirectoryTabs(
            counts: .init(
                structures: known.structures.count, users: everybody, applications: known.applications.count),
            current: .users)
        let content: HTML = """
            \(head)\(views)\(everybody == 0 && list.view != .deleted ? nil : filters)\(body)
            """
        return Page(
            title, shape: .headed, crumbs: [.portal], place: .directory, tabs: tabs.html(language), content: content)
    }

    /// « Utilisateurs (51 à 100 sur 1 118) »: tells pages apart in the history (RGAA 8.6).
    private var title: Text {
        guard !rows.isEmpty else { return UserWords.users }
        let position = Pager.position(known.page.firstPlace, rows.count, of: known.page.total)
        return Text(fr: "Utilisateurs (\(position.fr))", en: "Users (\(position.en))")
    }

    // MARK: - Head

    private var head: HTML {
        let actions = [
            Button(UserWords.import, icon: .file, detail: Text(fr: "une liste", en: "a list"))
                .link(language, to: ImportWords.path),
            Button(UserWords.add, .primary, icon: .add, detail: Text(fr: "un utilisateur", en: "a user"))
                .link(language, to: UserWords.list + "/ajouter"),
        ]
        return PageHead(
            UserWords.users, count: everybody, language, menu: menu, actions: actions, detail: scope
        ).html(language)
    }

    private var menu: ActionMenu {
        var items: [ActionMenu.Item] = [
            .link(
                .download, Text(fr: "Exporter la liste (CSV)", en: "Export the list (CSV)"),
                to: state.path(to: "/export") { _ in }),
            .link(
                .print, Text(fr: "Version imprimable", en: "Printable version"),
                to: state.path(to: "/imprimer") { _ in }),
            .link(.clock, WorkWords.work, to: WorkWords.list),
        ]
        let waiting = known.counts[.neverActivated] ?? 0
        if waiting > 0 {
            items.append(
                .link(
                    .mail,
                    Text(
                        fr: "Relancer les jamais activés (\(Numbers.grouped(waiting, .fr)))",
                        en: "Invite those never activated again (\(Numbers.grouped(waiting, .en)))"),
                    to: InviteManyView.path))
        }
        if known.requests > 0 {
            let count = Numbers.grouped(known.requests, language)
            items.append(
                .link(
                    .mail, Text(fr: "\(RequestWords.list.fr) (\(count))", en: "\(RequestWords.list.en) (\(count))"),
                    to: RequestWords.path))
        }
        let deleted = known.counts[.deleted] ?? 0
        if deleted > 0 {
            items.append(
                .link(
                    .restore,
                    Text(
                        fr: "Supprimés depuis peu (\(Numbers.grouped(deleted, .fr)))",
                        en: "Recently deleted (\(Numbers.grouped(deleted, .en)))"), to: UserListState.path(.deleted)))
        }
        return ActionMenu(
            label: Text(fr: "Autres actions sur les utilisateurs", en: "More actions on users"), items: items,
            opensRight: true)
    }

    /// A scoped list says its scope in words.
    var scope: HTML {
        let sentence: Text =
            if user.isOperator {
                Text(fr: "Toutes les structures", en: "Every organisation")
            } else if known.structures.count == 1, let only = known.structures.first {
                Text(fr: "Utilisateurs de \(only.name)", en: "Users of \(only.name)")
            } else {
                Text(
                    fr: "Utilisateurs de vos \(known.structures.count) structures",
                    en: "Users of your \(known.structures.count) organisations")
            }
        return "\(sentence[language])"
    }

    /// The saved views and their names, some only where they are looked at.
    func views(with more: [(UserList.View, Text)]) -> [(UserList.View, Text)] {
        [
            (.all, Text(fr: "Tous", en: "All")), (.neverActivated, Text(fr: "Jamais activés", en: "Never activated")),
            (.dormant, Text(fr: "Dormants", en: "Dormant")), (.blocked, Text(fr: "Bloqués", en: "Locked")),
            (.withoutApplication, Text(fr: "Sans application", en: "Without application")),
        ] + more
    }

    private var views: HTML {
        var more: [(UserList.View, Text)] = []
        if (known.counts[.unreachable] ?? 0) > 0 || list.view == .unreachable {
            more.append((.unreachable, Text(fr: "Injoignables", en: "Unreachable")))
        }
        if list.view == .deleted { more.append((.deleted, Text(fr: "Supprimés", en: "Deleted"))) }
        let shown = views(with: more)
        return SavedViews(
            views: shown.map { view, label in
                .init(
                    label: label, count: known.counts[view] ?? 0, path: UserListState.path(view),
                    isCurrent: list.view == view && !state.isFiltered)
            }
        ).html(language)
    }

    private var filters: HTML {
        var filters: [FilterForm.Filter] = [.search(name: "q", UserWords.search, value: list.search)]
        filters += StructureFilter(structures: known.structures, chosen: list.structure).filters(language)
        filters.append(
            .choice(
                name: "application", UserWords.application,
                options: [("", Text(fr: "Toutes", en: "All")[language])]
                    + known.applications.map { ($0.id.description, $0.name) },
                chosen: list.application?.description ?? ""))
        return FilterForm(
            label: Text(fr: "Filtrer les utilisateurs", en: "Filter users"), path: UserWords.list, filters: filters,
            kept: state.kept
        ).html(language)
    }

    // MARK: - Rows

    private var body: HTML {
        guard !rows.isEmpty else { return "\(empty)<div class=\"gap\"></div>" }
        guard list.view != .deleted else {
            let table = ListTable(id: "liste", caption: caption, columns: columns, rows: rows.map(line))
            return "\(table.html(language))\(foot)"
        }
        let table = ListTable(
            id: "liste", caption: caption, columns: columns, rows: rows.map(line), selectionName: "u")
        return "\(selection(table.html(language)))\(foot)"
    }

    private var caption: HTML {
        let place = known.page.firstPlace
        let numbers = [place, place + rows.count - 1].map { Numbers.grouped($0, language) }
        let span = Text(fr: "\(numbers[0]) à \(numbers[1])", en: "\(numbers[0]) to \(numbers[1])")
        let total = Numbers.counted(
            known.page.total, one: Text(fr: "utilisateur", en: "user"), many: Text(fr: "utilisateurs", en: "users"),
            language)
        let sorted = Text(
            fr: known.page.total < 2 ? "trié par" : "triés par", en: "sorted by")
        let of = Text(fr: "sur", en: "of")
        let down = Text(fr: ", en ordre inverse", en: ", in reverse order")
        return """
            <span><strong>\(span[language])</strong> \(of[language]) \(total), \(sorted[language]) \
            \(list.order.words[language])\(list.isDescending ? down[language] : "")</span>\(sizes)
            """
    }

    /// « 25 · 50 · 100 par page »
    private var sizes: HTML? {
        guard known.page.total > UserListState.sizes[0] else { return nil }
        let links: [HTML] = UserListState.sizes.map { size in
            size == list.size
                ? "<b aria-current=\"true\">\(size)</b>" : "<a href=\"\(state.path { $0.size = size })\">\(size)</a>"
        }
        let page = Text(fr: "par page", en: "per page")
        return "<span class=\"sizes num\">\(links.joined(separator: " · ")) \(page[language])</span>"
    }

    private var columns: [ListTable.Column] {
        [
            .init(label: UserWords.name, sort: sort(.name)),
            .init(label: UserWords.structure, place: .place, sort: sort(.structure)),
            .init(label: DirectoryTabs.Tab.applications.label, place: .tags),
            .init(label: UserWords.state, place: .state, sort: sort(.standing)),
            .init(label: UserWords.lastSignIn, place: .last, sort: sort(.lastSignIn)),
            .init(label: Text(fr: "Actions", en: "Actions"), place: .actions, isSilent: true),
        ]
    }

    private func sort(_ order: UserList.Order) -> ListTable.Sort {
        let isCurrent = list.order == order
        let path = state.path {
            $0.order = order
            $0.isDescending = isCurrent && !list.isDescending
        }
        return .init(path: path, direction: isCurrent ? (list.isDescending ? .descending : .ascending) : nil)
    }

    private func line(_ row: UserListRow) -> ListTable.Row {
        let person = row.user
        let path = UserWords.path(person.id)
        let none = Text(fr: "Aucune", en: "None")
        return ListTable.Row(
            cells: [
                ListTable.person(
                    givenName: person.givenName, familyName: person.familyName, email: person.email, path: path),
                structures(row.structures),
                row.applications.isEmpty
                    ? "<span class=\"muted\">\(none[language])</span>" : Tag.list(row.applications),
                state(of: row), visit.lastSignIn(row.lastSignInAt, for: user), menu(of: row).html(language),
            ],
            selection: (
                person.id.description,
                Text(fr: "Sélectionner \(person.displayName)", en: "Select \(person.displayName)")
            ))
    }

    func state(of row: UserListRow) -> HTML {
        guard row.user.deletedAt != nil else {
            let unreachable: HTML? = row.isUnreachable ? " \(UserWords.unreachableTag(language))" : nil
            return "\(row.standing.tag(language))\(unreachable)"
        }
        return Tag(Text(fr: "Supprimé", en: "Deleted"), .closed, icon: .delete, language).html
    }

    /// « Ville de Valmont + 1 autre »
    private func structures(_ names: [String]) -> HTML {
        guard let first = names.first else { return "<span class=\"muted\">–</span>" }
        guard names.count > 1 else { return "\(first)" }
        let more = Text(
            fr: names.count == 2 ? "+ 1 autre" : "+ \(names.count - 1) autres", en: "+ \(names.count - 1) more")
        return "\(first) <span class=\"tag\">\(more[language])</span>"
    }

    /// Each item leads to a page that says what may be done: rows know nothing of Invariant 8.
    private func menu(of row: UserListRow) -> ActionMenu {
        let person = row.user
        let path = UserWords.path(person.id)
        let label = Text(fr: "Actions pour \(person.displayName)", en: "Actions for \(person.displayName)")
        var items: [ActionMenu.Item] = [
            .link(.person, Text(fr: "Ouvrir la fiche", en: "Open the record"), to: path)
        ]
        if person.deletedAt == nil {
            items.append(
                .link(.key, Text(fr: "Affecter ou retirer", en: "Assign or revoke"), to: path + "/habilitations"))
        }
        items.append(.link(.history, UserWords.history, to: JournalWords.history(of: person.id)))
        if person.deletedAt == nil {
            items += [.separator, .destructive(.delete, UserWords.delete, to: path + "/supprimer")]
        }
        return ActionMenu(label: label, items: items)
    }

    // MARK: - Around the rows

    /// What follows the table.
    private var foot: HTML {
        let pager = pager
        return pager.isEmpty ? "<div class=\"gap\"></div>" : pager
    }

    private var pager: HTML {
        let page = known.page
        return Pager(
            first: page.hasPrevious ? state.path : nil,
            previous: page.hasPrevious ? rows.first.map { row in state.path { $0.start = .before(row.user.id) } } : nil,
            next: page.hasNext ? rows.last.map { row in state.path { $0.start = .after(row.user.id) } } : nil,
            last: page.hasNext ? state.path { $0.start = .last } : nil,
            position: Pager.position(page.firstPlace, rows.count, of: page.total)
        ).html(language)
    }

    /// An empty list says why it is empty.
    private var empty: HTML {
        if state.isFiltered || (everybody > 0 && list.view != .all && list.view != .deleted) {
            let clear = Button(Text(fr: "Effacer les filtres", en: "Clear filters")).link(language, to: UserWords.list)
            return EmptyList(title: noResult, explanation: "\(sought[language])", ways: [clear]).html(language)
        }
        if list.view == .deleted {
            let none = Text(
                fr: "Personne n’a été supprimé ces 30 derniers jours.",
                en: "Nobody was deleted during the last 30 days.")
            return EmptyList(title: none).html(language)
        }
        let none = Text(fr: "Aucun utilisateur pour l’instant", en: "No user yet")
        let how = Text(
            fr: "Référencez ici les personnes de votre structure avant de les habiliter à une application.",
            en: "Register the people of your organisation here before you give them access to an application.")
        return EmptyList(
            title: none, explanation: "\(how[language])",
            ways: [
                Button(UserWords.add, .primary, icon: .add, detail: Text(fr: "un utilisateur", en: "a user"))
                    .link(language, to: UserWords.list + "/ajouter")
            ]
        ).html(language)
    }

    private var noResult: Text {
        state.isFiltered
            ? Text(fr: "Aucun résultat pour ces filtres", en: "No result for these filters")
            : Text(fr: "Personne dans cette vue", en: "Nobody in this view")
    }

    /// What was asked for, in words.
    var sought: Text {
        var french: [String] = []
        var english: [String] = []
        if !list.search.isEmpty {
            french.append("nom, prénom ou adresse commençant par « \(list.search) »")
            english.append("name or address beginning with “\(list.search)”")
        }
        if let structure = known.structures.first(where: { $0.id == list.structure }) {
            french.append("structure « \(structure.name) »")
            english.append("organisation “\(structure.name)”")
        }
        if let application = known.applications.first(where: { $0.id == list.application }) {
            french.append("application « \(application.name) »")
            english.append("application “\(application.name)”")
        }
        guard !french.isEmpty else { return Text(fr: "", en: "") }
        return Text(
            fr: "Recherché : " + french.joined(separator: ", "), en: "Sought: " + english.joined(separator: ", "))
    }
}

extension UserList.Order {
    fileprivate var words: Text {
        switch self {
        case .name: Text(fr: "nom", en: "name")
        case .structure: Text(fr: "structure", en: "organisation")
        case .standing: Text(fr: "état", en: "state")
        case .lastSignIn: Text(fr: "dernière connexion", en: "last sign-in")
        }
    }
}
