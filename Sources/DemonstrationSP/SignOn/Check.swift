/// What a service provider has to look at before it believes a Response, in the order in which it does
/// (SAML Profiles §4.1.4.3). The raw value is the check's name on the page.
enum Check: String, Sendable, CaseIterable {
    case transport = "Message reçu"
    case issuer = "Émetteur"
    case signature = "Signature"
    case encryption = "Chiffrement"
    case status = "Résultat"
    case destination = "Destination"
    case assertion = "Assertion"
    case recipient = "Destinataire"
    case answer = "Réponse à notre demande"
    case relayState = "RelayState"
    case audience = "Public visé"
    case time = "Période de validité"
    case authentication = "Authentification"
    case replay = "Première présentation"
    case browser = "Même navigateur"

    /// Why it is made, in a sentence.
    var reason: String {
        switch self {
        case .transport: "Un formulaire, du Base64 strict, du XML simple et court."
        case .issuer: "Seul notre fournisseur d’identité est cru."
        case .signature: "Faite avec une clé de ses métadonnées, jamais avec celle que porte le message."
        case .encryption: "L’assertion n’est lisible que d’ici."
        case .status: "Le fournisseur d’identité a accepté."
        case .destination: "Le message est envoyé à cette adresse, pas à celle d’un autre."
        case .assertion: "Une seule, et c’est celle qui est signée."
        case .recipient: "Le porteur peut la présenter ici."
        case .answer: "Elle répond à une demande faite ici, une seule fois, ou vient du portail."
        case .relayState: "Il revient tel qu’il était parti, quand la demande est d’ici."
        case .audience: "L’assertion est faite pour cette application."
        case .time: "Elle vaut maintenant, à trois minutes près."
        case .authentication: "La personne s’est authentifiée, et sa session n’est pas finie."
        case .replay: "Cette assertion n’a encore jamais servi."
        case .browser: "Celui qui revient est celui qui était parti."
        }
    }
}

/// A check that was passed, and what was seen.
struct PassedCheck: Sendable {
    let check: Check
    let seen: String
}

/// A check that was not passed: the page says which, why, and what had been passed before.
struct CheckFailure: Error, Sendable {
    let check: Check
    let reason: String
    let passed: [PassedCheck]
    /// The message, if it could be read at all.
    let xml: [UInt8]?
}
