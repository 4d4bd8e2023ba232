import Directory
import Jobs
import Markup

/// The words of what is done to a selection of people.
enum SelectionWords {
    static let path = UserWords.list + "/selection"

    static func path(_ draft: ID<Job>) -> String { "\(path)/\(draft)" }

    static let actions = Text(fr: "Actions sur la sélection", en: "Actions on the selection")
    static let selected = Text(fr: "sélectionné(s)", en: "selected")
    static let export = Text(fr: "Exporter", en: "Export")

    /// « Sélectionner les 1 118 résultats ».
    static func all(_ count: Int) -> Text {
        Text(
            fr: "Sélectionner les \(Numbers.grouped(count, .fr)) résultats",
            en: "Select all \(Numbers.grouped(count, .en)) results")
    }

    /// « Affecter 3 personnes ? »
    static func title(_ task: JobTask, _ count: Int) -> Text {
        let fr = Job.people(count, .fr)
        let en = Job.people(count, .en)
        switch task {
        case .assign: return Text(fr: "Affecter \(fr)", en: "Assign \(en)")
        case .invite: return Text(fr: "Renvoyer l’invitation à \(fr) ?", en: "Resend the invitation to \(en)?")
        case .delete: return Text(fr: "Supprimer \(fr) ?", en: "Delete \(en)?")
        case .revoke: return Text(fr: "Retirer le rôle à \(fr) ?", en: "Revoke the role from \(en)?")
        case .import: return Text(fr: "Importer \(fr)", en: "Import \(en)")
        }
    }

    /// What the button says.
    static func button(_ task: JobTask, _ count: Int) -> Text {
        let fr = Job.people(count, .fr)
        let en = Job.people(count, .en)
        switch task {
        case .assign: return Text(fr: "Affecter \(fr)", en: "Assign \(en)")
        case .invite: return Text(fr: "Envoyer les invitations", en: "Send the invitations")
        case .delete: return Text(fr: "Supprimer \(fr)", en: "Delete \(en)")
        case .revoke: return Text(fr: "Retirer le rôle à \(fr)", en: "Revoke the role from \(en)")
        case .import: return ImportWords.title
        }
    }

    /// What happens at once, and what can be taken back.
    static func lead(_ task: JobTask) -> Text {
        switch task {
        case .assign:
            Text(
                fr: "Ces personnes recevront le rôle que vous choisissez.",
                en: "These people will get the role that you choose.")
        case .invite:
            Text(
                fr:
                    "Un nouveau lien part à celles qui n’ont pas encore de mot de passe ; les liens précédents ne fonctionnent plus. Les autres ne reçoivent rien.",
                en:
                    "A new link goes to those who have no password yet; earlier links stop working. The others receive nothing."
            )
        case .delete:
            Text(
                fr:
                    "Elles perdent aussitôt tous leurs accès et leurs sessions sont fermées. Vous pourrez restaurer chaque compte pendant 30 jours. Un compte qui a aussi des accès gérés par une autre structure n’est pas supprimé : il figurera parmi les refus.",
                en:
                    "They lose all access at once and their sessions are closed. You can restore each account for 30 days. An account with access managed by another organisation is not deleted: it will be among the refusals."
            )
        case .revoke:
            Text(
                fr: "L’accès est refusé dès la prochaine ouverture de l’application.",
                en: "Access is refused from the next opening of the application.")
        case .import: ImportWords.title
        }
    }
}
