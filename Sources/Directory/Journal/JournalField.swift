import Calendar
import FoundationEssentials
import Markup

/// A field of an event. A row keeps a text; whatever it is, it can be read: what is no day or no key is shown as it is.
protocol JournalField: Sendable {
    /// As the row keeps it.
    var stored: String { get }
    /// Whether it may tell something of a person.
    var isPersonal: Bool { get }
    /// As people read it.
    func shown(in language: Language) -> String
}

extension JournalField {
    var isPersonal: Bool { true }
}

/// Names, addresses, reasons: people's own words.
extension String: JournalField {
    var stored: String { self }

    func shown(in language: Language) -> String { self }
}

/// A day.
enum JournalDay: JournalField, Hashable {
    case day(CalendarDay)
    /// What a row has in its place.
    case text(String)

    init(stored: String) {
        let day = stored.utf8.count == 10 ? CalendarDay(stored) : nil
        self = day.map { .day($0) } ?? .text(stored)
    }

    /// The day, in Paris, on which a moment is.
    init(_ moment: Date) { self = .day(CalendarDay(moment)) }

    init?(_ moment: Date?) {
        guard let moment else { return nil }
        self.init(moment)
    }

    var stored: String {
        switch self {
        case .day(let day): day.text
        case .text(let text): text
        }
    }

    var isPersonal: Bool {
        switch self {
        case .day: false
        case .text: true
        }
    }

    func shown(in language: Language) -> String {
        switch self {
        case .day(let day): Dates.day(day, language)
        case .text(let text): text
        }
    }
}

/// A value of a closed list, kept by its raw value.
struct JournalChoice<Value: Worded>: JournalField, Hashable {
    let stored: String

    init(_ value: Value) { stored = value.rawValue }

    init(stored: String) { self.stored = stored }

    func shown(in language: Language) -> String { Value(rawValue: stored)?.words[language] ?? stored }
}

/// A value with words for people.
protocol Worded: RawRepresentable<String>, Hashable, Sendable {
    var words: Text { get }
}

extension Language: Worded {
    var words: Text {
        switch self {
        case .fr: Text(fr: "français", en: "French")
        case .en: Text(fr: "anglais", en: "English")
        }
    }
}

/// To whom an application is open.
enum JournalOpening: JournalField, Hashable {
    case everyStructure
    /// The names of those that it is open to.
    case structures(String)

    init(stored: String) { self = stored == "*" ? .everyStructure : .structures(stored) }

    var stored: String {
        switch self {
        case .everyStructure: "*"
        case .structures(let names): names
        }
    }

    func shown(in language: Language) -> String {
        switch self {
        case .everyStructure: Text(fr: "toutes les structures", en: "every organisation")[language]
        case .structures(let names): names
        }
    }
}

/// A key of the site, as people tell keys apart: what it is for, and the beginning of its certificate's fingerprint.
package struct JournalKey: JournalField, Hashable {
    /// What a key is for. The raw values are stored: never change one.
    package enum Use: String, Hashable, Sendable {
        case signing, metadata, encryption

        fileprivate var words: Text {
            switch self {
            case .signing: Text(fr: "signature", en: "signing")
            case .metadata: Text(fr: "métadonnées", en: "metadata")
            case .encryption: Text(fr: "chiffrement", en: "encryption")
            }
        }
    }

    let stored: String

    /// - Parameter mark: the beginning of the fingerprint.
    package init(_ use: Use, mark: String) { stored = "\(use.rawValue) \(mark)" }

    init(stored: String) { self.stored = stored }

    func shown(in language: Language) -> String {
        let parts = stored.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let use = Use(rawValue: String(parts[0])) else { return stored }
        return "\(use.words[language]) \(parts[1])"
    }
}

/// How many there are.
package struct JournalCount: JournalField, Hashable {
    let stored: String

    package init(_ number: Int) { stored = "\(number)" }

    init(stored: String) { self.stored = stored }

    var isPersonal: Bool { false }

    func shown(in language: Language) -> String { stored }
}
