import Calendar
import Directory
import FoundationEssentials
import Markup
import Pages

/// The journal: what was done, by whom, to whom and where, in sentences, the newest first.
struct JournalView {
    /// What the directory says, of one moment and within the scope.
    struct Known: Sendable {
        let lines: [JournalLine]
        let hasPrevious: Bool
        let hasNext: Bool
        /// Counted up to `JournalView.countLimit`.
        let count: Int
        let structures: [Structure]
        /// What the list is the history of: a person's name, a role's path, an application's name.
        let subject: String?
    }

    static let countLimit = 1000

    let state: JournalListState
    let known: Known
    let user: SignedInUser
    let visit: Visit

    private var language: Language { visit.language }

    var page: Page {
        let title = heading
        let content: HTML = """
            \(head(title))\(views)\(filters)\(known.lines.isEmpty ? "\(empty)<div class=\"gap\"></div>" : list)
            """
        return Page(
            title, shape: .headed, crumbs: state.isHistory ? JournalWords.crumbs : [],
            tabs: JournalWords.tabs(JournalWords.path, isOperator: user.isOperator, language), content: content)
    }

    private var heading: Text {
        guard let subject = known.subject else { return JournalWords.journal }
        if state.person != nil, state.group == .access {
            return Text(fr: "Historique des accès de \(subject)", en: "History of \(subject)’s access")
        }
        return Text(fr: "Historique de \(subject)", en: "History of \(subject)")
    }

    private func head(_ title: Text) -> HTML {
        let export = Button(JournalWords.export, icon: .download).link(language, to: state.path(to: "/export"))
        var detail = scope
        if state.isHistory {
            let all = Text(fr: "Tout le journal", en: "The whole audit trail")
            detail = "\(detail) <a href=\"\(JournalWords.path)\">\(all[language])</a>"
        }
        return PageHead(title, language, actions: known.lines.isEmpty ? [] : [export], detail: detail).html(language)
    }

    /// What the list is limited to, in words.
    private var scope: HTML {
        guard !user.isOperator else {
            let all = Text(
                fr: "Tout ce qui a été changé, sur tout le portail.", en: "All changes, of the whole portal.")
            return "\(all[language])"
        }
        let own = Text(
            fr: "Ce qui a été changé dans vos structures et pour leurs utilisateurs.",
            en: "What was changed in your organisations and for their users.")
        return "\(own[language])"
    }

    // MARK: - Views and filters

    private var views: HTML {
        let all = SavedViews.View(
            label: Text(fr: "Tous", en: "All"), count: nil,
            path: state.path {
                $0.group = nil
                $0.kind = nil
            }, isCurrent: state.group == nil)
        let groups = JournalGroup.allCases.filter { user.isOperator || $0.isForReferents }.map { group in
            SavedViews.View(
                label: group.label, count: nil,
                path: state.path {
                    $0.group = group
                    if $0.kind.map({ $0.group != group }) ?? false { $0.kind = nil }
                }, isCurrent: state.group == group)
        }
        return SavedViews(views: [all] + groups).html(language)
    }

    private var filters: HTML {
        var filters: [FilterForm.Filter] = [
            .search(
                name: "q", Text(fr: "Nom, rôle, domaine…", en: "Name, role, domain…"), value: state.text)
        ]
        filters += StructureFilter(structures: known.structures, chosen: state.structure).filters(language)
        let every = Text(fr: "Toutes", en: "All")[language]
        filters.append(
            .choice(
                name: "action", JournalWords.action,
                options: [("", every)] + kinds.map { ($0.rawValue, $0.label[language]) },
                chosen: state.kind?.rawValue ?? ""))
        filters.append(.day(name: "du", JournalWords.from, value: state.from?.text ?? ""))
        filters.append(.day(name: "au", JournalWords.until, value: state.until?.text ?? ""))
        return FilterForm(
            label: Text(fr: "Filtrer le journal", en: "Filter the audit trail"), path: JournalWords.path,
            filters: filters, kept: state.kept
        ).html(language)
    }

