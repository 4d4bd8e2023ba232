import Directory
import Markup

/// The saved views of the journal: kinds of events that are asked for together.
enum JournalGroup: String, CaseIterable {
    case access = "habilitations"
    case people = "utilisateurs"
    case accounts = "comptes"
    case structures = "structures"
    case applications = "applications"
    case site = "portail"

    var label: Text {
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
    var isForReferents: Bool { self != .applications && self != .site }

    var kinds: [JournalEntry.Kind] { JournalEntry.Kind.allCases.filter { JournalGroup(of: $0) == self } }

    init(of kind: JournalEntry.Kind) {
        switch kind {
        case .entitlementGranted, .entitlementChanged, .entitlementRevoked: self = .access
        case .userAdded, .userAttached, .userDetached, .userRenamed, .userAddressChanged, .userLanguageChanged,
            .userSuspended, .userResumed, .userDepartureChanged, .userDeleted, .userRestored, .userErased, .requestMade,
            .requestDone, .requestRefused:
            self = .people
        case .invitationCreated, .resetCreated, .accountActivated, .passwordChanged, .sessionsEnded,
            .signInWaitLifted, .addressUnreachable:
            self = .accounts
        case .structureAdded, .structureRenamed, .structureKindChanged, .structureSIRETChanged,
            .structureContactChanged, .structureAttached, .structureDetached, .structureRemoved, .domainAdded,
            .domainRemoved, .addressExcepted, .addressExceptionRemoved, .referentDesignated, .referentEnded:
            self = .structures
        case .applicationAdded, .applicationChanged, .applicationEnabled, .applicationDisabled,
            .applicationMaintenanceChanged, .applicationOpeningChanged, .roleGroupAdded, .roleGroupRemoved, .roleAdded,
            .roleChanged, .roleRemoved, .serviceProviderAdded, .serviceProviderMetadataChanged,
            .serviceProviderDecisionsChanged, .serviceProviderEnabled, .serviceProviderDisabled,
            .serviceProviderMadeDefault, .serviceProviderRemoved, .serviceProviderSourceChanged,
            .serviceProviderMetadataRejected:
            self = .applications
        case .operatorAppointed, .operatorDismissed, .settingChanged, .portalMessagePlanned,
            .portalMessageChanged, .portalMessageRemoved, .keyMade, .keyPrepared, .keySwitched, .keyRetired,
            .keyReplaced, .keysProtected, .keysUnprotected:
            self = .site
        }
    }
}
