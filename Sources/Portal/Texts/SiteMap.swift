import Directory
import Markup
import Pages

/// The pages of the site, as far as somebody may open them. The directory's pages are another module's: they are known
/// here by their addresses, as everywhere in the portal.
enum SiteMap {
    typealias Group = (heading: Text, pages: [(Text, String)])

    static func groups(for user: SignedInUser?) -> [Group] {
        var groups = [account(user)]
        if let user, user.isReferent || user.isOperator { groups.append(directory(user)) }
        if user?.isOperator == true { groups.append(operations) }
        return groups + [about]
    }

    private static func account(_ user: SignedInUser?) -> Group {
        guard user != nil else {
            return (
                Text(fr: "Votre compte", en: "Your account"),
                [
                    (Words.signIn, "/connexion"), (Words.firstVisit, "/premiere-visite"),
                    (Words.forgottenPassword, "/mot-de-passe/oublie"),
                ]
            )
        }
        return (
            Text(fr: "Votre compte", en: "Your account"),
            [
                (Words.yourApplications, "/"), (Words.profile, "/profil"), (Words.sessions, "/profil/sessions"),
                (Text(fr: "Mes données", en: "My data"), "/profil/donnees"), (Words.signOut, "/deconnexion"),
            ]
        )
    }

    private static func directory(_ user: SignedInUser) -> Group {
        var pages: [(Text, String)] = [
            (Text(fr: "Structures", en: "Organisations"), "/annuaire/structures"),
            (Text(fr: "Utilisateurs", en: "Users"), "/annuaire/utilisateurs"),
            (Text(fr: "Ajouter un utilisateur", en: "Add a user"), "/annuaire/utilisateurs/ajouter"),
            (Text(fr: "Applications et rôles", en: "Applications and roles"), "/annuaire/applications"),
            (Text(fr: "Demandes au CIG", en: "Requests to the CIG"), "/annuaire/demandes"),
            (Text(fr: "Travaux", en: "Jobs"), "/travaux"), (Text(fr: "Suivi", en: "Insights"), "/suivi"),
            (Text(fr: "Journal", en: "Audit trail"), "/journal"),
        ]
        if user.isOperator {
            pages.insert(
                (Text(fr: "Ajouter une structure", en: "Add an organisation"), "/annuaire/structures/ajouter"), at: 1)
        }
        return (Text(fr: "Annuaire des identités et des accès", en: "Identity and access directory"), pages)
    }

    private static let operations: Group = (
        Words.operations,
        [
            (Text(fr: "Recherche et tâches", en: "Search and tasks"), "/exploitation"),
            (Text(fr: "Demandes des référents", en: "Requests of administrators"), "/exploitation/demandes"),
            (Text(fr: "Messages du portail", en: "Messages on the portal"), "/exploitation/messages"),
            (Text(fr: "Intégration des applications", en: "Integration of applications"), "/exploitation/integration"),
            (Text(fr: "Réglages du site", en: "Settings of the site"), "/exploitation/reglages"),
        ]
    )

    private static let about: Group = (
        Text(fr: "Ce site", en: "This site"),
        [
            (Words.help, "/aide"), (Words.accessibility, "/accessibilite"),
            (Words.personalData, "/donnees-personnelles"), (Words.legalNotice, "/mentions-legales"),
        ]
    )
}