    /// The kinds that the view has, for this person.
    private var kinds: [JournalEntry.Kind] {
        let groups = state.group.map { [$0] } ?? JournalGroup.allCases.filter { user.isOperator || $0.isForReferents }
        return groups.flatMap(\.kinds)
    }

    // MARK: - The list

    private var list: HTML {
        EventList(
            lines: known.lines, hasPrevious: known.hasPrevious, hasNext: known.hasNext, moment: \.entry.at, row: row
        ).html(
            visit, told: "<span role=\"status\">\(counted)</span>\(clear)",
            .init(
                first: state.path(), last: state.path { $0.place = .last },
                before: { line in state.path { $0.place = .before(ID(line.entry.id)) } },
                after: { line in state.path { $0.place = .after(ID(line.entry.id)) } }))
    }

    private func row(_ line: JournalLine) -> HTML {
        let at = line.entry.at
        let number = Text(fr: "Événement nº \(line.entry.id), ", en: "Event no. \(line.entry.id), ")
        return """
            <li><span class="sort">\(line.icon.html)</span><span class="said">\(line.html(language))</span>\
            <a class="num" href="\(line.path)"><span class="vh">\(number[language])</span>\
            <time datetime="\(DateTime.wholeSeconds(at))">\(Dates.time(at, language))</time></a></li>
            """
    }

    private var counted: String {
        let one = Text(fr: "événement", en: "event")
        let many = Text(fr: "événements", en: "events")
        if known.count > Self.countLimit {
            let number = Numbers.grouped(Self.countLimit, language)
            return Text(fr: "Plus de \(number) événements", en: "More than \(number) events")[language]
        }
        return Numbers.counted(known.count, one: one, many: many, language)
    }

    private var clear: HTML? {
        guard state.isFiltered else { return nil }
        return " <a class=\"btn quiet\" href=\"\(state.unfiltered)\">\(JournalWords.clear[language])</a>"
    }

    // MARK: - Nothing

    /// An empty list says why it is empty, and offers a wider one.
    private var empty: HTML {
        guard state.isFiltered || state.group != nil || state.isHistory else {
            let none = Text(fr: "Rien n’a encore été changé", en: "Nothing has been changed yet")
            let what = Text(
                fr: "Chaque ajout, chaque habilitation donnée ou retirée paraîtra ici.",
                en: "Each addition, each access right granted or revoked will appear here.")
            return EmptyList(title: none, explanation: "\(what[language])").html(language)
        }
        var ways: [HTML] = []
        if state.isOfPeriod {
            let wider = Text(fr: "Chercher sur toute la période", en: "Search the whole period")
            let path = state.path { ($0.from, $0.until) = (nil, nil) }
            ways.append(Button(wider, .primary).link(language, to: path))
        }
        if state.isFiltered { ways.append(Button(JournalWords.clear).link(language, to: state.unfiltered)) }
        let why = state.isOfPeriod ? period : Text(fr: "Le journal garde une année.", en: "A year is kept.")
        return EmptyList(
            title: state.isFiltered ? JournalWords.noResult : Text(fr: "Aucun événement", en: "No event"),
            explanation: "\(why[language])", ways: ways
        ).html(language)
    }

    /// « Rien du 3 mars 2026 au 5 mars 2026. »
    private var period: Text {
        func day(_ day: CalendarDay, _ language: Language) -> String { Dates.day(day, language) }
        switch (state.from, state.until) {
        case (let from?, let until?):
            return Text(
                fr: "Rien du \(day(from, .fr)) au \(day(until, .fr)).",
                en: "Nothing from \(day(from, .en)) to \(day(until, .en)).")
        case (let from?, nil):
            return Text(fr: "Rien depuis le \(day(from, .fr)).", en: "Nothing since \(day(from, .en)).")
        case (nil, let until?):
            return Text(fr: "Rien jusqu’au \(day(until, .fr)).", en: "Nothing up to \(day(until, .en)).")
        case (nil, nil): return Text(fr: "", en: "")
        }
    }
}
