package import Markup

extension JournalEntry {
    /// The entry as one sentence of plain text, without its moment: "Nadia Benslimane a donné BIP\utilisateurs à Karim
    /// Amrani pour Ville de Valmont". The words come from `DirectoryReading.words(of:)`.
    package static func sentence(_ kind: Kind, _ words: Words, in language: Language) -> String {
        switch language {
        case .fr: "\(words.actor) \(french(kind, words))"
        case .en: "\(words.actor) \(english(kind, words))"
        }
    }

    private static func french(_ kind: Kind, _ words: Words) -> String {
        let person = words.person ?? "une personne"
        let structure = words.structure ?? "une structure"
        let application = words.application ?? "une application"
        let role = words.role ?? "un rôle"
        let before = words.before ?? "–"
        let after = words.after ?? "–"
        return switch kind {
        case .structureAdded: "a créé la structure \(structure)"
        case .structureRenamed: "a renommé la structure « \(before) » en « \(after) »"
        case .structureKindChanged: "a changé la nature de la structure \(structure)"
        case .structureSIRETChanged: "a changé le SIRET de \(structure) : \(before) → \(after)"
        case .structureContactChanged: "a changé les coordonnées de \(structure)"
        case .structureAttached: "a rattaché \(structure) à \(after)"
        case .structureDetached: "a détaché \(structure) de \(before)"
        case .structureRemoved: "a supprimé la structure \(structure)"
        case .domainAdded: "a autorisé le domaine \(after) pour \(structure)"
        case .domainRemoved: "a retiré le domaine \(before) de \(structure)"
        case .addressExcepted:
            "a autorisé l’adresse \(after) pour \(structure) par exception"
                + (words.before.map { " (motif : \($0))" } ?? "")
        case .addressExceptionRemoved: "a retiré l’exception de l’adresse \(before) pour \(structure)"
        case .referentDesignated: "a désigné \(person) référent administrateur de \(structure) à partir du \(after)"
        case .referentEnded: "a mis fin à la désignation de \(person) comme référent de \(structure) au \(after)"
        case .operatorAppointed: "a nommé \(person) opérateur"
        case .operatorDismissed: "a retiré à \(person) les pouvoirs d’opérateur"
        case .userAdded: "a référencé \(person) (\(after)) pour \(structure)"
        case .userAttached: "a rattaché \(person) à \(structure)"
        case .userDetached: "a détaché \(person) de \(structure)"
        case .userRenamed: "a corrigé le nom de \(before) en \(after)"
        case .userAddressChanged: "a changé l’adresse de \(person) : \(before) → \(after)"
        case .addressUnreachable: "a reçu en retour un message envoyé à \(person) (\(after))"
        case .userLanguageChanged: "a choisi la langue de \(person) : \(after)"
        case .userSuspended: "a suspendu le compte de \(person)"
        case .userResumed: "a rétabli le compte de \(person)"
        case .userDepartureChanged: "a changé la date de départ de \(person) : \(before) → \(after)"
        case .userDeleted: "a supprimé \(person)" + (words.structure.map { " (\($0))" } ?? "")
        case .userRestored: "a restauré \(person) pour \(structure)"
        case .userErased: "a effacé les données personnelles de \(person)"
        case .applicationAdded: "a ajouté l’application \(application)"
        case .applicationChanged: "a modifié l’application \(application)"
        case .applicationEnabled: "a ouvert l’application \(application)"
        case .applicationDisabled: "a fermé l’application \(application)"
        case .applicationMaintenanceChanged: "a changé l’avis de maintenance de \(application) : \(after)"
        case .applicationOpeningChanged: "a changé les structures qui accèdent à \(application)"
        case .roleGroupAdded: "a ajouté le groupe de rôles \(after) à \(application)"
        case .roleGroupRemoved: "a supprimé le groupe de rôles \(before) de \(application)"
        case .roleAdded: "a ajouté le rôle \(role) à \(application)"
        case .roleChanged: "a modifié le rôle \(role) de \(application) : \(before) → \(after)"
        case .roleRemoved: "a supprimé le rôle \(role) de \(application)"
        case .serviceProviderAdded: "a enregistré le fournisseur de service \(after) de \(application)"
        case .serviceProviderMetadataChanged:
            "a mis à jour les métadonnées de \(after) (\(application))" + (words.before.map { " : \($0)" } ?? "")
        case .serviceProviderSourceChanged:
            "a changé la source des métadonnées de \(after) (\(application))" + (words.before.map { " : \($0)" } ?? "")
        case .serviceProviderMetadataRejected:
            "a refusé les nouvelles métadonnées de \(after) (\(application))"
        case .serviceProviderDecisionsChanged: "a changé les réglages d’un fournisseur de service de \(application)"
        case .serviceProviderEnabled: "a activé le fournisseur de service \(after) de \(application)"
        case .serviceProviderDisabled: "a désactivé le fournisseur de service \(after) de \(application)"
        case .serviceProviderMadeDefault: "a fait de \(after) le fournisseur de service principal de \(application)"
        case .serviceProviderRemoved: "a supprimé le fournisseur de service \(before) de \(application)"
        case .entitlementGranted:
            "a donné \(role) à \(person) pour \(structure)" + (words.after.map { " jusqu’au \($0)" } ?? "")
        case .entitlementChanged: "a changé la fin de \(role) pour \(person) (\(structure)) : \(before) → \(after)"
        case .entitlementRevoked:
            "a retiré \(role) à \(person) pour \(structure)" + (words.after.map { " (motif : \($0))" } ?? "")
        case .settingChanged: "a changé le réglage \(after)"
        case .requestMade: "a adressé à l’opérateur une demande au sujet de \(person) : \(after)"
        case .requestDone:
            "a traité une demande au sujet de \(person)" + (words.after.map { " : \($0)" } ?? "")
        case .requestRefused: "a refusé une demande au sujet de \(person) : \(after)"
        case .portalMessagePlanned: "a annoncé sur le portail « \(after) »"
        case .portalMessageChanged: "a modifié le message du portail « \(after) »"
        case .portalMessageRemoved: "a retiré du portail le message « \(before) »"
        case .keyMade: "a créé une clé du site (\(frenchKey(after)))"
        case .keyPrepared: "a préparé la prochaine clé du site (\(frenchKey(after)))"
        case .keySwitched: "a remplacé une clé du site : \(frenchKey(before)) → \(frenchKey(after))"
        case .keyRetired: "a retiré une clé du site (\(frenchKey(after)))"
        case .keyReplaced: "a remplacé d’urgence une clé du site (\(frenchKey(after)), motif : \(before))"
        case .keysProtected: "a chiffré les fichiers de clés du site (\(after))"
        case .keysUnprotected: "a déchiffré les fichiers de clés du site (\(after))"
        case .invitationCreated: "a créé une invitation pour \(person)"
        case .resetCreated: "a demandé un nouveau mot de passe pour \(person)"
        case .accountActivated: "a activé le compte de \(person)"
        case .passwordChanged: "a changé le mot de passe de \(person)"
        case .sessionsEnded: "a fermé les sessions de \(person)"
        case .signInWaitLifted: "a levé l’attente imposée à la connexion de \(person)"
        }
    }

