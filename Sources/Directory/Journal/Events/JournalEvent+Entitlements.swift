import Markup

// Habilitations.
extension JournalEvent {
    static func entitlementGranted(until day: JournalDay?) -> JournalEvent {
        JournalEvent(
            .entitlementGranted, .access, Text(fr: "Habilitation donnée", en: "Access right granted"),
            fr: "a donné \(.role) à \(.person) pour \(.structure)\(" jusqu’au ", ifGiven: day)",
            en: "granted \(.role) to \(.person) for \(.structure)\(" until ", ifGiven: day)",
            .after(Text(fr: "Jusqu’au", en: "Until"), day))
    }

    static func entitlementChanged(from old: JournalDay?, to new: JournalDay?) -> JournalEvent {
        JournalEvent(
            .entitlementChanged, .access, Text(fr: "Fin d’habilitation changée", en: "End of access right changed"),
            fr: "a changé la fin de \(.role) pour \(.person) (\(.structure)) : \(old) → \(new)",
            en: "changed the end of \(.role) for \(.person) (\(.structure)): \(old) → \(new)",
            .before(old), .after(new))
    }

    static func entitlementRevoked(reason: String?) -> JournalEvent {
        JournalEvent(
            .entitlementRevoked, .access, Text(fr: "Habilitation retirée", en: "Access right revoked"),
            fr: "a retiré \(.role) à \(.person) pour \(.structure)\(" (motif : ", ifGiven: reason, ")")",
            en: "revoked \(.role) from \(.person) for \(.structure)\(" (reason: ", ifGiven: reason, ")")",
            .after(reasonLabel, reason))
    }
}
