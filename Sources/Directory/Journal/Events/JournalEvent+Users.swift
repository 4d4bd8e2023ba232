import Markup

// Accounts, and what is asked of the operator about them.
extension JournalEvent {
    static func userAdded(address: String) -> JournalEvent {
        JournalEvent(
            .userAdded, .people, Text(fr: "Utilisateur ajouté", en: "User added"),
            fr: "a référencé \(.person) (\(address)) pour \(.structure)",
            en: "added \(.person) (\(address)) to \(.structure)",
            .after(addressLabel, address))
    }

    static var userAttached: JournalEvent {
        JournalEvent(
            .userAttached, .people, Text(fr: "Utilisateur rattaché", en: "User attached"),
            fr: "a rattaché \(.person) à \(.structure)",
            en: "attached \(.person) to \(.structure)")
    }

    static func userDetached(losing roles: String?) -> JournalEvent {
        JournalEvent(
            .userDetached, .people, Text(fr: "Utilisateur détaché", en: "User detached"),
            fr: "a détaché \(.person) de \(.structure)",
            en: "detached \(.person) from \(.structure)",
            .before(lostRoles, roles))
    }

    static func userRenamed(from old: String, to new: String) -> JournalEvent {
        JournalEvent(
            .userRenamed, .people, Text(fr: "Nom corrigé", en: "Name corrected"),
            fr: "a corrigé le nom de \(old) en \(new)",
            en: "corrected the name of \(old) to \(new)",
            .before(old), .after(new))
    }

    static func userAddressChanged(from old: String, to new: String) -> JournalEvent {
        JournalEvent(
            .userAddressChanged, .people, Text(fr: "Adresse changée", en: "Address changed"),
            fr: "a changé l’adresse de \(.person) : \(old) → \(new)",
            en: "changed the address of \(.person): \(old) → \(new)",
            .before(old), .after(new))
    }

    static func userLanguageChanged(to language: JournalChoice<Language>) -> JournalEvent {
        JournalEvent(
            .userLanguageChanged, .people, Text(fr: "Langue choisie", en: "Language chosen"),
            fr: "a choisi la langue de \(.person) : \(language)",
            en: "chose the language of \(.person): \(language)",
            .after(language))
    }

    static var userSuspended: JournalEvent {
        JournalEvent(
            .userSuspended, .people, Text(fr: "Compte suspendu", en: "Account suspended"),
            fr: "a suspendu le compte de \(.person)",
            en: "suspended the account of \(.person)")
    }

    static var userResumed: JournalEvent {
        JournalEvent(
            .userResumed, .people, Text(fr: "Compte rétabli", en: "Account resumed"),
            fr: "a rétabli le compte de \(.person)",
            en: "resumed the account of \(.person)")
    }

    static func userDepartureChanged(from old: JournalDay?, to new: JournalDay?) -> JournalEvent {
        JournalEvent(
            .userDepartureChanged, .people, Text(fr: "Date de départ changée", en: "Departure date changed"),
            fr: "a changé la date de départ de \(.person) : \(old) → \(new)",
            en: "changed the departure date of \(.person): \(old) → \(new)",
            .before(old), .after(new))
    }

    static func userDeleted(losing roles: String?) -> JournalEvent {
        JournalEvent(
            .userDeleted, .people, Text(fr: "Utilisateur supprimé", en: "User deleted"),
            fr: "a supprimé \(.person)\(" (", ifKnown: .structure, ")")",
            en: "deleted \(.person)\(" (", ifKnown: .structure, ")")",
            .before(lostRoles, roles))
    }

    static var userRestored: JournalEvent {
        JournalEvent(
            .userRestored, .people, Text(fr: "Utilisateur restauré", en: "User restored"),
            fr: "a restauré \(.person) pour \(.structure)",
            en: "restored \(.person) to \(.structure)")
    }

    static var userErased: JournalEvent {
        JournalEvent(
            .userErased, .people, Text(fr: "Données personnelles effacées", en: "Personal data erased"),
            fr: "a effacé les données personnelles de \(.person)",
            en: "erased the personal data of \(.person)")
    }

    static func requestMade(_ words: String) -> JournalEvent {
        JournalEvent(
            .requestMade, .people, Text(fr: "Demande à l’opérateur", en: "Request to the operator"),
            fr: "a adressé à l’opérateur une demande au sujet de \(.person) : \(words)",
            en: "sent the operator a request about \(.person): \(words)",
            .after(Text(fr: "Demande", en: "Request"), words))
    }

    static func requestDone(answer: String?) -> JournalEvent {
        JournalEvent(
            .requestDone, .people, Text(fr: "Demande traitée", en: "Request settled"),
            fr: "a traité une demande au sujet de \(.person)\(" : ", ifGiven: answer)",
            en: "settled a request about \(.person)\(": ", ifGiven: answer)",
            .after(answerLabel, answer))
    }

    static func requestRefused(answer: String?) -> JournalEvent {
        JournalEvent(
            .requestRefused, .people, Text(fr: "Demande refusée", en: "Request refused"),
            fr: "a refusé une demande au sujet de \(.person) : \(answer)",
            en: "refused a request about \(.person): \(answer)",
            .after(answerLabel, answer))
    }

    private static let lostRoles = Text(fr: "Habilitations perdues", en: "Access rights lost")

    private static let answerLabel = Text(fr: "Réponse", en: "Answer")
}
