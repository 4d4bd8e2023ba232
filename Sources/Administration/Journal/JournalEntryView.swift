import Calendar
import Crypto
import Directory
import FoundationEssentials
import Markup
import Pages

/// One event of the journal, at an address that stays its own.
struct JournalEntryView {
    /// What the directory says, of one moment and within the scope.
    struct Known: Sendable {
        let line: JournalLine
        let isActorSeen: Bool
        let isPersonSeen: Bool
        let isStructureSeen: Bool
        /// In scope.
        let application: Application?
        let role: Role?
        /// For operators.
        let proof: Proof?
    }

    /// The entry's place in the chain.
    struct Proof: Sendable {
        let record: JournalRecord
        let seal: JournalSeal?
    }

    let known: Known
    let user: SignedInUser
    let visit: Visit

    private var language: Language { visit.language }
    private var entry: JournalEntry { known.line.entry }
    private var names: JournalEntry.Names { known.line.names }

    var page: Page {
        let title = Text(fr: "Événement nº \(entry.id)", en: "Event no. \(entry.id)")
        let detail: HTML = "\(Tag(known.line.event.label[language]).html)"
        let content: HTML = """
            \(PageHead(title, language, detail: detail).html(language))<div class="stack">\(erased)\
            <section class="card event" aria-labelledby="h-fait"><h2 id="h-fait">\(known.line.icon.html)\
            \(known.line.html(language))</h2><dl class="kv">\(facts)</dl></section>\(proof)\
            <p class="actions">\(ways)</p></div><div class="gap"></div>
            """
        return Page(title, shape: .headed, crumbs: JournalWords.crumbs, content: content)
    }

    /// Why names are missing.
    private var erased: HTML? {
        guard entry.isErased else { return nil }
        let why = Text(
            fr:
                "Les noms que portait cet événement ont été effacés, parce que la personne l’a été ou parce que le délai est passé. Ce qui reste est ce que l’annuaire en dit aujourd’hui.",
            en:
                "The names in this event were erased, because the person was or because the period is over. What is left is what the directory says of it today."
        )
        return Notice(.info, "<p>\(why[language])</p>").html
    }

    private var facts: [HTML] {
        let about = entry.about
        var facts: [(Text, HTML)] = [
            (
                JournalWords.when,
                "<time datetime=\"\(DateTime.wholeSeconds(entry.at))\">\(Dates.dayAndTime(entry.at, language))</time>"
            ),
            (
                JournalWords.actor,
                JournalWords.person(
                    names.actor(in: language), about.actor, isLinked: known.isActorSeen)
            ),
        ]
        if let name = names.person {
            facts.append((JournalWords.person, JournalWords.person(name, about.person, isLinked: known.isPersonSeen)))
        }
        if let name = names.structure {
            facts.append(
                (
                    UserWords.structure,
                    known.isStructureSeen
                        ? "<a href=\"/annuaire/structures/\(about.structure?.description ?? "")\">\(name)</a>"
                        : "\(name)"
                ))
        }
        if let name = names.application {
            let isLinked = user.isOperator && known.application != nil
            facts.append(
                (
                    UserWords.application,
                    isLinked
                        ? "<a href=\"\(known.application.map(ApplicationWords.path) ?? "")\">\(name)</a>" : "\(name)"
                ))
        }
        if let path = names.role {
            if let application = known.application, let role = known.role {
                let address = ApplicationWords.path(role, of: application)
                facts.append((JournalWords.role, "<a href=\"\(address)\">\(path)</a>"))
            } else {
                facts.append((JournalWords.role, "\(path)"))
            }
        }
        // « – » stands for what was erased: nothing to list.
        for detail in entry.isErased ? [] : known.line.event.details {
            let text = detail.shown(in: language)
            if !text.isEmpty { facts.append((detail.label, "<span class=\"value\">\(text)</span>")) }
        }
        return facts.map { "<div><dt>\($0[language])</dt><dd>\($1)</dd></div>" }
    }

    /// The chain, for whoever has to prove what the journal says.
    private var proof: HTML? {
        guard let proof = known.proof else { return nil }
        let record = proof.record
        let sealed: String
        if let seal = proof.seal {
            let at = Dates.dayAndTime(seal.at, language)
            sealed =
                Text(
                    fr: "le \(at), avec tous les événements jusqu’au nº \(seal.entry)",
                    en: "on \(at), with all events up to no. \(seal.entry)")[language]
        } else {
            sealed =
                Text(fr: "pas encore : un sceau est posé chaque jour", en: "not yet: a seal is made each day")[language]
        }
        let facts: [(Text, HTML)] = [
            (Text(fr: "Scellé", en: "Sealed"), "\(sealed)"),
            (Text(fr: "Empreinte", en: "Hash"), "<code>\(Hex.encode(record.hash))</code>"),
            (Text(fr: "Empreinte précédente", en: "Hash before it"), "<code>\(Hex.encode(record.previousHash))</code>"),
            (Text(fr: "Empreinte du texte", en: "Hash of the words"), "<code>\(Hex.encode(record.payloadHash))</code>"),
        ]
        let rows: [HTML] = facts.map { "<div><dt>\($0[language])</dt><dd>\($1)</dd></div>" }
        let title = Text(fr: "Preuve", en: "Proof")
        return """
            <section class="card" aria-labelledby="h-preuve"><h2 id="h-preuve">\(Icon.lock.html)\(title[language])</h2>\
            <dl class="kv hashes">\(rows)</dl></section>
            """
    }

    private var ways: [HTML] {
        var ways: [HTML] = []
        if let id = entry.about.person, known.isPersonSeen {
            let label = Text(fr: "Historique de cette personne", en: "This person’s history")
            ways.append(Button(label, icon: .history).link(language, to: "\(JournalWords.path)?personne=\(id)"))
        }
        let back = Text(fr: "Retour au journal", en: "Back to the audit trail")
        ways.append(Button(back, .quiet, icon: .back).link(language, to: JournalWords.path))
        return ways
    }
}
