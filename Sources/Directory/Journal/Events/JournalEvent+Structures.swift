import Markup

// Structures, their domains and their référents.
extension JournalEvent {
    static var structureAdded: JournalEvent {
        JournalEvent(
            .structureAdded, .structures, Text(fr: "Structure créée", en: "Organisation created"),
            fr: "a créé la structure \(.structure)",
            en: "created the organisation \(.structure)")
    }

    static func structureRenamed(from old: String, to new: String) -> JournalEvent {
        JournalEvent(
            .structureRenamed, .structures, Text(fr: "Structure renommée", en: "Organisation renamed"),
            fr: "a renommé la structure « \(old) » en « \(new) »",
            en: "renamed the organisation “\(old)” to “\(new)”",
            .before(old), .after(new))
    }

    static func structureKindChanged(from old: JournalChoice<Structure.Kind>, to new: JournalChoice<Structure.Kind>)
        -> JournalEvent
    {
        JournalEvent(
            .structureKindChanged, .structures,
            Text(fr: "Nature de structure changée", en: "Kind of organisation changed"),
            fr: "a changé la nature de la structure \(.structure)",
            en: "changed the kind of the organisation \(.structure)",
            .before(old), .after(new))
    }

    static func structureSIRETChanged(from old: String?, to new: String?) -> JournalEvent {
        JournalEvent(
            .structureSIRETChanged, .structures, Text(fr: "SIRET changé", en: "SIRET changed"),
            fr: "a changé le SIRET de \(.structure) : \(old) → \(new)",
            en: "changed the SIRET of \(.structure): \(old) → \(new)",
            .before(old), .after(new))
    }

    static func structureContactChanged(from old: String?, to new: String?) -> JournalEvent {
        JournalEvent(
            .structureContactChanged, .structures, Text(fr: "Coordonnées changées", en: "Contact details changed"),
            fr: "a changé les coordonnées de \(.structure)",
            en: "changed the contact details of \(.structure)",
            .before(old), .after(new))
    }

    static func structureAttached(to parent: String) -> JournalEvent {
        JournalEvent(
            .structureAttached, .structures, Text(fr: "Structure rattachée", en: "Organisation attached"),
            fr: "a rattaché \(.structure) à \(parent)",
            en: "attached \(.structure) to \(parent)",
            .after(mainEstablishment, parent))
    }

    static func structureDetached(from parent: String?) -> JournalEvent {
        JournalEvent(
            .structureDetached, .structures, Text(fr: "Structure détachée", en: "Organisation detached"),
            fr: "a détaché \(.structure) de \(parent)",
            en: "detached \(.structure) from \(parent)",
            .before(mainEstablishment, parent))
    }

    static var structureRemoved: JournalEvent {
        JournalEvent(
            .structureRemoved, .structures, Text(fr: "Structure supprimée", en: "Organisation deleted"),
            fr: "a supprimé la structure \(.structure)",
            en: "deleted the organisation \(.structure)")
    }

    static func domainAdded(_ domain: String) -> JournalEvent {
        JournalEvent(
            .domainAdded, .structures, Text(fr: "Domaine autorisé", en: "Domain allowed"),
            fr: "a autorisé le domaine \(domain) pour \(.structure)",
            en: "allowed the domain \(domain) for \(.structure)",
            .after(domainLabel, domain))
    }

    static func domainRemoved(_ domain: String) -> JournalEvent {
        JournalEvent(
            .domainRemoved, .structures, Text(fr: "Domaine retiré", en: "Domain removed"),
            fr: "a retiré le domaine \(domain) de \(.structure)",
            en: "removed the domain \(domain) from \(.structure)",
            .before(domainLabel, domain))
    }

    static func addressExcepted(_ address: String, reason: String?) -> JournalEvent {
        JournalEvent(
            .addressExcepted, .structures,
            Text(fr: "Adresse autorisée par exception", en: "Address allowed as an exception"),
            fr: "a autorisé l’adresse \(address) pour \(.structure) par exception\(" (motif : ", ifGiven: reason, ")")",
            en: "allowed the address \(address) for \(.structure) as an exception\(" (reason: ", ifGiven: reason, ")")",
            .before(reasonLabel, reason), .after(addressLabel, address))
    }

    static func addressExceptionRemoved(_ address: String) -> JournalEvent {
        JournalEvent(
            .addressExceptionRemoved, .structures, Text(fr: "Exception retirée", en: "Exception removed"),
            fr: "a retiré l’exception de l’adresse \(address) pour \(.structure)",
            en: "removed the exception of the address \(address) for \(.structure)",
            .before(addressLabel, address))
    }

    static func referentDesignated(from day: JournalDay) -> JournalEvent {
        JournalEvent(
            .referentDesignated, .structures, Text(fr: "Référent désigné", en: "Administrator designated"),
            fr: "a désigné \(.person) référent administrateur de \(.structure) à partir du \(day)",
            en: "made \(.person) delegated administrator of \(.structure) from \(day)",
            .after(Text(fr: "À partir du", en: "From"), day))
    }

    static func referentEnded(on day: JournalDay) -> JournalEvent {
        JournalEvent(
            .referentEnded, .structures, Text(fr: "Fin de désignation d’un référent", en: "Designation ended"),
            fr: "a mis fin à la désignation de \(.person) comme référent de \(.structure) au \(day)",
            en: "ended the designation of \(.person) for \(.structure) on \(day)",
            .after(Text(fr: "Au", en: "On"), day))
    }

    private static let mainEstablishment = Text(fr: "Établissement principal", en: "Main establishment")

    private static let domainLabel = Text(fr: "Domaine", en: "Domain")
}
