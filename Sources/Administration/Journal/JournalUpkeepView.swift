import Crypto
import Directory
import FoundationEssentials
import HTTP
import Markup
import Pages

/// How the journal is kept: sealed, checked, shortened, and when that was last done. For operators.
struct JournalUpkeepView {
    struct Known: Sendable {
        let jobs: [JournalUpkeep]
        let seal: JournalSeal?
        let oldest: JournalEntry?
        let newest: JournalEntry?
    }

    let known: Known
    let visit: Visit

    private var language: Language { visit.language }

    var page: Page {
        let title = JournalWords.upkeep
        let detail = Text(
            fr: "Chaque jour, ce qui s’est ajouté au journal est vérifié, puis scellé par une signature.",
            en: "Each day, what was added to the audit trail is checked, then sealed by a signature.")
        let content: HTML = """
            \(PageHead(title, language, detail: "\(detail[language])").html(language))\
            <div class="stack">\(alarm)\(jobs)\(extent)</div><div class="gap"></div>
            """
        return Page(
            title, shape: .headed, crumbs: JournalWords.crumbs,
            tabs: JournalWords.tabs(JournalWords.path + "/etat", isOperator: true, language), content: content)
    }

    private var alarm: HTML? {
        guard let broken = known.jobs.first(where: { $0.wrong != nil }), let wrong = broken.wrong else { return nil }
        let what = Text(
            fr: "Le journal n’est pas intact : \(wrong.words(broken.entry).fr).",
            en: "The audit trail is not intact: \(wrong.words(broken.entry).en).")
        let then = Text(
            fr:
                "Rien n’est scellé ni effacé tant que cela dure. Comparez avec une sauvegarde et avec les sceaux gardés ailleurs : {0}",
            en:
                "Nothing is sealed or deleted while this lasts. Compare with a backup and with the seals kept elsewhere: {0}"
        )
        let command: HTML = "<code>convergences journal verify --seals …</code>"
        return Notice(.failed, "<p><strong>\(what[language])</strong></p><p>\(then.html(language, command))</p>").html
    }

    private var jobs: HTML {
        let rows: [HTML] = JournalUpkeep.Job.allCases.map { job in
            let last = known.jobs.first { $0.job == job }
            return """
                <li><span class="sort">\((last?.wrong == nil ? Icon.done : Icon.lock).html)</span>\
                <span class="said"><b>\(job.label[language])</b><small>\(outcome(job, last))</small></span></li>
                """
        }
        let title = Text(fr: "Travaux du journal", en: "Jobs of the audit trail")
        return """
            <section class="card journal" aria-labelledby="h-travaux"><h2 id="h-travaux">\(title[language])</h2>\
            <ul class="log">\(rows)</ul></section>
            """
    }

    private func outcome(_ job: JournalUpkeep.Job, _ last: JournalUpkeep?) -> String {
        guard let last else { return Text(fr: "Pas encore fait", en: "Not done yet")[language] }
        let at = Dates.dayAndTime(last.at, language)
        if let wrong = last.wrong {
            let words = wrong.words(last.entry)
            return Text(fr: "Le \(at) : \(words.fr)", en: "On \(at): \(words.en)")[language]
        }
        let count = Numbers.counted(
            last.count, one: Text(fr: "événement", en: "event"), many: Text(fr: "événements", en: "events"), language)
        return switch job {
        case .seal:
            Text(
                fr: "Le \(at) : \(count) de plus sous sceau, jusqu’au nº \(last.entry)",
                en: "On \(at): \(count) more under seal, up to no. \(last.entry)")[language]
        case .verification:
            Text(fr: "Le \(at) : \(count), tous intacts", en: "On \(at): \(count), all intact")[language]
        case .retention:
            last.count == 0
                ? Text(fr: "Le \(at) : rien d’assez ancien", en: "On \(at): nothing old enough")[language]
                : Text(
                    fr: "Le \(at) : \(count) ôtés, jusqu’au nº \(last.entry)",
                    en: "On \(at): \(count) taken out, up to no. \(last.entry)")[language]
        }
    }

