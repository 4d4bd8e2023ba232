import Markup
import Pages

/// Help for one page: shown first when somebody comes from there.
struct HelpTopic: Sendable {
    /// What the page's path begins with.
    let path: String
    let title: Text
    let steps: [Text]

    /// The help of a page of this site; the one that names it most exactly. Nothing for other paths.
    static func of(_ path: String?) -> HelpTopic? {
        guard let path else { return nil }
        if path == "/" { return all.first { $0.path == "/" } }
        return all.filter { $0.path != "/" && (path == $0.path || path.hasPrefix($0.path + "/")) }
            .max { $0.path.utf8.count < $1.path.utf8.count }
    }

    /// « Sur la page « Utilisateurs » », and what to do there.
    var section: InformationPage.Section {
        InformationPage.Section(
            "page",
            Text(fr: "Sur la page « \(title.fr) »", en: "On the page “\(title.en)”"), [.list(steps)])
    }

    private init(_ path: String, _ title: Text, _ steps: [Text]) {
        self.path = path
        self.title = title
        self.steps = steps
    }

    static let all: [HelpTopic] = [
        HelpTopic(
            "/", Words.yourApplications,
            [
                Text(
                    fr:
                        "Cliquez sur une tuile pour ouvrir l’application ; clic droit puis « nouvel onglet » pour en ouvrir plusieurs.",
                    en: "Click a tile to open its application; right-click and “new tab” to open several."),
                Text(
                    fr:
                        "« Dernière connexion » vous dit quand et d’où : si ce n’était pas vous, suivez le lien à côté.",
                    en: "“Last sign-in” tells you when and from where: if it was not you, follow the link beside it."),
                Text(
                    fr: "Une application manque ? Votre référent administrateur vous y habilite.",
                    en: "An application is missing? Your delegated administrator gives you access."),
            ]),
        HelpTopic(
            "/connexion", Text(fr: "Connexion", en: "Sign in"),
            [
                Text(
                    fr: "L’identifiant est votre adresse électronique professionnelle, en minuscules ou majuscules.",
                    en: "The identifier is your work e-mail address, in small letters or capitals."),
                Text(
                    fr: "« Afficher le mot de passe » aide à voir une faute de frappe.",
                    en: "“Show password” helps to see a slip of the finger."),
                Text(
                    fr: "Première visite ou mot de passe oublié : les liens sont à côté du formulaire.",
                    en: "First visit or forgotten password: the links are beside the form."),
            ]),
        HelpTopic(
            "/profil", Words.profile,
            [
                Text(
                    fr: "Le nom et l’adresse sont corrigés par votre référent administrateur.",
                    en: "Your name and address are corrected by your delegated administrator."),
                Text(
                    fr: "Chaque habilitation dit qui vous l’a donnée, quand, et jusqu’à quand.",
                    en: "Each access right says who granted it, when, and until when."),
                Text(
                    fr: "Changer le mot de passe ferme vos autres sessions.",
                    en: "Changing the password closes your other sessions."),
            ]),
        HelpTopic(
            "/profil/sessions", Words.sessions,
            [
                Text(
                    fr:
                        "Un appareil que vous ne reconnaissez pas ? Fermez sa session, puis changez votre mot de passe.",
                    en: "A device that you do not recognise? Close its session, then change your password."),
                Text(
                    fr: "« Fermer toutes les autres » ne touche pas à l’appareil devant vous.",
                    en: "“Close all others” leaves the device in front of you alone."),
            ]),
        HelpTopic(
            "/profil/donnees", Text(fr: "Mes données", en: "My data"),
            [
                Text(
                    fr: "La page montre les éléments les plus récents ; le fichier JSON les contient tous.",
                    en: "The page shows the newest of everything; the JSON file holds all of it."),
                Text(
                    fr:
                        "Pour une rectification, écrivez à votre référent administrateur ou au délégué à la protection des données.",
                    en:
                        "To have something corrected, write to your delegated administrator or to the data protection officer."
                ),
            ]),
        HelpTopic(
            "/annuaire/structures", Text(fr: "Structures", en: "Organisations"),
            [
                Text(
                    fr:
                        "Le domaine autorisé est la fin des adresses que vos utilisateurs peuvent avoir ; un établissement rattaché hérite de celui de son établissement principal.",
                    en:
                        "The allowed domain is the end of the addresses your users may have; an attached establishment inherits its main establishment’s."
                ),
                Text(
                    fr:
                        "Les informations d’un établissement principal sont tenues par le CIG ; vous pouvez corriger les coordonnées d’un établissement rattaché.",
                    en:
                        "The details of a main establishment are kept by the CIG; you can correct the contact details of an attached one."
                ),
            ]),
        HelpTopic(
            "/annuaire/utilisateurs", Text(fr: "Utilisateurs", en: "Users"),
            [
                Text(
                    fr:
                        "Cherchez par les premières lettres du nom, du prénom ou de l’adresse, sans vous soucier des accents.",
                    en: "Search by the first letters of the name or address; accents do not matter."),
                Text(
                    fr:
                        "Les vues « Jamais activés », « Dormants » et « Sans application » montrent ce qui demande votre attention.",
                    en:
                        "The views “Never activated”, “Dormant” and “Without application” show what needs your attention."
                ),
                Text(
                    fr:
                        "Un utilisateur qui a quitté la structure est à supprimer sans délai : le menu de sa ligne. Il peut être restauré pendant un temps.",
                    en:
                        "A user who has left is to be deleted without delay, in the menu of their line. They can be restored for a while."
                ),
            ]),
        HelpTopic(
            "/annuaire/utilisateurs/ajouter", Text(fr: "Ajouter un utilisateur", en: "Add a user"),
            [
                Text(
                    fr:
                        "L’adresse électronique sera son identifiant ; elle se termine par un domaine autorisé de la structure.",
                    en: "The e-mail address will be their identifier; it ends in an allowed domain of the organisation."
                ),
                Text(
                    fr:
                        "La personne reçoit un message avec un lien pour créer son mot de passe ; vous ne le connaissez jamais.",
                    en: "The person receives a mail with a link to create their password; you never know it."),
                Text(
                    fr:
                        "Si elle a déjà un compte, elle sera aussi rattachée à cette structure et garde son mot de passe.",
                    en:
                        "If they have an account already, they will also belong to this organisation and keep their password."
                ),
            ]),
        HelpTopic(
            "/annuaire/utilisateurs/importer", Text(fr: "Importer des utilisateurs", en: "Import users"),
            [
                Text(
                    fr:
                        "Le fichier est vérifié ligne par ligne avant d’écrire quoi que ce soit ; les lignes en erreur se téléchargent pour être corrigées.",
                    en:
                        "The file is checked line by line before anything is written; lines in error can be downloaded and corrected."
                )
            ]),
        HelpTopic(
            "/annuaire/applications", Text(fr: "Applications", en: "Applications"),
            [
                Text(
                    fr:
                        "Dépliez une application, puis « Affecter » sur la ligne d’un rôle : les premières lettres du nom suffisent.",
                    en:
                        "Unfold an application, then “Assign” on the line of a role: the first letters of the name are enough."
                ),
                Text(
                    fr:
                        "« Membres » montre qui a le rôle, par qui et depuis quand, et permet de retirer l’habilitation.",
                    en:
                        "“Members” shows who has the role, by whom and since when, and lets you revoke the access right."
                ),
                Text(
                    fr: "Les rôles marqués d’un cadenas sont attribués par le CIG.",
                    en: "Roles with a padlock are granted by the CIG."),
            ]),
        HelpTopic(
            "/journal", Text(fr: "Journal", en: "Audit trail"),
            [
                Text(
                    fr: "Chaque changement y est une phrase : qui, quoi, pour qui, quand. Les filtres se combinent.",
                    en: "Every change is a sentence there: who, what, for whom, when. Filters can be combined."),
                Text(
                    fr: "Vous y voyez ce qui concerne vos structures, et rien d’autre.",
                    en: "You see what concerns your organisations, and nothing else."),
            ]),
        HelpTopic(
            "/suivi", Text(fr: "Suivi", en: "Insights"),
            [
                Text(
                    fr: "Chaque figure dit sa conclusion en une phrase ; « Voir les données » en montre les nombres.",
                    en: "Each figure says its conclusion in one sentence; “See the data” shows the numbers.")
            ]),
        HelpTopic(
            "/travaux", Text(fr: "Travaux", en: "Jobs"),
            [
                Text(
                    fr:
                        "Un travail long continue sans vous : revenez, ou actualisez la page. Le résultat y reste à télécharger.",
                    en:
                        "A long job goes on without you: come back, or refresh the page. Its result stays there to download."
                )
            ]),
        HelpTopic(
            "/exploitation", Words.operations,
            [
                Text(
                    fr:
                        "Une personne au téléphone : saisissez son nom ou l’adresse qu’elle tape. La page dit ce qui bloque et ce que vous pouvez faire.",
                    en:
                        "Somebody on the telephone: type their name, or the address they type. The page says what is in the way and what you can do."
                ),
                Text(
                    fr: "Les demandes des référents attendent une réponse : ils la voient sur la fiche de la personne.",
                    en: "Requests of administrators wait for an answer: they see it on the person’s record."),
            ]),
        HelpTopic(
            "/exploitation/messages", Text(fr: "Messages du portail", en: "Messages on the portal"),
            [
                Text(
                    fr:
                        "Un message s’affiche à tous, sur la page des applications, entre son début et sa fin. L’aperçu ne l’enregistre pas.",
                    en:
                        "A message is shown to everybody, on the page of applications, between its beginning and its end. The preview does not save it."
                )
            ]),
        HelpTopic(
            "/exploitation/integration", Text(fr: "Intégration des applications", en: "Integration of applications"),
            [
                Text(
                    fr:
                        "Une application ne s’ouvre plus : regardez ses erreurs. Chacune dit le contrôle qui a échoué et ce que l’intégrateur doit changer.",
                    en:
                        "An application opens no longer: look at its errors. Each says which check failed and what the integrator has to change."
                ),
                Text(
                    fr:
                        "Un changement de métadonnées attend votre accord, sauf si une clé que vous avez indiquée l’a signé et que vous l’avez voulu ainsi.",
                    en:
                        "A change of metadata waits for your agreement, unless a key that you set has signed it and you wanted it so."
                ),
            ]),
        HelpTopic(
            "/exploitation/reglages", Text(fr: "Réglages du site", en: "Settings of the site"),
            [
                Text(
                    fr:
                        "Une couleur sans contraste suffisant est refusée, et la plus proche qui convient est proposée.",
                    en: "A colour without enough contrast is refused, and the nearest that will do is proposed.")
            ]),
    ]
}
