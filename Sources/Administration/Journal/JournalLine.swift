import Calendar
import Directory
import Markup
import Pages

/// An entry of the journal as one sentence.
struct JournalLine: Sendable {
    let entry: JournalEntry
    let event: JournalEvent
    let names: JournalEntry.Names

    init(_ entry: JournalEntry, _ names: JournalEntry.Names) {
        self.entry = entry
        self.names = names
        event = entry.event
    }

    var path: String { JournalWords.path(entry.id) }

    /// « Nadia Benslimane a donné BIP\utilisateurs à Karim Amrani pour Ville de Valmont »
    var sentence: Text { event.sentence(names) }

    /// The sentence with its names made strong.
    func html(_ language: Language) -> HTML {
        event.runs(names, language).map { run -> HTML in run.isName ? "<b>\(run.text)</b>" : "\(run.text)" }.joined()
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
            switch event.group {
            case .access: .key
            case .structures: .building
            case .applications: .anyApplication
            case .people, .accounts, .site: .person
            }
        }
    }
}
