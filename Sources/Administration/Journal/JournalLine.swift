import Calendar
import Directory
import Markup
import Pages

/// An entry of the journal as one sentence.
struct JournalLine: Sendable {
    let entry: JournalEntry
    let words: JournalEntry.Words

    init(_ entry: JournalEntry, _ words: JournalEntry.Words) {
        self.entry = entry
        self.words = words
    }

    var path: String { JournalWords.path(entry.id) }

    /// « Nadia Benslimane a donné BIP\utilisateurs à Karim Amrani pour Ville de Valmont »
    func sentence(_ language: Language) -> String {
        var words = words
        words.actor = JournalWords.actor(words.actor, of: entry, language)
        words.before = words.before.map { written($0, language) }
        words.after = words.after.map { written($0, language) }
        let sentence = JournalEntry.sentence(entry.kind, words, in: language)
        return language == .fr ? Typography.french(sentence) : sentence
    }

    /// The sentence with its names made strong.
    func html(_ language: Language) -> HTML {
        func marked(_ name: String) -> String { Self.open + Self.unmarked(name) + Self.close }
        var words = words
        words.actor = marked(JournalWords.actor(words.actor, of: entry, language))
        words.person = words.person.map(marked)
        words.structure = words.structure.map(marked)
        words.application = words.application.map(marked)
        words.role = words.role.map(marked)
        words.before = words.before.map(Self.unmarked)
        words.after = words.after.map(Self.unmarked)
        let sentence = JournalLine(entry, words).sentence(language)
        var html = HTML.empty
        for piece in sentence.split(separator: Self.open, omittingEmptySubsequences: false) {
            let parts = piece.split(separator: Self.close, maxSplits: 1, omittingEmptySubsequences: false)
            html += parts.count == 2 ? "<b>\(parts[0])</b>\(parts[1])" : "\(piece)"
        }
        return html
    }

    // Signs that mean nothing to anyone (Unicode, private use), around names until the markup is made.
    private static let open = "\u{E000}"
    private static let close = "\u{E001}"

    private static func unmarked(_ text: String) -> String { text.filter { $0 != "\u{E000}" && $0 != "\u{E001}" } }

    /// What stood before or stands now, in words: days, kinds and languages are stored as the program writes them.
    func written(_ text: String, _ language: Language) -> String {
        switch entry.kind {
        case .structureKindChanged: return Structure.Kind(rawValue: text)?.words[language] ?? text
        case .userLanguageChanged where text == "fr": return Text(fr: "français", en: "French")[language]
        case .userLanguageChanged where text == "en": return Text(fr: "anglais", en: "English")[language]
        case .applicationOpeningChanged where text == "*":
            return Text(fr: "toutes les structures", en: "every organisation")[language]
        default:
            guard text.utf8.count == 10, let day = CalendarDay(text) else { return text }
            return Dates.day(day, language)
        }
    }

    /// What sort of event it is, by a drawing beside the words.
    var icon: Icon {
        switch entry.kind {
        case .userDeleted, .userErased: .delete
        case .userRestored, .userResumed: .restore
        case .userSuspended, .accountActivated, .passwordChanged: .lock
        case .invitationCreated, .resetCreated, .addressUnreachable: .mail
        case .sessionsEnded: .signOut
        default:
            switch JournalGroup(of: entry.kind) {
            case .access: .key
            case .structures: .building
            case .applications: .anyApplication
            case .people, .accounts, .site: .person
            }
        }
    }
}
