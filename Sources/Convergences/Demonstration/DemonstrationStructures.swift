import Directory

/// The structures of the guide's world.
enum DemonstrationStructures {
    enum Key: CaseIterable, Sendable {
        case `operator`, town, socialCentre, schools
    }

    /// Adds them, and answers their identifiers.
    static func add(in change: Change) throws -> [Key: ID<Structure>] {
        let cig = try change.addStructure(
            "CIG petite couronne", kind: .partner, shortName: "CIG", siret: "28930001400015", domains: ["cig.example"])
        let town = try change.addStructure(
            "Ville de Valmont", kind: .principal, siret: "21930001900011",
            contact: .init(
                address: "1, place de la Mairie, 93999 Valmont", telephone: "01 99 00 00 00",
                email: "drh@ville-valmont.example"),
            domains: ["ville-valmont.example"])
        let socialCentre = try change.addStructure(
            "CCAS de Valmont", siret: "26930001800018", attachedTo: town, domains: ["ccas-valmont.example"])
        let schools = try change.addStructure("Caisse des écoles de Valmont", siret: "26930002600011", attachedTo: town)
        return [.operator: cig, .town: town, .socialCentre: socialCentre, .schools: schools]
    }
}
