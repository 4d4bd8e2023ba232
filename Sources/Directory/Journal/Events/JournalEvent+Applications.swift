import Markup

// Applications, role groups and roles.
extension JournalEvent {
    static var applicationAdded: JournalEvent {
        JournalEvent(
            .applicationAdded, .applications, Text(fr: "Application ajoutée", en: "Application added"),
            fr: "a ajouté l’application \(.application)",
            en: "added the application \(.application)")
    }

    static func applicationChanged(from old: String? = nil, to new: String?) -> JournalEvent {
        JournalEvent(
            .applicationChanged, .applications, Text(fr: "Application modifiée", en: "Application changed"),
            fr: "a modifié l’application \(.application)",
            en: "changed the application \(.application)",
            .before(old), .after(new))
    }

    static var applicationEnabled: JournalEvent {
        JournalEvent(
            .applicationEnabled, .applications, Text(fr: "Application ouverte", en: "Application opened"),
            fr: "a ouvert l’application \(.application)",
            en: "opened the application \(.application)")
    }

    static var applicationDisabled: JournalEvent {
        JournalEvent(
            .applicationDisabled, .applications, Text(fr: "Application fermée", en: "Application closed"),
            fr: "a fermé l’application \(.application)",
            en: "closed the application \(.application)")
    }

    static func applicationMaintenanceChanged(from old: String?, to new: String?) -> JournalEvent {
        JournalEvent(
            .applicationMaintenanceChanged, .applications,
            Text(fr: "Avis de maintenance changé", en: "Maintenance notice changed"),
            fr: "a changé l’avis de maintenance de \(.application) : \(new)",
            en: "changed the maintenance notice of \(.application): \(new)",
            .before(old), .after(new))
    }

    static func applicationOpeningChanged(to opening: JournalOpening) -> JournalEvent {
        JournalEvent(
            .applicationOpeningChanged, .applications,
            Text(fr: "Structures d’une application changées", en: "Openness changed"),
            fr: "a changé les structures qui accèdent à \(.application)",
            en: "changed the organisations that \(.application) is open to",
            .after(opening))
    }

    static func roleGroupAdded(_ group: String) -> JournalEvent {
        JournalEvent(
            .roleGroupAdded, .applications, Text(fr: "Groupe de rôles ajouté", en: "Role group added"),
            fr: "a ajouté le groupe de rôles \(group) à \(.application)",
            en: "added the role group \(group) to \(.application)",
            .after(group))
    }

    static func roleGroupRemoved(_ group: String) -> JournalEvent {
        JournalEvent(
            .roleGroupRemoved, .applications, Text(fr: "Groupe de rôles supprimé", en: "Role group removed"),
            fr: "a supprimé le groupe de rôles \(group) de \(.application)",
            en: "removed the role group \(group) from \(.application)",
            .before(group))
    }

    static func roleAdded(value: String) -> JournalEvent {
        JournalEvent(
            .roleAdded, .applications, Text(fr: "Rôle ajouté", en: "Role added"),
            fr: "a ajouté le rôle \(.role) à \(.application)",
            en: "added the role \(.role) to \(.application)",
            .after(valueLabel, value))
    }

    static func roleChanged(from old: String, to new: String) -> JournalEvent {
        JournalEvent(
            .roleChanged, .applications, Text(fr: "Rôle modifié", en: "Role changed"),
            fr: "a modifié le rôle \(.role) de \(.application) : \(old) → \(new)",
            en: "changed the role \(.role) of \(.application): \(old) → \(new)",
            .before(old), .after(new))
    }

    static func roleRemoved(value: String) -> JournalEvent {
        JournalEvent(
            .roleRemoved, .applications, Text(fr: "Rôle supprimé", en: "Role removed"),
            fr: "a supprimé le rôle \(.role) de \(.application)",
            en: "removed the role \(.role) from \(.application)",
            .before(valueLabel, value))
    }

    private static let valueLabel = Text(fr: "Valeur transmise", en: "Value sent")
}
