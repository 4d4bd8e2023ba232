import Accounts
import Markup
import Pages

extension SignInEvent.Kind {
    /// What happened, as a sentence; `{0}` is the person.
    var sentence: Text {
        switch self {
        case .signedIn: Text(fr: "{0} s’est connecté", en: "{0} signed in")
        case .signedOut: Text(fr: "{0} s’est déconnecté", en: "{0} signed out")
        case .confirmed: Text(fr: "{0} a confirmé son mot de passe", en: "{0} confirmed the password")
        case .activated:
            Text(fr: "{0} a créé son mot de passe et s’est connecté", en: "{0} created a password and signed in")
        case .passwordChanged: Text(fr: "{0} a changé son mot de passe", en: "{0} changed the password")
        case .passwordReset:
            Text(
                fr: "{0} a choisi un nouveau mot de passe par un lien reçu",
                en: "{0} chose a new password through a link")
        case .passwordSet:
            Text(fr: "Le mot de passe de {0} a été fixé par l’exploitation", en: "{0}’s password was set by operations")
        case .linkCreated:
            Text(
                fr: "Un lien pour choisir un mot de passe a été fait pour {0}",
                en: "A link to choose a password was made for {0}")
        case .sessionsEnded: Text(fr: "Des sessions de {0} ont été fermées", en: "Sessions of {0} were ended")
        case .wrongPassword:
            Text(
                fr: "{0} n’a pas pu se connecter : mot de passe incorrect", en: "{0} could not sign in: wrong password")
        case .neverActivated:
            Text(
                fr: "{0} n’a pas pu se connecter : mot de passe pas encore créé",
                en: "{0} could not sign in: no password made yet")
        case .suspended:
            Text(fr: "{0} n’a pas pu se connecter : compte suspendu", en: "{0} could not sign in: account suspended")
        case .departed:
            Text(
                fr: "{0} n’a pas pu se connecter : date de départ passée",
                en: "{0} could not sign in: departure date passed")
        case .deleted:
            Text(fr: "{0} n’a pas pu se connecter : compte supprimé", en: "{0} could not sign in: account deleted")
        case .unknownAddress:
            Text(
                fr: "Quelqu’un a essayé une adresse qui n’est à personne",
                en: "Someone tried an address that is nobody’s")
        case .blocked:
            Text(
                fr: "{0} n’a pas pu se connecter : trop d’essais, attente imposée",
                en: "{0} could not sign in: too many attempts, a wait was imposed")
        }
    }

    var icon: Icon {
        if isFailure { return .lock }
        return switch self {
        case .signedOut, .sessionsEnded: .signOut
        case .linkCreated: .mail
        case .passwordChanged, .passwordReset, .passwordSet, .confirmed: .key
        default: .signIn
        }
    }
}

/// The saved views of sign-ins.
enum SignInEventGroup: String, CaseIterable {
    case successes = "reussies"
    case failures = "echecs"
    case sessions = "sessions"
    case passwords = "mots-de-passe"

    var label: Text {
        switch self {
        case .successes: Text(fr: "Connexions réussies", en: "Sign-ins")
        case .failures: Text(fr: "Échecs", en: "Failures")
        case .sessions: Text(fr: "Déconnexions", en: "Sign-outs")
        case .passwords: Text(fr: "Mots de passe", en: "Passwords")
        }
    }

    var kinds: [SignInEvent.Kind] {
        switch self {
        case .successes: [.signedIn, .activated, .passwordReset]
        case .failures: SignInEvent.Kind.allCases.filter(\.isFailure)
        case .sessions: [.signedOut, .sessionsEnded]
        case .passwords: [.activated, .passwordChanged, .passwordReset, .passwordSet, .linkCreated, .confirmed]
        }
    }
}
