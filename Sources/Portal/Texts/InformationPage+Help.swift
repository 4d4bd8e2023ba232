import Accounts
import Markup
import Pages

extension InformationPage {
    /// `/aide`: the quick-start guide in the words of who needs it now.
    ///
    /// - Parameter topic: the page that somebody comes from; told first.
    static func help(_ site: SiteIdentity, _ figures: AccountsFigures, topic: HelpTopic? = nil) -> InformationPage {
        InformationPage(
            title: Words.help,
            lead: Text(
                fr: "\(site.name) vous ouvre les applications du CIG avec un seul identifiant et un seul mot de passe.",
                en: "\(site.name) opens the CIG’s applications to you with one identifier and one password."),
            sections: [topic?.section].compactMap(\.self) + [
                signingIn, firstVisit(site, figures), forgotten(site, figures), opening, signingOut, notMe(site),
                referents(site),
                contacts(site),
            ])
    }

    private static let signingIn = Section(
        "connexion", Text(fr: "Se connecter", en: "Signing in"),
        [
            .paragraph(
                Text(
                    fr:
                        "Votre identifiant est votre adresse électronique professionnelle, celle que votre référent administrateur a enregistrée. Le mot de passe est celui que vous avez choisi lors de votre première visite.",
                    en:
                        "Your identifier is your work e-mail address, the one your delegated administrator registered. The password is the one you chose on your first visit."
                )),
            .paragraph(
                Text(
                    fr:
                        "Après trois essais manqués, un délai s’ajoute avant l’essai suivant. Il n’y a pas de blocage définitif : attendez le temps indiqué, ou demandez un nouveau lien.",
                    en:
                        "After three failed attempts a delay is added before the next one. Nothing is locked for good: wait for the time shown, or ask for a new link."
                )),
        ])

    private static func firstVisit(_ site: SiteIdentity, _ figures: AccountsFigures) -> Section {
        let life = Text.duration(figures.activationLink)
        return Section(
            "premiere-visite", Text(fr: "Première visite", en: "First visit"),
            [
                .numbered([
                    Text(
                        fr:
                            "Vous recevez par courrier électronique un lien personnel, dès que votre référent administrateur vous a référencé. Il est valable \(life.fr).",
                        en:
                            "You receive a personal link by e-mail as soon as your delegated administrator has registered you. It is valid for \(life.en)."
                    ),
                    Text(
                        fr:
                            "Ouvrez-le : la page affiche votre nom et votre structure, et vous demande un mot de passe.",
                        en: "Open it: the page shows your name and your organisation, and asks for a password."),
                    Text(
                        fr: "Vous êtes connecté aussitôt, et vos applications s’affichent.",
                        en: "You are signed in at once, and your applications appear."),
                ]),
                .paragraph(
                    Text(
                        fr:
                            "Pas de message, ou un lien expiré ? La page {0} vous en envoie un autre.",
                        en: "No message, or an expired link? The page {0} sends you another one."),
                    links: [.page(Words.firstVisit, "/premiere-visite")]),
            ])
    }

    private static func forgotten(_ site: SiteIdentity, _ figures: AccountsFigures) -> Section {
        let life = Text.duration(figures.resetLink)
        return Section(
            "mot-de-passe", Text(fr: "Mot de passe oublié", en: "Forgotten password"),
            [
                .paragraph(
                    Text(
                        fr:
                            "La page {0} vous envoie un lien valable \(life.fr). Il vous permet de choisir un nouveau mot de passe ; vos autres sessions sont fermées. Pas de message ? Écrivez à {1}.",
                        en:
                            "The page {0} sends you a link valid for \(life.en). It lets you choose a new password; your other sessions are closed. No message? Write to {1}."
                    ),
                    links: [
                        .page(Words.forgottenPassword, "/mot-de-passe/oublie"), .mail(site.correspondent),
                    ]),
                .paragraph(
                    Text(
                        fr:
                            "Un bon mot de passe est long plutôt que compliqué : quatre mots sans rapport entre eux conviennent très bien. Un gestionnaire de mots de passe peut le retenir pour vous.",
                        en:
                            "A good password is long rather than complicated: four unrelated words do very well. A password manager can remember it for you."
                    )),
            ])
    }

