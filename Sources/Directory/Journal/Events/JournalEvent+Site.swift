import Markup

// The portal and those who run it.
extension JournalEvent {
    static var operatorAppointed: JournalEvent {
        JournalEvent(
            .operatorAppointed, .site, Text(fr: "Opérateur nommé", en: "Operator appointed"),
            fr: "a nommé \(.person) opérateur",
            en: "made \(.person) an operator",
            isOfOperators: true)
    }

    static var operatorDismissed: JournalEvent {
        JournalEvent(
            .operatorDismissed, .site, Text(fr: "Pouvoirs d’opérateur retirés", en: "Operator’s powers taken back"),
            fr: "a retiré à \(.person) les pouvoirs d’opérateur",
            en: "took the operator’s powers back from \(.person)",
            isOfOperators: true)
    }

    static func settingChanged(_ key: String) -> JournalEvent {
        JournalEvent(
            .settingChanged, .site, Text(fr: "Réglage changé", en: "Setting changed"),
            fr: "a changé le réglage \(key)",
            en: "changed the setting \(key)",
            .after(Text(fr: "Réglage", en: "Setting"), key))
    }

    static func portalMessagePlanned(_ words: String) -> JournalEvent {
        JournalEvent(
            .portalMessagePlanned, .site, Text(fr: "Message du portail annoncé", en: "Portal message planned"),
            fr: "a annoncé sur le portail « \(words) »",
            en: "announced on the portal “\(words)”",
            .after(words))
    }

    static func portalMessageChanged(from old: String, to new: String) -> JournalEvent {
        JournalEvent(
            .portalMessageChanged, .site, Text(fr: "Message du portail modifié", en: "Portal message changed"),
            fr: "a modifié le message du portail « \(new) »",
            en: "changed the message on the portal “\(new)”",
            .before(old), .after(new))
    }

    static func portalMessageRemoved(_ words: String) -> JournalEvent {
        JournalEvent(
            .portalMessageRemoved, .site, Text(fr: "Message du portail retiré", en: "Portal message removed"),
            fr: "a retiré du portail le message « \(words) »",
            en: "removed from the portal the message “\(words)”",
            .before(words))
    }
}