    private var extent: HTML {
        var facts: [(Text, HTML)] = []
        for (label, entry) in [
            (Text(fr: "Premier événement gardé", en: "First event kept"), known.oldest),
            (Text(fr: "Dernier événement", en: "Last event"), known.newest),
        ] {
            guard let entry else { continue }
            let number = Text(fr: "nº \(entry.id), le {0}", en: "no. \(entry.id), on {0}")
            facts.append(
                (
                    label,
                    "<a href=\"\(JournalWords.path(entry.id))\">\(number.html(language, "\(Dates.day(entry.at, language))"))</a>"
                ))
        }
        if let seal = known.seal {
            let waiting = known.newest.map { $0.id - seal.entry } ?? 0
            let at = (fr: Dates.dayAndTime(seal.at, .fr), en: Dates.dayAndTime(seal.at, .en))
            let words =
                waiting == 0
                ? Text(
                    fr: "nº \(seal.entry), scellé le \(at.fr) : tout l’est",
                    en: "no. \(seal.entry), sealed on \(at.en): everything is")
                : Text(
                    fr: "nº \(seal.entry), scellé le \(at.fr) ; \(waiting) après lui pas encore",
                    en: "no. \(seal.entry), sealed on \(at.en); \(waiting) after it not yet")
            facts += [
                (Text(fr: "Dernier sceau", en: "Last seal"), "\(words[language])"),
                (Text(fr: "Empreinte scellée", en: "Sealed hash"), "<code>\(Hex.encode(seal.hash))</code>"),
                (Text(fr: "Clé du sceau", en: "Key of the seal"), "<code>\(seal.key)</code>"),
            ]
        }
        let rows: [HTML] = facts.map { "<div><dt>\($0[language])</dt><dd>\($1)</dd></div>" }
        let title = Text(fr: "Étendue", en: "Extent")
        let elsewhere = Text(
            fr: "Un journal coupé avec ses sceaux ne se découvre qu’avec un sceau gardé ailleurs : {0} les écrit.",
            en: "An audit trail cut off with its seals is found only with a seal kept elsewhere: {0} writes them.")
        return """
            <section class="card" aria-labelledby="h-etendue"><h2 id="h-etendue">\(title[language])</h2>\
            <dl class="kv hashes">\(rows)</dl>\
            <p class="small">\(elsewhere.html(language, "<code>convergences journal seals</code>"))</p></section>
            """
    }
}

extension JournalUpkeep.Job {
    fileprivate var label: Text {
        switch self {
        case .seal: Text(fr: "Scellement, chaque jour", en: "Seal, each day")
        case .verification: Text(fr: "Vérification entière, chaque semaine", en: "Whole verification, each week")
        case .retention:
            Text(
                fr: "Conservation : ce qui a dépassé le délai est ôté",
                en: "Retention: what is past its time is taken out")
        }
    }
}

extension JournalVerification.Reason {
    /// What is wrong, as the end of a sentence.
    fileprivate func words(_ entry: Int64) -> Text {
        switch self {
        case .missing: Text(fr: "l’événement nº \(entry) manque", en: "event no. \(entry) is missing")
        case .wordsAltered:
            Text(
                fr: "les mots de l’événement nº \(entry) ont été changés",
                en: "the words of event no. \(entry) were changed")
        case .entryAltered:
            Text(
                fr: "l’événement nº \(entry) a été changé, ou n’est pas à sa place",
                en: "event no. \(entry) was changed, or is not in its place")
        case .cutOff:
            Text(
                fr: "l’événement nº \(entry) a été scellé et le journal s’arrête avant lui : la fin a été coupée",
                en: "event no. \(entry) was sealed and the trail ends before it: its end was cut off")
        case .sealedOtherwise:
            Text(
                fr: "la suite des événements jusqu’au nº \(entry) n’est pas celle qui a été scellée",
                en: "the events up to no. \(entry) are not those that were sealed")
        case .sealForged:
            Text(
                fr: "le sceau de l’événement nº \(entry) n’est pas d’une clé de ce portail",
                en: "the seal of event no. \(entry) was not made by a key of this portal")
        case .sealMissing:
            Text(fr: "le sceau de l’événement nº \(entry) manque", en: "the seal of event no. \(entry) is missing")
        }
    }
}

extension Administration {
    func journalUpkeepPage(_ visit: Visit, _ person: SignedInVisit) throws -> Response {
        let known = try directory.read { directory throws(DirectoryError) in
            let all = JournalFilter(scope: .everything)
            return JournalUpkeepView.Known(
                jobs: try directory.journalUpkeep(), seal: try directory.lastJournalSeal(),
                oldest: try directory.journal(all, at: .last, limit: 1).entries.first,
                newest: try directory.journal(all, limit: 1).entries.first)
        }
        return JournalUpkeepView(known: known, visit: visit).page.response(visit.context)
    }
}
