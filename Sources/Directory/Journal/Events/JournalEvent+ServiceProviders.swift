import Markup

// Service providers.
extension JournalEvent {
    static func serviceProviderAdded(_ entityID: String) -> JournalEvent {
        JournalEvent(
            .serviceProviderAdded, .applications,
            Text(fr: "Fournisseur de service enregistré", en: "Service provider registered"),
            fr: "a enregistré le fournisseur de service \(entityID) de \(.application)",
            en: "registered the service provider \(entityID) of \(.application)",
            .after(entityID))
    }

    static func serviceProviderMetadataChanged(_ entityID: String, differences: String?) -> JournalEvent {
        JournalEvent(
            .serviceProviderMetadataChanged, .applications,
            Text(fr: "Métadonnées mises à jour", en: "Metadata updated"),
            fr: "a mis à jour les métadonnées de \(entityID) (\(.application))\(" : ", ifGiven: differences)",
            en: "updated the metadata of \(entityID) (\(.application))\(": ", ifGiven: differences)",
            .before(Text(fr: "Différences", en: "Differences"), differences), .after(Detail.entityIDLabel, entityID))
    }

    static func serviceProviderDecisionsChanged(from old: String, to new: String) -> JournalEvent {
        JournalEvent(
            .serviceProviderDecisionsChanged, .applications,
            Text(fr: "Réglages d’un fournisseur de service changés", en: "Service provider settings changed"),
            fr: "a changé les réglages d’un fournisseur de service de \(.application)",
            en: "changed the settings of a service provider of \(.application)",
            .before(old), .after(new))
    }

    static func serviceProviderEnabled(_ entityID: String) -> JournalEvent {
        JournalEvent(
            .serviceProviderEnabled, .applications,
            Text(fr: "Fournisseur de service activé", en: "Service provider enabled"),
            fr: "a activé le fournisseur de service \(entityID) de \(.application)",
            en: "enabled the service provider \(entityID) of \(.application)",
            .after(entityID))
    }

    static func serviceProviderDisabled(_ entityID: String) -> JournalEvent {
        JournalEvent(
            .serviceProviderDisabled, .applications,
            Text(fr: "Fournisseur de service désactivé", en: "Service provider disabled"),
            fr: "a désactivé le fournisseur de service \(entityID) de \(.application)",
            en: "disabled the service provider \(entityID) of \(.application)",
            .after(entityID))
    }

    static func serviceProviderMadeDefault(_ entityID: String) -> JournalEvent {
        JournalEvent(
            .serviceProviderMadeDefault, .applications,
            Text(fr: "Fournisseur de service principal", en: "Main service provider"),
            fr: "a fait de \(entityID) le fournisseur de service principal de \(.application)",
            en: "made \(entityID) the main service provider of \(.application)",
            .after(entityID))
    }

    static func serviceProviderRemoved(_ entityID: String) -> JournalEvent {
        JournalEvent(
            .serviceProviderRemoved, .applications,
            Text(fr: "Fournisseur de service supprimé", en: "Service provider removed"),
            fr: "a supprimé le fournisseur de service \(entityID) de \(.application)",
            en: "removed the service provider \(entityID) of \(.application)",
            .before(entityID))
    }

    static func serviceProviderMetadataRejected(_ entityID: String) -> JournalEvent {
        JournalEvent(
            .serviceProviderMetadataRejected, .applications, Text(fr: "Métadonnées refusées", en: "Metadata refused"),
            fr: "a refusé les nouvelles métadonnées de \(entityID) (\(.application))",
            en: "refused the new metadata of \(entityID) (\(.application))",
            .after(entityID))
    }

    /// Rows of the first version name one address, and do not say whether it came or went:
    /// `serviceProviderSourceChanged(_:address:)`.
    static func serviceProviderSourceChanged(_ entityID: String, from old: String?, to new: String?) -> JournalEvent {
        JournalEvent(
            .serviceProviderSourceChanged, .applications, sourceChanged,
            fr: "a changé la source des métadonnées de \(entityID) (\(.application)) : \(old) → \(new)",
            en: "changed the source of the metadata of \(entityID) (\(.application)): \(old) → \(new)",
            .before(old), .after(new), .serviceProvider(entityID))
    }

    /// As a row of the first version has it.
    static func serviceProviderSourceChanged(_ entityID: String, address: String?) -> JournalEvent {
        JournalEvent(
            .serviceProviderSourceChanged, .applications, sourceChanged,
            fr: "a changé la source des métadonnées de \(entityID) (\(.application))\(" : ", ifGiven: address)",
            en: "changed the source of the metadata of \(entityID) (\(.application))\(": ", ifGiven: address)",
            .before(Text(fr: "Adresse des métadonnées", en: "Metadata address"), address),
            .after(Detail.entityIDLabel, entityID))
    }

    private static let sourceChanged = Text(fr: "Source des métadonnées changée", en: "Metadata source changed")
}
