package import Directory
package import Markup

extension MetadataOutcome {
    /// What became of an attempt, in a sentence.
    package var words: Text {
        switch self {
        case .notModified:
            Text(fr: "La source n’a rien de nouveau.", en: "The source has nothing new.")
        case .unchanged:
            Text(fr: "Le document ne change rien.", en: "The document changes nothing.")
        case .applied: Text(fr: "Un changement a été appliqué.", en: "A change was applied.")
        case .waiting:
            Text(fr: "Un changement attend votre décision.", en: "A change waits for your decision.")
        case .rejectedBefore:
            Text(fr: "Le document est celui que vous avez refusé.", en: "The document is the one that you refused.")
        case .unreachable:
            Text(fr: "Le serveur ne répond pas à cette adresse.", en: "The server does not answer at this address.")
        case .tooSlow: Text(fr: "Le serveur a mis trop de temps à répondre.", en: "The server took too long to answer.")
        case .certificate:
            Text(
                fr: "Le certificat du serveur qui publie les métadonnées n’est pas de confiance.",
                en: "The certificate of the server that publishes the metadata is not trusted.")
        case .privateAddress:
            Text(
                fr: "L’adresse, ou une redirection, mène à un réseau privé : ce portail n’y va pas.",
                en: "The address, or a redirect, leads to a private network: this portal does not go there.")
        case .redirects:
            Text(
                fr: "L’adresse redirige sans fin, ou vers une adresse qui n’est pas en https.",
                en: "The address redirects without end, or to one that is not https.")
        case .tooLarge: Text(fr: "Le document dépasse 4 Mio.", en: "The document is larger than 4 MiB.")
        case .status:
            Text(
                fr: "Le serveur répond par une erreur au lieu du document.",
                en: "The server answers with an error in place of the document.")
        case .unreadable:
            Text(
                fr: "Le document n’est pas celui d’un fournisseur de service SAML 2.0 lisible.",
                en: "The document is not that of a readable SAML 2.0 service provider.")
        case .signature:
            Text(
                fr: "La signature manque, ou n’est pas celle de la clé que vous avez indiquée.",
                en: "The signature is missing, or is not by the key that you set.")
        case .endless:
            Text(
                fr: "Le document ne dit pas jusqu’à quand il vaut (validUntil), ce que vous exigez.",
                en: "The document does not say until when it holds (validUntil), which you demand.")
        case .ended: Text(fr: "Le document a pris fin (validUntil).", en: "The document has ended (validUntil).")
        case .endTooFar:
            Text(
                fr: "Le document vaut plus longtemps que vous ne l’acceptez (validUntil).",
                en: "The document holds for longer than you accept (validUntil).")
        case .otherEntity:
            Text(
                fr: "Le document ne décrit pas ce fournisseur : son entityID est un autre.",
                en: "The document does not describe this provider: its entityID is another one.")
        case .noConsumer:
            Text(
                fr: "Le document ne dit pas où envoyer une réponse (AssertionConsumerService en HTTP-POST).",
                en: "The document names no place to answer at (AssertionConsumerService by HTTP-POST).")
        case .rolledBack:
            Text(
                fr: "Le document est plus ancien que le dernier bon : il n’est pas repris.",
                en: "The document is older than the last good one: it is not taken.")
        }
    }
}

extension MetadataDifference {
    /// « Clé de signature retirée : AB:CD…, CN=bip, jusqu’au 3 mars 2027 »
    package var words: Text {
        switch (before, after) {
        case (nil, let after?):
            Text(fr: "\(name.fr) : ajout de \(after.words.fr)", en: "\(name.en): \(after.words.en) added")
        case (let before?, nil):
            Text(fr: "\(name.fr) : retrait de \(before.words.fr)", en: "\(name.en): \(before.words.en) removed")
        case (let before, let after):
            Text(
                fr: "\(name.fr) : \(before?.words.fr ?? "–") devient \(after?.words.fr ?? "–")",
                en: "\(name.en): \(before?.words.en ?? "–") becomes \(after?.words.en ?? "–")")
        }
    }

    /// What the part is called.
    package var name: Text {
        switch part {
        case .assertionConsumerService: Text(fr: "Adresse des réponses", en: "Where responses go")
        case .defaultConsumer: Text(fr: "Adresse des réponses par défaut", en: "Default address of responses")
        case .singleLogoutService: Text(fr: "Adresse de déconnexion", en: "Where logouts go")
        case .signingKey: Text(fr: "Clé de signature", en: "Signing key")
        case .encryptionKey: Text(fr: "Clé de chiffrement", en: "Encryption key")
        case .encryptionMethods: Text(fr: "Algorithmes de chiffrement", en: "Encryption algorithms")
        case .signingMethods: Text(fr: "Algorithmes de signature", en: "Signature algorithms")
        case .digestMethods: Text(fr: "Algorithmes d’empreinte", en: "Digest algorithms")
        case .nameIDFormats: Text(fr: "Formats d’identifiant (NameID)", en: "Identifier formats (NameID)")
        case .authnRequestsSigned: Text(fr: "Signe ses demandes", en: "Signs its requests")
        case .wantAssertionsSigned: Text(fr: "Veut des assertions signées", en: "Wants signed assertions")
        case .displayName: Text(fr: "Nom", en: "Name")
        case .requestedAttribute: Text(fr: "Attribut demandé", en: "Requested attribute")
        case .subjectIdentifier: Text(fr: "Identifiant de personne demandé", en: "Requested subject identifier")
        }
    }
}

extension MetadataDifference.Value {
    /// What is said, for people.
    package var words: Text {
        switch self {
        case .text(let text): Text(fr: text, en: text)
        case .truth(let truth): truth ? Text(fr: "oui", en: "yes") : Text(fr: "non", en: "no")
        case .key(let key):
            if let end = key.notAfter {
                Text(
                    fr: "\(key.fingerprint) (\(key.subject), jusqu’au \(Dates.day(end, .fr)))",
                    en: "\(key.fingerprint) (\(key.subject), until \(Dates.day(end, .en)))")
            } else {
                Text(fr: key.fingerprint, en: key.fingerprint)
            }
        }
    }
}
