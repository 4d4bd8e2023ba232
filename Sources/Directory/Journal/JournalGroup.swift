package import Markup

/// The saved views of the journal: kinds of events that are asked for together. The raw values stand in addresses.
package enum JournalGroup: String, Hashable, Sendable, CaseIterable {
    case access = "habilitations"
    case people = "utilisateurs"
    case accounts = "comptes"
    case structures = "structures"
    case applications = "applications"
    case site = "portail"

    /// What a view is called.
    package var label: Text {
        switch self {
        case .access: Text(fr: "Habilitations", en: "Access rights")
        case .people: Text(fr: "Utilisateurs", en: "Users")
        case .accounts: Text(fr: "Mots de passe et sessions", en: "Passwords and sessions")
        case .structures: Text(fr: "Structures et référents", en: "Organisations and administrators")
        case .applications: Text(fr: "Applications", en: "Applications")
        case .site: Text(fr: "Portail", en: "Portal")
        }
    }

    /// Whether referents have events of this group: what the operator does to applications and to the site is not
    /// about their structures.
    package var isForReferents: Bool { self != .applications && self != .site }

    /// Its kinds, in the order of `JournalEntry.Kind`.
    package var kinds: [JournalEntry.Kind] { JournalEntry.Kind.allCases.filter { $0.group == self } }
}
