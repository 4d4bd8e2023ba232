import Directory
import Markup
import Pages

/// An entry of the journal as one sentence.
struct JournalLine: Sendable {
    let entry: JournalEntry
    private let words: JournalEntry.Words

    init(_ entry: JournalEntry, _ words: JournalEntry.Words) {
        self.entry = entry
        self.words = words
    }

    var path: String { "/journal/\(entry.id)" }

    /// « Nadia Benslimane a donné BIP\utilisateurs à Karim Amrani pour Ville de Valmont »
    func sentence(_ language: Language) -> String {
        var words = words
        // Days are stored as the world writes them.
        words.before = words.before.map { Self.written($0, language) }
        words.after = words.after.map { Self.written($0, language) }
        let sentence = JournalEntry.sentence(entry.kind, words, in: language.choose(fr: .fr, en: .en))
        return language == .fr ? Typography.french(sentence) : sentence
    }

    private static func written(_ text: String, _ language: Language) -> String {
        guard text.utf8.count == 10, let day = CalendarDay(text) else { return text }
        return Dates.day(day.start(), language)
    }

    /// What sort of event it is, by a drawing beside the words.
    var icon: Icon {
        switch entry.kind {
        case .entitlementGranted, .entitlementChanged, .entitlementRevoked: .key
        case .structureAdded, .structureRenamed, .structureKindChanged, .structureSIRETChanged,
            .structureContactChanged, .structureAttached, .structureDetached, .structureRemoved, .domainAdded,
            .domainRemoved, .addressExcepted, .addressExceptionRemoved:
            .building
        case .userDeleted, .userErased: .delete
        case .userRestored, .userResumed: .restore
        case .userSuspended: .lock
        case .invitationCreated, .resetCreated: .mail
        case .sessionsEnded: .signOut
        case .accountActivated, .passwordChanged: .lock
        case .applicationAdded, .applicationChanged, .applicationEnabled, .applicationDisabled,
            .applicationMaintenanceChanged, .applicationOpeningChanged, .roleGroupAdded, .roleGroupRemoved, .roleAdded,
            .roleChanged, .roleRemoved, .serviceProviderAdded, .serviceProviderMetadataChanged,
            .serviceProviderDecisionsChanged, .serviceProviderEnabled, .serviceProviderDisabled,
            .serviceProviderMadeDefault, .serviceProviderRemoved:
            .anyApplication
        default: .person
        }
    }
}
