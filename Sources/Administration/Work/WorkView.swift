import Directory
import Jobs
import Markup
import Pages

/// `/travaux/{travail}`: how far a job is, and what became of it.
struct WorkView {
    /// Refusals on the page; the rest is in the file.
    static let shown = 100

    let job: Job
    let refused: [JobItem]
    /// The role or the file that it is about.
    let subject: String?
    let user: SignedInUser
    let visit: Visit

    private var language: Language { visit.language }
    private var path: String { WorkWords.path(job.id) }

    var page: Page {
        Page(
            job.title, crumbs: WorkWords.crumbs + [Crumb(WorkWords.work, WorkWords.list)],
            content: "<div class=\"card workcard\">\(progress)\(facts)\(actions)</div>\(refusals)")
    }

    private var progress: HTML {
        let position = Text(
            fr: "\(Numbers.grouped(job.over, .fr)) sur \(Numbers.grouped(job.total, .fr))",
            en: "\(Numbers.grouped(job.over, .en)) of \(Numbers.grouped(job.total, .en))")
        let name = Text(fr: "Avancement", en: "Progress")
        return """
            <p class="workstate">\(WorkWords.state(job, language)) <strong class="num">\(position[language])</strong></p>\
            <progress max="\(max(1, job.total))" value="\(job.over)" aria-label="\(name[language])">\
            \(position[language])</progress><p class="below">\(sentence[language])</p>
            """
    }

    /// What the state means, and what was written.
    private var sentence: Text {
        let outcome = job.outcome
        switch job.state {
        case .draft: return outcome
        case .waiting:
            return Text(
                fr: "\(outcome.fr). Le travail continue même si vous quittez cette page.",
                en: "\(outcome.en). The job goes on even if you leave this page.")
        case .done: return Text(fr: "\(outcome.fr).", en: "\(outcome.en).")
        case .stopped:
            return Text(
                fr: "\(outcome.fr) avant l’arrêt. Ce qui est fait reste fait ; le reste n’a pas été touché.",
                en: "\(outcome.en) before the stop. What is done stays done; the rest was not touched.")
        case .failed:
            let why: Text =
                switch job.trouble {
                case .makerGone:
                    Text(
                        fr: "La personne qui l’a lancé n’a plus le droit de le faire.",
                        en: "The person who started it may no longer do it.")
                case .mailWaits:
                    Text(
                        fr: "Trop de messages attendent déjà de partir : reprenez quand ils seront partis.",
                        en: "Too many messages wait to leave already: resume when they have left.")
                case .store, nil: Text(fr: "L’annuaire n’a pas répondu.", en: "The directory did not answer.")
                }
            return Text(
                fr: "\(why.fr) \(outcome.fr) ; le reste n’a pas été touché.",
                en: "\(why.en) \(outcome.en); the rest was not touched.")
        }
    }

    private var facts: HTML {
        var facts: [(Text, HTML)] = []
        if let subject { facts.append((Text(fr: "Objet", en: "Subject"), "\(subject)")) }
        facts.append((Text(fr: "Lancé par", en: "Started by"), "\(job.makerName)"))
        if let started = job.startedAt {
            facts.append((Text(fr: "Lancé", en: "Started"), "\(visit.moments.at(started))"))
        }
        if let finished = job.finishedAt {
            facts.append((Text(fr: "Terminé", en: "Ended"), "\(visit.moments.at(finished))"))
        }
        let lines: [HTML] = facts.map { "<div><dt>\($0[language])</dt><dd>\($1)</dd></div>" }
        return "<dl class=\"kv below\">\(lines)</dl>"
    }

    private var actions: HTML {
        var buttons: [HTML] = []
        switch job.state {
        case .waiting:
            buttons.append(
                Button(Text(fr: "Actualiser", en: "Refresh"), .primary, icon: .clock).link(language, to: path))
            buttons.append(
                visit.context.form(
                    to: path + "/arreter", Button(Text(fr: "Arrêter", en: "Stop")).submit(language)))
        case .stopped, .failed:
            if job.over < job.total {
                buttons.append(
                    visit.context.form(
                        to: path + "/reprendre",
                        Button(Text(fr: "Reprendre", en: "Resume"), .primary).submit(language)))
            }
            buttons.append(back)
        case .draft, .done: buttons.append(back)
        }
        return "<div class=\"actions below\">\(buttons)</div>"
    }

    private var back: HTML {
        Button(Text(fr: "Aller aux utilisateurs", en: "Go to the users"), job.state == .done ? .primary : .quiet)
            .link(language, to: UserWords.list)
    }

