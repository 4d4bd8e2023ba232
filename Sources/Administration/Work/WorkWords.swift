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

    /// Why an item was refused, in sentences.
    static func reasons(_ reason: JobItem.Reason?) -> [Text] {
        switch reason {
        case .refused(let refused): [Refusal.words(refused.error)]
        case .line(let problems): problems.map(ImportWords.words)
        case nil: []
        }
    }
}
