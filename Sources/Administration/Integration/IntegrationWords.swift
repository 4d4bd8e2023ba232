import Directory
import Markup
import Pages

/// Words and paths of the pages of service providers.
enum IntegrationWords {
    static let title = Text(fr: "Intégration", en: "Integration")
    static let errors = Text(fr: "Erreurs d’intégration", en: "Integration errors")
    static let importing = Text(fr: "Importer des métadonnées", en: "Import metadata")
    static let save = Text(fr: "Enregistrer", en: "Save")
    static let source = Text(fr: "Source des métadonnées", en: "Metadata source")

    /// The list of all service providers.
    static let path = "/exploitation/integration"

    /// A service provider's own page.
    static func path(_ provider: ServiceProvider, of application: Application) -> String {
        "\(ApplicationWords.path(application))/fournisseurs/\(provider.id)"
    }

    /// What a service provider is called below its application, whose name it often has.
    static func place(_ provider: ServiceProvider, in application: Application) -> Text {
        provider.name == application.name
            ? Text(fr: "Fournisseur de service", en: "Service provider") : Text(fr: provider.name, en: provider.name)
    }

    /// The pages above those of a service provider.
    static func crumbs(_ application: Application, _ provider: ServiceProvider? = nil) -> [Crumb] {
        var crumbs = ApplicationWords.crumbs(application, isOperator: true)
        if let provider {
            crumbs.append(Crumb(place(provider, in: application), path(provider, of: application)))
        }
        return crumbs
    }

    /// A state in a pill: how the metadata of a service provider stands.
    static func state(
        _ provider: ServiceProvider, _ source: MetadataSource?, hasProposal: Bool, _ visit: Visit
    ) -> Tag {
        let language = visit.language
        if provider.hasEnded(at: visit.now) {
            return Tag(
                Text(fr: "Métadonnées finies", en: "Metadata ended"), .closed, icon: .warning, language)
        }
        if hasProposal {
            return Tag(Text(fr: "Changement à valider", en: "Change to confirm"), .attention, icon: .clock, language)
        }
        if let source, source.failures > 0 {
            return Tag(Text(fr: "Source en échec", en: "Source failing"), .attention, icon: .warning, language)
        }
        if source == nil {
            return Tag(Text(fr: "Importées à la main", en: "Imported by hand"), .waiting, icon: .file, language)
        }
        return Tag(Text(fr: "À jour", en: "Up to date"), .good, icon: .done, language)
    }
}

extension IntegrationFinding {
    /// What happened, in a sentence for somebody who does not read SAML.
    var words: Text {
        switch self {
        case .unknownIssuer:
            Text(
                fr: "L’application n’est pas enregistrée sous le nom qu’elle donne.",
                en: "The application is not registered under the name that it gives.")
        case .disabled: Text(fr: "Ce fournisseur est désactivé ici.", en: "This provider is disabled here.")
        case .metadataEnded:
            Text(
                fr: "Les métadonnées de l’application ont pris fin (validUntil).",
                en: "The metadata of the application has ended (validUntil).")
        case .binding:
            Text(
                fr: "Le message est mal encodé : ce n’est pas du HTTP-Redirect ou du HTTP-POST de SAML.",
                en: "The message is badly encoded: it is not SAML’s HTTP-Redirect or HTTP-POST.")
        case .xml:
            Text(
                fr: "Le XML du message est mal formé ou contient ce qui est interdit.",
                en: "The XML of the message is malformed or holds what is forbidden.")
        case .wrongMessage:
            Text(
                fr: "Le message n’est pas de ceux que cette adresse reçoit.",
                en: "The message is not one that this address takes.")
        case .noIssuer: Text(fr: "Le message ne dit pas qui l’envoie.", en: "The message does not say who sends it.")
        case .grammar:
            Text(fr: "Le message ne suit pas la grammaire de SAML.", en: "The message breaks the grammar of SAML.")
        case .unsigned:
            Text(fr: "Le message doit être signé et ne l’est pas.", en: "The message has to be signed and is not.")
        case .signature:
            Text(
                fr: "La signature n’est celle d’aucune clé connue de l’application.",
                en: "The signature is by none of the known keys of the application.")
        case .noKey:
            Text(
                fr: "Le message est signé, mais aucune clé de l’application n’est connue.",
                en: "The message is signed, but no key of the application is known.")
        case .algorithm:
            Text(fr: "Le message emploie un algorithme refusé.", en: "The message uses an algorithm that is refused.")
        case .signatureShape:
            Text(
                fr: "La signature n’a pas la forme que SAML prescrit.",
                en: "The signature does not have the shape that SAML prescribes.")
        case .late:
            Text(fr: "Le message est trop ancien à son arrivée.", en: "The message is too old when it arrives.")
        case .early: Text(fr: "Le message est daté du futur.", en: "The message is dated in the future.")
        case .destination:
            Text(
                fr: "Le message est adressé à une autre adresse que celle qui l’a reçu.",
                en: "The message is addressed to another address than the one that received it.")
        case .consumer:
            Text(
                fr: "L’application demande une réponse à une adresse inconnue (ACS).",
                en: "The application asks for an answer at an unknown address (ACS).")
        case .replayed:
            Text(fr: "Le même message a servi deux fois.", en: "The same message was used twice.")
        case .unmeetable:
            Text(
                fr: "La demande exige ce qui ne peut être donné à personne.",
                en: "The request demands what can be given to nobody.")
        case .encryption:
            Text(
                fr: "La réponse devrait être chiffrée ou signée autrement, et ne peut pas l’être.",
                en: "The answer would have to be encrypted or signed otherwise, and cannot be.")
        }
    }