    private var refusals: HTML? {
        guard job.refused > 0 else { return nil }
        let title = Text(
            fr: job.refused == 1 ? "1 refus" : "\(Numbers.grouped(job.refused, .fr)) refus",
            en: job.refused == 1 ? "1 refusal" : "\(Numbers.grouped(job.refused, .en)) refusals")
        let file = Button(
            Text(fr: "Télécharger les refus (CSV)", en: "Download the refusals (CSV)"), icon: .download
        ).link(language, to: path + "/refus")
        let rows: [[HTML]] = refused.map { item in
            let reasons: [HTML] = WorkWords.reasons(item.reason).map { "<li>\($0[language])</li>" }
            return [who(item), "<ul class=\"plainlist\">\(reasons)</ul>"]
        }
        let more = Text(
            fr: "Les \(Self.shown) premiers sont ici, tous sont dans le fichier.",
            en: "The first \(Self.shown) are here, all of them are in the file.")
        let rest: HTML? = job.refused > refused.count ? "<p class=\"small\">\(more[language])</p>" : nil
        return """
            <section class="apart"><h2>\(title[language])</h2>\(rest)\
            \(TableShell(
                id: "refus", caption: "\(title[language])",
                columns: [Text(fr: "Personne", en: "Person"), Text(fr: "Motif", en: "Reason")], rows: rows
            ).html(language))<p class="actions below">\(file)</p></section>
            """
    }

    private func who(_ item: JobItem) -> HTML {
        switch item.subject {
        case .person(let person):
            return "\(person.name)<small class=\"muted cut\">\(person.email)</small>"
        case .line(let line):
            guard case .import(let settings) = job.task else { return .empty }
            let name = [line.text(.familyName, settings.layout), line.text(.givenName, settings.layout)]
                .filter { !$0.isEmpty }.joined(separator: " ")
            let place = Text(fr: "ligne \(item.number)", en: "line \(item.number)")
            return """
                \(String(name.prefix(120))) <span class="muted num">\(place[language])</span>\
                <small class="muted cut">\(String(line.text(.email, settings.layout).prefix(120)))</small>
                """
        }
    }
}

/// `/travaux`: the jobs of the last thirty days.
struct WorkListView {
    let jobs: [Job]
    let hasMore: Bool
    let isFirstPage: Bool
    /// Whether an operator looks at those of everybody.
    let isEverybodys: Bool
    let user: SignedInUser
    let visit: Visit

    private var language: Language { visit.language }

    var page: Page {
        let lead = Text(
            fr: "Imports et actions sur plusieurs personnes, des 30 derniers jours.",
            en: "Imports and actions on several people, of the last 30 days.")
        return Page(
            WorkWords.work, crumbs: WorkWords.crumbs,
            content: "<p class=\"lead\">\(lead[language])</p>\(whose)\(jobs.isEmpty ? empty : table)\(pager)")
    }

    private var whose: HTML? {
        guard user.isOperator else { return nil }
        let views: [(Text, String, Bool)] = [
            (Text(fr: "Les miens", en: "Mine"), WorkWords.list, !isEverybodys),
            (Text(fr: "Ceux de tous", en: "Everybody’s"), WorkWords.list + "?qui=tous", isEverybodys),
        ]
        let items: [HTML] = views.map { label, path, isCurrent in
            "<li><a href=\"\(path)\"\(attribute: "aria-current", isCurrent ? "page" : nil)>\(label[language])</a></li>"
        }
        let name = Text(fr: "Vues", en: "Views")
        return "<nav aria-label=\"\(name[language])\"><ul class=\"views\">\(items)</ul></nav>"
    }

    private var table: HTML {
        let rows: [[HTML]] = jobs.map { job in
            [
                "<a href=\"\(WorkWords.path(job.id))\">\(job.title[language])</a>",
                WorkWords.state(job, language), "\(job.outcome[language])", "\(job.makerName)",
                "\(visit.moments.at(job.startedAt ?? job.createdAt))",
            ]
        }
        return TableShell(
            id: "travaux", caption: "\(WorkWords.work[language])",
            columns: [
                Text(fr: "Travail", en: "Job"), UserWords.state, Text(fr: "Résultat", en: "Result"),
                Text(fr: "Lancé par", en: "Started by"), Text(fr: "Quand", en: "When"),
            ], rows: rows
        ).html(language)
    }

    private var empty: HTML {
        EmptyList(
            title: Text(fr: "Aucun travail ces 30 derniers jours", en: "No job during the last 30 days"),
            ways: [
                Button(UserWords.import, icon: .file).link(language, to: ImportWords.path)
            ]
        ).html(language)
    }

    private var pager: HTML {
        let who = isEverybodys ? "qui=tous" : nil
        func path(_ more: String?) -> String {
            let query = [who, more].compactMap(\.self).joined(separator: "&")
            return WorkWords.list + (query.isEmpty ? "" : "?" + query)
        }
        let count = Numbers.counted(
            jobs.count, one: Text(fr: "travail", en: "job"), many: Text(fr: "travaux", en: "jobs"), language)
        return Pager(
            first: isFirstPage ? nil : path(nil),
            next: hasMore ? jobs.last.map { path("avant=\($0.id)") } : nil, position: Text(fr: count, en: count)
        ).html(language)
    }
}
