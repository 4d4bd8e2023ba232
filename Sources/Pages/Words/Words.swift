package import Markup

/// The fixed words that several pages share, in the guide's vocabulary.
package enum Words {
    /// « Applications »
    package static let applications = Text(fr: "Applications", en: "Applications")
    /// « Vos applications »
    package static let yourApplications = Text(fr: "Vos applications", en: "Your applications")
    /// « Se connecter »
    package static let signIn = Text(fr: "Se connecter", en: "Sign in")
    /// « Se déconnecter »
    package static let signOut = Text(fr: "Se déconnecter", en: "Sign out")
    /// « Mon profil »
    package static let profile = Text(fr: "Mon profil", en: "My profile")
    /// « Mes sessions »
    package static let sessions = Text(fr: "Mes sessions", en: "My sessions")
    /// « Première visite ? »
    package static let firstVisit = Text(fr: "Première visite ?", en: "First visit?")
    /// « Mot de passe oublié ? »
    package static let forgottenPassword = Text(fr: "Mot de passe oublié ?", en: "Forgotten password?")
    /// « Aide et contact »
    package static let help = Text(fr: "Aide et contact", en: "Help and contact")
    /// « Accessibilité »
    package static let accessibility = Text(fr: "Accessibilité", en: "Accessibility")
    /// « Données personnelles »
    package static let personalData = Text(fr: "Données personnelles", en: "Personal data")
    /// « Mentions légales »
    package static let legalNotice = Text(fr: "Mentions légales", en: "Legal notice")
    /// « Plan du site »
    package static let siteMap = Text(fr: "Plan du site", en: "Site map")
    /// « Exploitation »: the operator's desk
    package static let operations = Text(fr: "Exploitation", en: "Operations")
    /// « Adresse électronique »
    package static let email = Text(fr: "Adresse électronique", en: "E-mail address")
    /// « Mot de passe »
    package static let password = Text(fr: "Mot de passe", en: "Password")
    /// « Annuler »
    package static let cancel = Text(fr: "Annuler", en: "Cancel")
    /// « Retour à vos applications »
    package static let backToPortal = Text(fr: "Retour à vos applications", en: "Back to your applications")
}
