package import Directory

/// Two towns that know nothing of each other, one with an attached establishment; the operator, their référents, an
/// application with two roles. Tests add whom else they need.
package struct TwoTowns: Sendable {
    package let valmont: ID<Structure>
    package let ccas: ID<Structure>
    package let montreuil: ID<Structure>
    /// The operator.
    package let odile: ID<User>
    /// Referent of Valmont.
    package let nadia: ID<User>
    /// Referent of Montreuil.
    package let omar: ID<User>
    package let bip: ID<Application>
    package let administrator: ID<Role>
    package let users: ID<Role>

    /// Writes them.
    package init(_ change: Change) throws {
        let cig = try change.addStructure("CIG petite couronne", kind: .partner, domains: ["cig.example"])
        valmont = try change.addStructure(
            "Ville de Valmont", siret: "21940001700014", domains: ["ville-valmont.example"])
        ccas = try change.addStructure("CCAS de Valmont", attachedTo: valmont, domains: ["ccas-valmont.example"])
        montreuil = try change.addStructure("Ville de Montreuil-le-Gué", domains: ["montreuil.example"])
        odile = try change.addUser("odile@cig.example", givenName: "Odile", familyName: "Morel", to: cig)
        try change.appointOperator(odile)
        nadia = try change.addUser(
            "nadia.benslimane@ville-valmont.example", givenName: "Nadia", familyName: "Benslimane", to: valmont)
        try change.designateReferent(nadia, of: valmont)
        omar = try change.addUser("omar@montreuil.example", givenName: "Omar", familyName: "Haddad", to: montreuil)
        try change.designateReferent(omar, of: montreuil)
        bip = try change.addApplication(
            "bip", name: "BIP", description: Bilingual(fr: "Base statutaire", en: "Rules"), icon: "book")
        let group = try change.addRoleGroup("BIP", to: bip)
        administrator = try change.addRole("Administrateur", value: "admin", in: group)
        users = try change.addRole("utilisateurs", value: "user", in: group)
    }
}
