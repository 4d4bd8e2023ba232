package import Markup

/// What an entry of the journal tells: a kind, the fields of that kind, and the words for them in both languages.
///
/// Each kind is made by the member that bears its name, as `.referentDesignated(from:)` does, and all that is known of a
/// kind stands there (`Events/`). Nothing else calls the initialiser, so that no kind has another one's fields.
package struct JournalEvent: Sendable {
    package let kind: JournalEntry.Kind
    /// The saved view of the journal in which it is.
    package let group: JournalGroup
    /// What sort of event it is, in a few words: the choices of a filter, a column of the file, the heading of an event.
    package let label: Text
    /// Its fields that are there, in the order in which a page lists them.
    package let details: [Detail]
    /// Whether it is about the operators themselves: no referent sees it.
    let isOfOperators: Bool
    private let french: JournalSentence
    private let english: JournalSentence

    init(
        _ kind: JournalEntry.Kind, _ group: JournalGroup, _ label: Text, fr: JournalSentence, en: JournalSentence,
        _ details: Detail?..., isOfOperators: Bool = false
    ) {
        self.kind = kind
        self.group = group
        self.label = label
        self.details = details.compactMap(\.self)
        self.isOfOperators = isOfOperators
        french = fr
        english = en
    }

    /// « Nadia Benslimane a donné BIP\utilisateurs à Karim Amrani pour Ville de Valmont », without the moment.
    package func sentence(_ names: JournalEntry.Names) -> Text {
        Text(fr: plain(names, .fr).map(\.text).joined(), en: plain(names, .en).map(\.text).joined())
    }

    /// The sentence in one language, cut where names begin and end: a page makes them strong.
    package func runs(_ names: JournalEntry.Names, _ language: Language) -> [Run] {
        plain(names, language).map { run in
            Run(Text(fr: run.text, en: run.text)[language], isName: run.isName)
        }
    }

    /// With the spaces as they are written.
    private func plain(_ names: JournalEntry.Names, _ language: Language) -> [Run] {
        let rest = language == .fr ? french : english
        return [.init(names.actor(in: language), isName: true)] + rest.runs(names, language)
    }

    /// What stands for a field that is not there.
    static let nothing = "–"

    // What fields of several groups are called.
    static let addressLabel = Text(fr: "Adresse électronique", en: "E-mail address")
    static let reasonLabel = Text(fr: "Motif", en: "Reason")
}

extension JournalEvent {
    /// A stretch of a sentence.
    package struct Run: Hashable, Sendable {
        package let text: String
        /// Whether it is the name of a person, a structure, an application or a role.
        package let isName: Bool

        init(_ text: String, isName: Bool) {
            self.text = text
            self.isName = isName
        }
    }

    /// A field of an event, with what it is called there.
    package struct Detail: Sendable {
        /// Where in the row it is kept; rows of the first version use the two in ways of their own.
        enum Slot: Hashable, Sendable { case before, after, serviceProvider }

        let slot: Slot
        package let label: Text
        let field: any JournalField

        /// The field as people read it.
        package func shown(in language: Language) -> String { field.shown(in: language) }

        /// A field in the slot of what was; nil when it is not there.
        static func before(_ label: Text, _ field: (some JournalField)?) -> Detail? {
            field.map { Detail(slot: .before, label: label, field: $0) }
        }

        /// What was, of a change.
        static func before(_ field: (some JournalField)?) -> Detail? {
            before(Text(fr: "Avant", en: "Before"), field)
        }

        /// A field in the slot of what is, or of what the event is about; nil when it is not there.
        static func after(_ label: Text, _ field: (some JournalField)?) -> Detail? {
            field.map { Detail(slot: .after, label: label, field: $0) }
        }

        /// What is now, of a change.
        static func after(_ field: (some JournalField)?) -> Detail? {
            after(Text(fr: "Après", en: "After"), field)
        }

        /// The entityID of a service provider, where before and after are what they are called.
        static func serviceProvider(_ entityID: String) -> Detail? {
            Detail(slot: .serviceProvider, label: entityIDLabel, field: entityID)
        }

        static let entityIDLabel = Text(fr: "entityID", en: "entityID")
    }

    /// The fields of an event as its row keeps them.
    struct Stored: Hashable, Sendable {
        var before: String?
        var after: String?
        var serviceProvider: String?

        subscript(slot: Detail.Slot) -> String? {
            get {
                switch slot {
                case .before: before
                case .after: after
                case .serviceProvider: serviceProvider
                }
            }
            set {
                switch slot {
                case .before: before = newValue
                case .after: after = newValue
                case .serviceProvider: serviceProvider = newValue
                }
            }
        }
    }

    /// The fields as a new row keeps them.
    var stored: Stored {
        var stored = Stored()
        for detail in details { stored[detail.slot] = detail.field.stored }
        return stored
    }

    /// The event without what its fields tell of anybody: a day may stay.
    var withheld: JournalEvent {
        var stored = Stored()
        for detail in details { stored[detail.slot] = detail.field.isPersonal ? "…" : detail.field.stored }
        return JournalEvent(kind, stored)
    }
}

extension JournalEvent: Equatable {
    /// The same kind with the same fields.
    package static func == (left: JournalEvent, right: JournalEvent) -> Bool {
        left.kind == right.kind && left.stored == right.stored
    }
}

extension JournalEntry.Kind {
    /// What sort of event it is, in a few words.
    package var label: Text { described.label }

    /// The saved view of the journal in which it is.
    package var group: JournalGroup { described.group }

    private var described: JournalEvent { Self.events[self] ?? JournalEvent(self, .init()) }

    /// Each kind without its fields, made once: a page asks for all of them.
    private static let events = Dictionary(uniqueKeysWithValues: allCases.map { ($0, JournalEvent($0, .init())) })
}
