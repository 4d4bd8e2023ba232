import Directory
import Jobs
import Markup
import Pages

/// The words of long work, *Travaux*.
enum WorkWords {
    static let list = "/travaux"

    static func path(_ job: ID<Job>) -> String { "\(list)/\(job)" }

    static let work = Text(fr: "Travaux", en: "Jobs")

    static let crumbs: [Crumb] = [.portal, .list(.users)]

    /// « Import de 42 lignes », « Suppression de 3 personnes ».
    static func title(_ job: Job) -> Text {
        let french = people(job.total, .fr)
        let english = people(job.total, .en)
        switch job.task {
        case .import:
            let fr = Numbers.counted(
                job.total, one: Text(fr: "ligne", en: "line"), many: Text(fr: "lignes", en: "lines"), .fr)
            let en = Numbers.counted(
                job.total, one: Text(fr: "ligne", en: "line"), many: Text(fr: "lignes", en: "lines"), .en)
            return Text(fr: "Import de \(fr)", en: "Import of \(en)")
        case .assign: return Text(fr: "Affectation de \(french)", en: "Assignment of \(english)")
        case .invite: return Text(fr: "Invitation de \(french)", en: "Invitation of \(english)")
        case .delete: return Text(fr: "Suppression de \(french)", en: "Deletion of \(english)")
        case .revoke: return Text(fr: "Retrait du rôle à \(french)", en: "Role revoked from \(english)")
        }
    }

    static func people(_ count: Int, _ language: Language) -> String {
        Numbers.counted(
            count, one: Text(fr: "personne", en: "person"), many: Text(fr: "personnes", en: "people"), language)
    }

    static func state(_ job: Job, _ language: Language) -> HTML {
        switch job.state {
        case .draft: Tag(Text(fr: "À confirmer", en: "To confirm"), .waiting, icon: .info, language).html
        case .waiting: Tag(Text(fr: "En cours", en: "In progress"), .waiting, icon: .clock, language).html
        case .done where job.refused > 0:
            Tag(Text(fr: "Terminé, avec des refus", en: "Over, with refusals"), .attention, icon: .warning, language)
                .html
        case .done: Tag(Text(fr: "Terminé", en: "Over"), .good, icon: .done, language).html
        case .stopped: Tag(Text(fr: "Arrêté", en: "Stopped"), .closed, icon: .pause, language).html
        case .failed: Tag(Text(fr: "Interrompu", en: "Broken off"), .attention, icon: .warning, language).html
        }
    }

    /// « 41 faits, 2 refusés ».
    static func outcome(_ job: Job) -> Text {
        func parts(_ language: Language) -> String {
            var parts = [
                Numbers.counted(
                    job.done, one: Text(fr: "fait", en: "done"), many: Text(fr: "faits", en: "done"), language)
            ]
            if job.skipped > 0 {
                parts.append(
                    Numbers.counted(
                        job.skipped, one: Text(fr: "sans changement", en: "without change"),
                        many: Text(fr: "sans changement", en: "without change"), language))
            }
            if job.refused > 0 {
                parts.append(
                    Numbers.counted(
                        job.refused, one: Text(fr: "refusé", en: "refused"), many: Text(fr: "refusés", en: "refused"),
                        language))
            }
            return parts.joined(separator: ", ")
        }
        return Text(fr: parts(.fr), en: parts(.en))
    }

    /// Why an item was refused, in sentences.
    static func reasons(_ reason: JobItem.Reason?) -> [Text] {
        switch reason {
        case .refused(let refused): [Refusal.words(refused.error)]
        case .line(let problems): problems.map(ImportWords.words)
        case nil: []
        }
    }
}
