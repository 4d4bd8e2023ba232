import Markup

// The keys of the site.
extension JournalEvent {
    /// The first key of a use was made.
    package static func keyMade(_ key: JournalKey) -> JournalEvent {
        JournalEvent(
            .keyMade, .site, Text(fr: "Clé du site créée", en: "Key of the site made"),
            fr: "a créé une clé du site (\(key))",
            en: "made a key of the site (\(key))",
            .after(keyLabel, key))
    }

    /// A key that is to follow was made.
    package static func keyPrepared(_ key: JournalKey) -> JournalEvent {
        JournalEvent(
            .keyPrepared, .site, Text(fr: "Prochaine clé préparée", en: "Next key prepared"),
            fr: "a préparé la prochaine clé du site (\(key))",
            en: "prepared the next key of the site (\(key))",
            .after(keyLabel, key))
    }

    /// The next key came into use.
    package static func keySwitched(from old: JournalKey, to new: JournalKey) -> JournalEvent {
        JournalEvent(
            .keySwitched, .site, Text(fr: "Clé du site changée", en: "Key of the site switched"),
            fr: "a remplacé une clé du site : \(old) → \(new)",
            en: "switched a key of the site: \(old) → \(new)",
            .before(old), .after(keyLabel, new))
    }

    /// A key that was not in use ceased to count.
    package static func keyRetired(_ key: JournalKey) -> JournalEvent {
        JournalEvent(
            .keyRetired, .site, Text(fr: "Clé du site retirée", en: "Key of the site retired"),
            fr: "a retiré une clé du site (\(key))",
            en: "retired a key of the site (\(key))",
            .after(keyLabel, key))
    }

    /// Every key of a use was replaced at once.
    package static func keyReplaced(by key: JournalKey, reason: String) -> JournalEvent {
        JournalEvent(
            .keyReplaced, .site, Text(fr: "Clé remplacée d’urgence", en: "Key replaced in an emergency"),
            fr: "a remplacé d’urgence une clé du site (\(key), motif : \(reason))",
            en: "replaced a key of the site in an emergency (\(key), reason: \(reason))",
            .before(reasonLabel, reason), .after(keyLabel, key))
    }

    /// Key files were put under a passphrase.
    package static func keysProtected(files: JournalCount) -> JournalEvent {
        JournalEvent(
            .keysProtected, .site, Text(fr: "Fichiers de clés chiffrés", en: "Key files encrypted"),
            fr: "a chiffré les fichiers de clés du site (\(files))",
            en: "encrypted the key files of the site (\(files))",
            .after(filesLabel, files))
    }

    /// Key files were taken out of their passphrase.
    package static func keysUnprotected(files: JournalCount) -> JournalEvent {
        JournalEvent(
            .keysUnprotected, .site, Text(fr: "Fichiers de clés déchiffrés", en: "Key files decrypted"),
            fr: "a déchiffré les fichiers de clés du site (\(files))",
            en: "decrypted the key files of the site (\(files))",
            .after(filesLabel, files))
    }

    private static let keyLabel = Text(fr: "Clé", en: "Key")

    private static let filesLabel = Text(fr: "Fichiers", en: "Files")
}
