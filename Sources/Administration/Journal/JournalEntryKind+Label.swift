import Directory
import Markup
import Pages

extension JournalEntry.Kind {
    /// What sort of event it is, in a few words: the filter's choices, a column of the file, the heading of an event.
    var label: Text {
        switch self {
        case .structureAdded: Text(fr: "Structure créée", en: "Organisation created")
        case .structureRenamed: Text(fr: "Structure renommée", en: "Organisation renamed")
        case .structureKindChanged: Text(fr: "Nature de structure changée", en: "Kind of organisation changed")
        case .structureSIRETChanged: Text(fr: "SIRET changé", en: "SIRET changed")
        case .structureContactChanged: Text(fr: "Coordonnées changées", en: "Contact details changed")
        case .structureAttached: Text(fr: "Structure rattachée", en: "Organisation attached")
        case .structureDetached: Text(fr: "Structure détachée", en: "Organisation detached")
        case .structureRemoved: Text(fr: "Structure supprimée", en: "Organisation deleted")
        case .domainAdded: Text(fr: "Domaine autorisé", en: "Domain allowed")
        case .domainRemoved: Text(fr: "Domaine retiré", en: "Domain removed")
        case .addressExcepted: Text(fr: "Adresse autorisée par exception", en: "Address allowed as an exception")
        case .addressExceptionRemoved: Text(fr: "Exception retirée", en: "Exception removed")
        case .referentDesignated: Text(fr: "Référent désigné", en: "Administrator designated")
        case .referentEnded: Text(fr: "Fin de désignation d’un référent", en: "Designation ended")
        case .operatorAppointed: Text(fr: "Opérateur nommé", en: "Operator appointed")
        case .operatorDismissed: Text(fr: "Pouvoirs d’opérateur retirés", en: "Operator’s powers taken back")
        case .userAdded: Text(fr: "Utilisateur ajouté", en: "User added")
        case .userAttached: Text(fr: "Utilisateur rattaché", en: "User attached")
        case .userDetached: Text(fr: "Utilisateur détaché", en: "User detached")
        case .userRenamed: Text(fr: "Nom corrigé", en: "Name corrected")
        case .userAddressChanged: Text(fr: "Adresse changée", en: "Address changed")
        case .userLanguageChanged: Text(fr: "Langue choisie", en: "Language chosen")
        case .userSuspended: Text(fr: "Compte suspendu", en: "Account suspended")
        case .userResumed: Text(fr: "Compte rétabli", en: "Account resumed")
        case .userDepartureChanged: Text(fr: "Date de départ changée", en: "Departure date changed")
        case .userDeleted: Text(fr: "Utilisateur supprimé", en: "User deleted")
        case .userRestored: Text(fr: "Utilisateur restauré", en: "User restored")
        case .userErased: Text(fr: "Données personnelles effacées", en: "Personal data erased")
        case .applicationAdded: Text(fr: "Application ajoutée", en: "Application added")
        case .applicationChanged: Text(fr: "Application modifiée", en: "Application changed")
        case .applicationEnabled: Text(fr: "Application ouverte", en: "Application opened")
        case .applicationDisabled: Text(fr: "Application fermée", en: "Application closed")
        case .applicationMaintenanceChanged: Text(fr: "Avis de maintenance changé", en: "Maintenance notice changed")
        case .applicationOpeningChanged: Text(fr: "Structures d’une application changées", en: "Openness changed")
        case .roleGroupAdded: Text(fr: "Groupe de rôles ajouté", en: "Role group added")
        case .roleGroupRemoved: Text(fr: "Groupe de rôles supprimé", en: "Role group removed")
        case .roleAdded: Text(fr: "Rôle ajouté", en: "Role added")
        case .roleChanged: Text(fr: "Rôle modifié", en: "Role changed")
        case .roleRemoved: Text(fr: "Rôle supprimé", en: "Role removed")
        case .serviceProviderAdded: Text(fr: "Fournisseur de service enregistré", en: "Service provider registered")
        case .serviceProviderMetadataChanged: Text(fr: "Métadonnées mises à jour", en: "Metadata updated")
        case .serviceProviderDecisionsChanged:
            Text(fr: "Réglages d’un fournisseur de service changés", en: "Service provider settings changed")
        case .serviceProviderEnabled: Text(fr: "Fournisseur de service activé", en: "Service provider enabled")
        case .serviceProviderDisabled: Text(fr: "Fournisseur de service désactivé", en: "Service provider disabled")
        case .serviceProviderMadeDefault: Text(fr: "Fournisseur de service principal", en: "Main service provider")
        case .serviceProviderSourceChanged: Text(fr: "Source des métadonnées changée", en: "Metadata source changed")
        case .serviceProviderMetadataRejected: Text(fr: "Métadonnées refusées", en: "Metadata refused")
        case .serviceProviderRemoved: Text(fr: "Fournisseur de service supprimé", en: "Service provider removed")
        case .entitlementGranted: Text(fr: "Habilitation donnée", en: "Access right granted")
        case .entitlementChanged: Text(fr: "Fin d’habilitation changée", en: "End of access right changed")
        case .entitlementRevoked: Text(fr: "Habilitation retirée", en: "Access right revoked")
        case .settingChanged: Text(fr: "Réglage changé", en: "Setting changed")
        case .requestMade: Text(fr: "Demande à l’opérateur", en: "Request to the operator")
        case .requestDone: Text(fr: "Demande traitée", en: "Request settled")
        case .requestRefused: Text(fr: "Demande refusée", en: "Request refused")
        case .invitationCreated: Text(fr: "Invitation créée", en: "Invitation created")
        case .resetCreated: Text(fr: "Nouveau mot de passe demandé", en: "New password asked for")
        case .accountActivated: Text(fr: "Compte activé", en: "Account activated")
        case .passwordChanged: Text(fr: "Mot de passe changé", en: "Password changed")
        case .portalMessagePlanned: Text(fr: "Message du portail annoncé", en: "Portal message planned")
        case .portalMessageChanged: Text(fr: "Message du portail modifié", en: "Portal message changed")
        case .portalMessageRemoved: Text(fr: "Message du portail retiré", en: "Portal message removed")
        case .keyMade: Text(fr: "Clé du site créée", en: "Key of the site made")
        case .keyPrepared: Text(fr: "Prochaine clé préparée", en: "Next key prepared")
        case .keySwitched: Text(fr: "Clé du site changée", en: "Key of the site switched")
        case .keyRetired: Text(fr: "Clé du site retirée", en: "Key of the site retired")
        case .keyReplaced: Text(fr: "Clé remplacée d’urgence", en: "Key replaced in an emergency")
        case .keysProtected: Text(fr: "Fichiers de clés chiffrés", en: "Key files encrypted")
        case .keysUnprotected: Text(fr: "Fichiers de clés déchiffrés", en: "Key files decrypted")
        case .addressUnreachable: Text(fr: "Message revenu", en: "Message returned")
        case .signInWaitLifted: Text(fr: "Attente à la connexion levée", en: "Wait before sign-in lifted")
        case .sessionsEnded: Text(fr: "Sessions fermées", en: "Sessions ended")
        }
    }