    /// What the integrator, or the operator, should change.
    var action: Text {
        switch self {
        case .unknownIssuer:
            Text(
                fr:
                    "Comparez l’entityID configuré dans l’application avec celui enregistré ici (au caractère près), ou "
                    + "enregistrez ses métadonnées.",
                en: "Compare the entityID configured in the application with the one registered here (character by "
                    + "character), or register its metadata.")
        case .disabled:
            Text(
                fr: "Réactivez-le si l’application doit être ouverte : convergences service-provider enable.",
                en: "Enable it if the application is to be opened: convergences service-provider enable.")
        case .metadataEnded:
            Text(
                fr: "Demandez à l’intégrateur de publier des métadonnées à jour, ou importez le fichier qu’il envoie.",
                en: "Ask the integrator to publish metadata that is up to date, or import the file they send.")
        case .binding:
            Text(
                fr: "L’intégrateur vérifie le binding : Redirect se compresse (DEFLATE) puis s’encode, POST s’encode "
                    + "seulement ; un proxy ne doit pas réécrire l’adresse.",
                en: "The integrator checks the binding: Redirect is compressed (DEFLATE) and then encoded, POST is "
                    + "encoded only; a proxy must not rewrite the address.")
        case .xml:
            Text(
                fr:
                    "L’intégrateur retire DTD, commentaires et instructions de traitement, et vérifie que le message fait "
                    + "moins de 64 Kio.",
                en: "The integrator removes DTDs, comments and processing instructions, and checks that the message is "
                    + "under 64 KiB.")
        case .wrongMessage:
            Text(
                fr: "L’intégrateur reprend les adresses de nos métadonnées : connexion, déconnexion et artefacts ont "
                    + "chacune la leur.",
                en: "The integrator takes the addresses from our metadata: sign-on, logout and artifacts have one each."
            )
        case .noIssuer:
            Text(
                fr: "L’intégrateur renseigne l’entityID de l’application comme Issuer.",
                en: "The integrator sets the application’s entityID as Issuer.")
        case .grammar, .signatureShape:
            Text(
                fr: "L’intégrateur met à jour sa bibliothèque SAML et lit le détail ci-dessous.",
                en: "The integrator updates the SAML library and reads the detail below.")
        case .unsigned:
            Text(
                fr:
                    "L’intégrateur active la signature des demandes, ou corrige AuthnRequestsSigned dans ses métadonnées. "
                    + "Les déconnexions sont toujours signées.",
                en: "The integrator turns the signing of requests on, or corrects AuthnRequestsSigned in the metadata. "
                    + "Logouts are always signed.")
        case .signature:
            Text(
                fr:
                    "La clé a sans doute changé : actualisez les métadonnées, ou demandez les nouvelles à l’intégrateur.",
                en: "The key has probably changed: renew the metadata, or ask the integrator for the new one.")
        case .noKey:
            Text(
                fr: "Demandez des métadonnées qui contiennent un certificat de signature (KeyDescriptor).",
                en: "Ask for metadata that holds a signing certificate (KeyDescriptor).")
        case .algorithm:
            Text(
                fr:
                    "L’intégrateur signe par RSA ou ECDSA avec SHA-256 : SHA-1 est refusé. Un nom chiffré l’est par AES-GCM "
                    + "et RSA-OAEP, ou reste en clair.",
                en:
                    "The integrator signs by RSA or ECDSA with SHA-256: SHA-1 is refused. A name is encrypted by AES-GCM "
                    + "and RSA-OAEP, or left in clear.")
        case .late, .early:
            Text(
                fr: "L’intégrateur règle l’horloge du serveur de l’application (NTP). Une page restée ouverte explique "
                    + "aussi un message ancien.",
                en:
                    "The integrator sets the clock of the application’s server (NTP). A page left open also explains an "
                    + "old message.")
        case .destination:
            Text(
                fr: "L’intégrateur reprend nos adresses dans nos métadonnées, au caractère près.",
                en: "The integrator takes our addresses from our metadata, character by character.")
        case .consumer:
            Text(
                fr: "L’intégrateur publie cette adresse dans ses métadonnées (AssertionConsumerService), puis vous les "
                    + "actualisez.",
                en:
                    "The integrator publishes that address in the metadata (AssertionConsumerService), then you renew it."
            )
        case .replayed:
            Text(
                fr:
                    "Rien à changer si c’est rare : une page rechargée. Sinon l’application réutilise l’ID de ses demandes.",
                en: "Nothing to change if it is rare: a page reloaded. Otherwise the application reuses the ID of its "
                    + "requests.")
        case .unmeetable:
            Text(
                fr:
                    "L’intégrateur retire l’exigence nommée ci-dessous : NameIDPolicy, RequestedAuthnContext ou Scoping.",
                en: "The integrator removes the demand named below: NameIDPolicy, RequestedAuthnContext or Scoping.")
        case .encryption:
            Text(
                fr: "Demandez une clé de chiffrement et des algorithmes courants (AES-GCM, RSA-OAEP, SHA-256) dans ses "
                    + "métadonnées, ou changez les réglages de chiffrement ici.",
                en: "Ask for an encryption key and common algorithms (AES-GCM, RSA-OAEP, SHA-256) in the metadata, or "
                    + "change the encryption settings here.")
        }
    }
}