    private static let opening = Section(
        "applications", Text(fr: "Ouvrir une application", en: "Opening an application"),
        [
            .paragraph(
                Text(
                    fr:
                        "Cliquez sur l’application. Pour en ouvrir plusieurs à la fois, faites un clic droit puis choisissez « nouvel onglet ».",
                    en: "Click the application. To open several at once, right-click and choose “new tab”.")),
            .paragraph(
                Text(
                    fr:
                        "Si vous travaillez pour plusieurs structures, la tuile propose un lien par structure : l’application s’ouvre pour celle que vous choisissez.",
                    en:
                        "If you work for several organisations, the tile has one link for each: the application opens on behalf of the one you choose."
                )),
            .paragraph(
                Text(
                    fr: "Une application vous manque ? C’est votre référent administrateur qui vous y habilite.",
                    en: "An application is missing? Your delegated administrator is the one who gives you access.")),
        ])

    private static let signingOut = Section(
        "deconnexion", Text(fr: "Se déconnecter", en: "Signing out"),
        [
            .paragraph(
                Text(
                    fr:
                        "En fin de session, déconnectez-vous de chaque application, puis de Convergences par « Se déconnecter », en haut à droite. Sur un poste partagé, fermez aussi le navigateur.",
                    en:
                        "When you finish, sign out of each application, then of Convergences with “Sign out”, top right. On a shared computer, close the browser too."
                ))
        ])

    private static func notMe(_ site: SiteIdentity) -> Section {
        Section(
            "pas-moi", Text(fr: "Cette connexion n’était pas la vôtre", en: "That sign-in was not yours"),
            [
                .numbered([
                    Text(
                        fr: "Changez votre mot de passe dans « Mon profil » : vos autres sessions se ferment aussitôt.",
                        en: "Change your password in “My profile”: your other sessions close at once."),
                    Text(
                        fr: "Vérifiez la liste de vos sessions ouvertes dans « Mes sessions ».",
                        en: "Check the list of your open sessions in “My sessions”."),
                    Text(
                        fr: "Prévenez votre référent administrateur et le correspondant du CIG, avec l’heure affichée.",
                        en: "Tell your delegated administrator and the CIG’s correspondent, with the time shown."),
                ]),
                .paragraph(
                    Text(fr: "Correspondant : {0}", en: "Correspondent: {0}"), links: [.mail(site.correspondent)]),
            ])
    }

    private static func referents(_ site: SiteIdentity) -> Section {
        Section(
            "referents", Text(fr: "Pour les référents administrateurs", en: "For delegated administrators"),
            [
                .paragraph(
                    Text(
                        fr:
                            "Vous référencez les utilisateurs de votre structure et des établissements qui lui sont rattachés, et vous les habilitez aux applications. L’adresse de chaque utilisateur se termine par un domaine autorisé de sa structure.",
                        en:
                            "You register the users of your organisation and of the establishments attached to it, and give them access to the applications. Each user’s address ends in an allowed domain of their organisation."
                    )),
                .paragraph(
                    Text(
                        fr:
                            "Un utilisateur qui quitte la structure est à supprimer sans délai. Les rôles d’administrateur dans les applications sont attribués par le CIG.",
                        en:
                            "A user who leaves the organisation is to be deleted without delay. Administrator roles in the applications are granted by the CIG."
                    )),
                .paragraph(
                    Text(
                        fr:
                            "L’annuaire des identités et des accès s’ouvre depuis la liste des applications : {0}. Ce que vous ne pouvez pas faire vous-même, comme agir sur un compte qu’une autre structure gère aussi, se demande au CIG depuis la fiche de la personne.",
                        en:
                            "The identity and access directory opens from the list of applications: {0}. What you cannot do yourself, such as acting on an account that another organisation manages too, is asked of the CIG from the person’s record."
                    ),
                    links: [
                        // Agents read this page too: the list leads on those who may go further.
                        .page(Words.applications, "/")
                    ]),
            ])
    }

    private static func contacts(_ site: SiteIdentity) -> Section {
        Section(
            "contacts", Text(fr: "Contacts", en: "Contacts"),
            [
                .paragraph(
                    Text(
                        fr: "Sur Convergences et son utilisation, la désignation ou le départ d’un référent : {0}",
                        en: "About Convergences and its use, a delegated administrator’s appointment or departure: {0}"),
                    links: [.mail(site.correspondent)]),
                .paragraph(
                    Text(
                        fr: "Sur la protection des données à caractère personnel : {0}",
                        en: "About the protection of personal data: {0}"),
                    links: [.mail(site.dataProtectionOfficer)]),
            ])
    }
}
