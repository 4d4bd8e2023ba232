import Accounts
import Calendar
import Directory
import FoundationEssentials
import Markup
import Pages

/// Who signed in, who could not and why, the newest first.
struct ConnectionsView {
    struct Known: Sendable {
        let lines: [ConnectionLine]
        let hasPrevious: Bool
        let hasNext: Bool
        let found: Found?
    }

    /// Whom the words or the address of the list mean.
    enum Found: Sendable {
        case person(String)
        case people(Int)
        case more(than: Int)
    }

    static let device = Text(fr: "Appareil", en: "Device")

    let state: ConnectionsState
    let known: Known
    let user: SignedInUser
    let visit: Visit

    private var language: Language { visit.language }

    var page: Page {
        let content: HTML = """
            \(head)\(views)\(filters)\(known.lines.isEmpty ? "\(empty)<div class=\"gap\"></div>" : list)
            """
        return Page(
            heading, shape: .headed, crumbs: JournalWords.crumbs,
            tabs: JournalWords.tabs(ConnectionsState.path, isOperator: user.isOperator, language), content: content)
    }

    private var heading: Text {
        guard case .person(let name) = known.found else { return JournalWords.connections }
        return Text(fr: "Connexions de \(name)", en: "Sign-ins of \(name)")
    }

    private var head: HTML {
        let export = Button(JournalWords.export, icon: .download).link(language, to: state.path(to: "/export"))
        let scope =
            user.isOperator
            ? Text(
                fr: "Ce qui s’est passé à la connexion, pour tout le portail. Une année est gardée.",
                en: "What happened at sign-in, for the whole portal. A year is kept.")
            : Text(
                fr:
                    "Le jour de chaque connexion des personnes dont vous suivez tout le compte. L’heure et l’appareil ne sont montrés qu’à l’exploitation.",
                en:
                    "The day of each sign-in of people whose whole account you look after. The time and the device are shown to operations only."
            )
        return PageHead(
            heading, language, actions: known.lines.isEmpty ? [] : [export], detail: "\(scope[language])"
        ).html(language)
    }

    private var views: HTML {
        let all = SavedViews.View(
            label: Text(fr: "Tous", en: "All"), count: nil, path: state.path { $0.group = nil },
            isCurrent: state.group == nil)
        let groups = SignInEventGroup.allCases.map { group in
            SavedViews.View(
                label: group.label, count: nil, path: state.path { $0.group = group }, isCurrent: state.group == group)
        }
        return SavedViews(views: [all] + groups).html(language)
    }

    private var filters: HTML {
        FilterForm(
            label: Text(fr: "Filtrer les connexions", en: "Filter sign-ins"), path: ConnectionsState.path,
            filters: [
                .search(name: "q", UserWords.search, value: state.text),
                .day(name: "du", JournalWords.from, value: state.from?.text ?? ""),
                .day(name: "au", JournalWords.until, value: state.until?.text ?? ""),
            ], kept: state.kept
        ).html(language)
    }

    // MARK: - The list

    private var list: HTML {
        EventList(
            lines: known.lines, hasPrevious: known.hasPrevious, hasNext: known.hasNext, moment: \.event.at, row: row
        ).html(
            visit, told: told,
            .init(
                first: state.path(), last: state.path { $0.place = .last },
                before: { line in state.path { $0.place = .before(line.event.id) } },
                after: { line in state.path { $0.place = .after(line.event.id) } }))
    }

    private func row(_ line: ConnectionLine) -> HTML {
        let event = line.event
        var details = line.structures
        if user.isOperator {
            if !event.address.isEmpty { details.append(event.address) }
            if !event.deviceDescription.isEmpty { details.append(event.deviceDescription) }
        }
        let small: HTML? = details.isEmpty ? nil : "<small>\(details.joined(separator: " · "))</small>"
        let time: HTML? =
            user.isOperator
            ? "<time class=\"num\" datetime=\"\(DateTime.wholeSeconds(event.at))\">\(Dates.time(event.at, language))</time>"
            : nil
        return """
            <li\(attribute: "class", event.kind.isFailure ? "failed" : nil)><span class="sort">\
            \(event.kind.icon.html)</span><span class="said">\(line.html(language))\(small)</span>\(time)</li>
            """
    }

    private var told: HTML {
        var words: [HTML] = []
        if case .more(let most) = known.found {
            let text = Text(
                fr: "Plus de \(most) personnes ont un nom qui commence ainsi : précisez.",
                en: "More than \(most) people have a name that begins so: be more precise.")
            words.append("<span role=\"status\">\(text[language])</span>")
        }
        if state.isFiltered {
            words.append("<a class=\"btn quiet\" href=\"\(state.unfiltered)\">\(JournalWords.clear[language])</a>")
        }
        return words.joined(separator: " ")
    }

    private var empty: HTML {
        guard state.isFiltered || state.group != nil else {
            return EmptyList(title: Text(fr: "Aucune connexion pour l’instant", en: "No sign-in yet")).html(language)
        }
        var ways: [HTML] = []
        if state.from != nil || state.until != nil {
            let wider = Text(fr: "Chercher sur toute la période", en: "Search the whole period")
            let path = state.path { ($0.from, $0.until) = (nil, nil) }
            ways.append(Button(wider, .primary).link(language, to: path))
        }
        if state.isFiltered { ways.append(Button(JournalWords.clear).link(language, to: state.unfiltered)) }
        if case .people(0) = known.found {
            let nobody = Text(
                fr: "Personne n’a un nom ou une adresse qui commence ainsi.",
                en: "Nobody has a name or an address that begins so.")
            return EmptyList(title: JournalWords.noResult, explanation: "\(nobody[language])", ways: ways).html(
                language)
        }
        return EmptyList(
            title: state.isFiltered
                ? JournalWords.noResult : Text(fr: "Rien dans cette vue", en: "Nothing in this view"),
            ways: ways
        ).html(language)
    }
}
