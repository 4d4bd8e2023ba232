import Directory
import Site

/// The four applications of the guide with their groups and roles.
enum DemonstrationApplications {
    private struct Entry {
        let slug: String
        let name: String
        let description: Bilingual
        let icon: String
        let tint: Int
        let group: String
        let role: String
    }

    private static let entries = [
        Entry(
            slug: "bip", name: "BIP",
            description: Bilingual(
                fr: "Banque d’informations sur le personnel : statut, fiches et modèles",
                en: "Personnel information bank: status, guides and templates"),
            icon: "book", tint: 1, group: "BIP", role: "utilisateurs"),
        Entry(
            slug: "site", name: "Site internet",
            description: Bilingual(
                fr: "Contenus restreints : guides et formulaires réservés aux affiliés",
                en: "Restricted contents: guides and forms for affiliates"),
            icon: "globe", tint: 3, group: "site internet collectivités", role: "gestionnaire RH"),
        Entry(
            slug: "netcotisation", name: "NetCotisation",
            description: Bilingual(
                fr: "Déclaration mensuelle et suivi des cotisations", en: "Monthly declaration of contributions"),
            icon: "calculator", tint: 5, group: "Net-cotisation collectivité", role: "net cotisation"),
        Entry(
            slug: "elecpro", name: "Elecpro 2022",
            description: Bilingual(
                fr: "Préparation des élections professionnelles", en: "Preparation of workplace elections"),
            icon: "ballot", tint: 4, group: "Elecpro", role: "utilisateur"),
    ]

    /// Adds them, each with the role that referents grant and the Administrateur that the operator grants.
    static func add(in change: Change) throws {
        for entry in entries {
            let application = try change.addApplication(
                entry.slug, name: entry.name, description: entry.description, icon: entry.icon, tint: entry.tint)
            let group = try change.addRoleGroup(entry.group, to: application)
            _ = try change.addRole(entry.role, in: group)
            _ = try change.addRole("Administrateur", in: group)
        }
    }
}
