package import Markup

/// The fixed words that several pages share, in the guide's vocabulary.
package enum Words {
    package static let applications = Text(fr: "Applications", en: "Applications")
    package static let yourApplications = Text(fr: "Vos applications", en: "Your applications")
    package static let signIn = Text(fr: "Se connecter", en: "Sign in")
    package static let signOut = Text(fr: "Se déconnecter", en: "Sign out")
    package static let profile = Text(fr: "Mon profil", en: "My profile")
    package static let sessions = Text(fr: "Mes sessions", en: "My sessions")
    package static let firstVisit = Text(fr: "Première visite ?", en: "First visit?")
    package static let forgottenPassword = Text(fr: "Mot de passe oublié ?", en: "Forgotten password?")
    package static let help = Text(fr: "Aide et contact", en: "Help and contact")
    package static let accessibility = Text(fr: "Accessibilité", en: "Accessibility")
    package static let personalData = Text(fr: "Données personnelles", en: "Personal data")
    package static let legalNotice = Text(fr: "Mentions légales", en: "Legal notice")
    package static let siteMap = Text(fr: "Plan du site", en: "Site map")
    package static let email = Text(fr: "Adresse électronique", en: "E-mail address")
    package static let password = Text(fr: "Mot de passe", en: "Password")
    package static let cancel = Text(fr: "Annuler", en: "Cancel")
    package static let backToPortal = Text(fr: "Retour à vos applications", en: "Back to your applications")
}
