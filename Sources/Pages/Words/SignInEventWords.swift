package import Accounts
package import Markup

/// What happened to an account, in a few words: for its owner and for operators.
package enum SignInEventWords {
    /// The words of a stored kind; an unknown one stands for itself.
    package static func words(_ stored: String) -> Text {
        SignInEvent.Kind(rawValue: stored).map(words) ?? Text(fr: stored, en: stored)
    }

    /// The words of a kind.
    package static func words(_ kind: SignInEvent.Kind) -> Text {
        switch kind {
        case .signedIn: Text(fr: "Connexion", en: "Sign-in")
        case .signedOut: Text(fr: "Déconnexion", en: "Sign-out")
        case .confirmed: Text(fr: "Mot de passe confirmé", en: "Password confirmed")
        case .activated: Text(fr: "Première visite : mot de passe créé", en: "First visit: password created")
        case .passwordChanged: Text(fr: "Mot de passe changé", en: "Password changed")
        case .passwordReset:
            Text(fr: "Nouveau mot de passe choisi par un lien", en: "New password chosen through a link")
        case .passwordSet: Text(fr: "Mot de passe fixé par le CIG", en: "Password set by the CIG")
        case .linkCreated: Text(fr: "Lien créé", en: "Link created")
        case .sessionsEnded: Text(fr: "Sessions fermées", en: "Sessions closed")
        case .wrongPassword: Text(fr: "Mot de passe erroné", en: "Wrong password")
        case .neverActivated: Text(fr: "Refusé : compte jamais activé", en: "Refused: account never activated")
        case .suspended: Text(fr: "Refusé : compte suspendu", en: "Refused: account suspended")
        case .departed: Text(fr: "Refusé : date de départ passée", en: "Refused: departure date passed")
        case .deleted: Text(fr: "Refusé : compte supprimé", en: "Refused: account deleted")
        case .blocked: Text(fr: "Refusé : trop d’essais, attente imposée", en: "Refused: too many tries, made to wait")
        case .unknownAddress: Text(fr: "Refusé : adresse inconnue", en: "Refused: unknown address")
        }
    }
}