    /// What a key is for, in French; the words are stored as the program names them.
    private static func frenchKey(_ words: String) -> String {
        let uses = ["signing": "signature", "metadata": "métadonnées", "encryption": "chiffrement"]
        let parts = words.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let use = uses[String(parts[0])] else { return words }
        return "\(use) \(parts[1])"
    }

    private static func english(_ kind: Kind, _ words: Words) -> String {
        let person = words.person ?? "a person"
        let structure = words.structure ?? "an organisation"
        let application = words.application ?? "an application"
        let role = words.role ?? "a role"
        let before = words.before ?? "–"
        let after = words.after ?? "–"
        return switch kind {
        case .structureAdded: "created the organisation \(structure)"
        case .structureRenamed: "renamed the organisation “\(before)” to “\(after)”"
        case .structureKindChanged: "changed the kind of the organisation \(structure)"
        case .structureSIRETChanged: "changed the SIRET of \(structure): \(before) → \(after)"
        case .structureContactChanged: "changed the contact details of \(structure)"
        case .structureAttached: "attached \(structure) to \(after)"
        case .structureDetached: "detached \(structure) from \(before)"
        case .structureRemoved: "deleted the organisation \(structure)"
        case .domainAdded: "allowed the domain \(after) for \(structure)"
        case .domainRemoved: "removed the domain \(before) from \(structure)"
        case .addressExcepted:
            "allowed the address \(after) for \(structure) as an exception"
                + (words.before.map { " (reason: \($0))" } ?? "")
        case .addressExceptionRemoved: "removed the exception of the address \(before) for \(structure)"
        case .referentDesignated: "made \(person) delegated administrator of \(structure) from \(after)"
        case .referentEnded: "ended the designation of \(person) for \(structure) on \(after)"
        case .operatorAppointed: "made \(person) an operator"
        case .operatorDismissed: "took the operator’s powers back from \(person)"
        case .userAdded: "added \(person) (\(after)) to \(structure)"
        case .userAttached: "attached \(person) to \(structure)"
        case .userDetached: "detached \(person) from \(structure)"
        case .addressUnreachable: "got back a message sent to \(person) (\(after))"
        case .userRenamed: "corrected the name of \(before) to \(after)"
        case .userAddressChanged: "changed the address of \(person): \(before) → \(after)"
        case .userLanguageChanged: "chose the language of \(person): \(after)"
        case .userSuspended: "suspended the account of \(person)"
        case .userResumed: "resumed the account of \(person)"
        case .userDepartureChanged: "changed the departure date of \(person): \(before) → \(after)"
        case .userDeleted: "deleted \(person)" + (words.structure.map { " (\($0))" } ?? "")
        case .userRestored: "restored \(person) to \(structure)"
        case .userErased: "erased the personal data of \(person)"
        case .applicationAdded: "added the application \(application)"
        case .applicationChanged: "changed the application \(application)"
        case .applicationEnabled: "opened the application \(application)"
        case .applicationDisabled: "closed the application \(application)"
        case .applicationMaintenanceChanged: "changed the maintenance notice of \(application): \(after)"
        case .applicationOpeningChanged: "changed the organisations that \(application) is open to"
        case .roleGroupAdded: "added the role group \(after) to \(application)"
        case .roleGroupRemoved: "removed the role group \(before) from \(application)"
        case .roleAdded: "added the role \(role) to \(application)"
        case .roleChanged: "changed the role \(role) of \(application): \(before) → \(after)"
        case .roleRemoved: "removed the role \(role) from \(application)"
        case .serviceProviderAdded: "registered the service provider \(after) of \(application)"
        case .serviceProviderMetadataChanged:
            "updated the metadata of \(after) (\(application))" + (words.before.map { ": \($0)" } ?? "")
        case .serviceProviderSourceChanged:
            "changed the source of the metadata of \(after) (\(application))" + (words.before.map { ": \($0)" } ?? "")
        case .serviceProviderMetadataRejected: "refused the new metadata of \(after) (\(application))"
        case .serviceProviderDecisionsChanged: "changed the settings of a service provider of \(application)"
        case .serviceProviderEnabled: "enabled the service provider \(after) of \(application)"
        case .serviceProviderDisabled: "disabled the service provider \(after) of \(application)"
        case .serviceProviderMadeDefault: "made \(after) the main service provider of \(application)"
        case .serviceProviderRemoved: "removed the service provider \(before) of \(application)"
        case .entitlementGranted:
            "granted \(role) to \(person) for \(structure)" + (words.after.map { " until \($0)" } ?? "")
        case .entitlementChanged: "changed the end of \(role) for \(person) (\(structure)): \(before) → \(after)"
        case .entitlementRevoked:
            "revoked \(role) from \(person) for \(structure)" + (words.after.map { " (reason: \($0))" } ?? "")
        case .settingChanged: "changed the setting \(after)"
        case .requestMade: "sent the operator a request about \(person): \(after)"
        case .requestDone:
            "settled a request about \(person)" + (words.after.map { ": \($0)" } ?? "")
        case .requestRefused: "refused a request about \(person): \(after)"
        case .portalMessagePlanned: "announced on the portal “\(after)”"
        case .portalMessageChanged: "changed the message on the portal “\(after)”"
        case .portalMessageRemoved: "removed from the portal the message “\(before)”"
        case .keyMade: "made a key of the site (\(after))"
        case .keyPrepared: "prepared the next key of the site (\(after))"
        case .keySwitched: "switched a key of the site: \(before) → \(after)"
        case .keyRetired: "retired a key of the site (\(after))"
        case .keyReplaced: "replaced a key of the site in an emergency (\(after), reason: \(before))"
        case .keysProtected: "encrypted the key files of the site (\(after))"
        case .keysUnprotected: "decrypted the key files of the site (\(after))"
        case .invitationCreated: "created an invitation for \(person)"
        case .resetCreated: "asked for a new password for \(person)"
        case .accountActivated: "activated the account of \(person)"
        case .passwordChanged: "changed the password of \(person)"
        case .sessionsEnded: "ended the sessions of \(person)"
        case .signInWaitLifted: "lifted the wait before the next sign-in of \(person)"
        }
    }
}