    /// What « before » and « after » are called beside an event of this kind.
    var detailLabels: (before: Text, after: Text) {
        let roles = Text(fr: "Habilitations perdues", en: "Access rights lost")
        let general = (before: Text(fr: "Avant", en: "Before"), after: Text(fr: "Après", en: "After"))
        return switch self {
        case .userAdded: (general.before, Words.email)
        case .userDetached, .userDeleted: (roles, general.after)
        case .entitlementGranted: (general.before, Text(fr: "Jusqu’au", en: "Until"))
        case .entitlementRevoked: (general.before, Text(fr: "Motif", en: "Reason"))
        case .addressExcepted: (Text(fr: "Motif", en: "Reason"), Words.email)
        case .addressExceptionRemoved: (Words.email, general.after)
        case .domainAdded, .domainRemoved:
            (Text(fr: "Domaine", en: "Domain"), Text(fr: "Domaine", en: "Domain"))
        case .referentDesignated: (general.before, Text(fr: "À partir du", en: "From"))
        case .referentEnded: (general.before, Text(fr: "Au", en: "On"))
        case .structureAttached, .structureDetached:
            (
                Text(fr: "Établissement principal", en: "Main establishment"),
                Text(fr: "Établissement principal", en: "Main establishment")
            )
        case .requestMade: (general.before, Text(fr: "Demande", en: "Request"))
        case .requestDone, .requestRefused: (general.before, Text(fr: "Réponse", en: "Answer"))
        case .keyReplaced: (Text(fr: "Motif", en: "Reason"), Text(fr: "Clé", en: "Key"))
        case .keyMade, .keyPrepared, .keySwitched, .keyRetired: (general.before, Text(fr: "Clé", en: "Key"))
        case .keysProtected, .keysUnprotected: (general.before, Text(fr: "Fichiers", en: "Files"))
        case .settingChanged: (general.before, Text(fr: "Réglage", en: "Setting"))
        case .serviceProviderMetadataChanged:
            (Text(fr: "Différences", en: "Differences"), Text(fr: "entityID", en: "entityID"))
        case .serviceProviderSourceChanged:
            (Text(fr: "Adresse des métadonnées", en: "Metadata address"), Text(fr: "entityID", en: "entityID"))
        case .roleAdded, .roleRemoved:
            (Text(fr: "Valeur transmise", en: "Value sent"), Text(fr: "Valeur transmise", en: "Value sent"))
        default: general
        }
    }
}
