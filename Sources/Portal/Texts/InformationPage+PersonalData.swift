import Accounts
import Markup
import Pages

extension InformationPage {
    /// `/donnees-personnelles`: what articles 13 and 14 of the GDPR ask to be told. Lengths of time are the site's own
    /// figures.
    static func personalData(_ site: SiteIdentity, _ figures: AccountsFigures) -> InformationPage {
        InformationPage(
            title: Words.personalData,
            lead: Text(
                fr: "Ce que \(site.name) sait de vous, pourquoi, combien de temps, et vos droits.",
                en: "What \(site.name) knows of you, why, for how long, and your rights."),
            sections: [controller(site), data, recipients, retention(figures), cookies(figures), rights(site)])
    }

    private static func controller(_ site: SiteIdentity) -> Section {
        Section(
            "responsable", Text(fr: "Qui et pourquoi", en: "Who and why"),
            [
                .paragraph(
                    Text(
                        fr:
                            "\(site.owner.fr) est responsable de ce traitement. Il sert à identifier les agents des structures affiliées, à leur ouvrir les applications auxquelles leur référent administrateur les a habilités, et à protéger ces accès.",
                        en:
                            "\(site.owner.en) is the controller. The processing identifies the staff of affiliated organisations, opens to them the applications that their delegated administrator gave them access to, and protects that access."
                    )),
                .paragraph(
                    Text(
                        fr:
                            "Il relève d’une mission d’intérêt public (article 6, paragraphe 1, point e du RGPD). Aucune décision n’est prise de façon automatisée, et rien n’est vendu ni utilisé à des fins publicitaires.",
                        en:
                            "It serves a task in the public interest (GDPR article 6(1)(e)). No automated decision is taken, and nothing is sold or used for advertising."
                    )),
            ])
    }

    private static let data = Section(
        "donnees", Text(fr: "Les données", en: "The data"),
        [
            .list([
                Text(
                    fr:
                        "Nom, prénom, adresse électronique professionnelle, structure de rattachement : saisis par votre référent administrateur ou par le CIG.",
                    en:
                        "Last name, first name, work e-mail address, organisation: entered by your delegated administrator or by the CIG."
                ),
                Text(
                    fr:
                        "Vos habilitations : quelle application, quel rôle, pour quelle structure, données par qui et quand.",
                    en:
                        "Your access rights: which application, which role, for which organisation, granted by whom and when."
                ),
                Text(
                    fr: "Une empreinte de votre mot de passe, qui ne permet pas de le retrouver.",
                    en: "A digest of your password, from which it cannot be recovered."),
                Text(
                    fr: "Vos connexions : date, adresse réseau, navigateur et système.",
                    en: "Your sign-ins: time, network address, browser and system."),
                Text(
                    fr: "Le journal des changements de l’annuaire : qui a fait quoi, et quand.",
                    en: "The audit trail of the directory’s changes: who did what, and when."),
            ])
        ])

    private static let recipients = Section(
        "destinataires", Text(fr: "Qui les reçoit", en: "Who receives them"),
        [
            .list([
                Text(
                    fr:
                        "L’application que vous ouvrez : votre identité, votre structure et vos rôles dans cette application, rien d’autre.",
                    en:
                        "The application you open: your identity, your organisation and your roles in that application, nothing else."
                ),
                Text(
                    fr: "Les référents administrateurs de votre structure, pour les habilitations de leur périmètre.",
                    en: "The delegated administrators of your organisation, for the access rights within their scope."),
                Text(fr: "Les agents du CIG chargés du portail.", en: "The CIG’s staff in charge of the portal."),
            ])
        ])

    private static func retention(_ figures: AccountsFigures) -> Section {
        let events = Text.duration(figures.eventRetention)
        return Section(
            "durees", Text(fr: "Combien de temps", en: "For how long"),
            [
                .list([
                    Text(
                        fr:
                            "Votre compte : tant que votre référent administrateur ne l’a pas supprimé, puis 30 jours pendant lesquels il peut être rétabli.",
                        en:
                            "Your account: until your delegated administrator deletes it, then 30 days during which it can be restored."
                    ),
                    Text(fr: "Vos connexions : \(events.fr).", en: "Your sign-ins: \(events.en)."),
                    Text(fr: "Le journal des changements : 1 an.", en: "The audit trail: 1 year."),
                ])
            ])
    }

    private static func cookies(_ figures: AccountsFigures) -> Section {
        let idle = Text.duration(figures.idle)
        let absolute = Text.duration(figures.absolute)
        let device = Text.duration(figures.deviceMemory)
        return Section(
            "cookies", Text(fr: "Les cookies", en: "Cookies"),
            [
                .paragraph(
                    Text(
                        fr:
                            "Tous sont nécessaires au service que vous demandez ; aucun ne mesure ni ne suit. Ils restent à ce site.",
                        en:
                            "All are needed for the service you ask for; none measures or follows you. They stay with this site."
                    )),
                .facts([
                    (
                        Text(fr: "Session", en: "Session"),
                        Text(
                            fr:
                                "jusqu’à la fermeture du navigateur ; la session se ferme après \(idle.fr) sans activité, et \(absolute.fr) au plus",
                            en:
                                "until the browser closes; the session ends after \(idle.en) without activity, and \(absolute.en) at most"
                        )
                    ),
                    (
                        Text(fr: "Formulaire", en: "Form"),
                        Text(
                            fr: "protège les formulaires avant la connexion, jusqu’à la fermeture du navigateur",
                            en: "protects forms before sign-in, until the browser closes")
                    ),
                    (
                        Text(fr: "Appareil", en: "Device"),
                        Text(
                            fr:
                                "reconnaît un navigateur où vous vous êtes connecté, pour que des essais faits ailleurs ne vous retardent pas ; \(device.fr)",
                            en:
                                "recognises a browser you signed in with, so that attempts made elsewhere do not delay you; \(device.en)"
                        )
                    ),
                    (
                        Text(fr: "Langue, apparence", en: "Language, appearance"),
                        Text(fr: "vos choix ; 1 an", en: "your choices; 1 year")
                    ),
                    (
                        Text(fr: "Lien, message", en: "Link, message"),
                        Text(
                            fr: "le temps de passer d’une page à la suivante, 1 heure au plus",
                            en: "while you go from one page to the next, 1 hour at most")
                    ),
                ]),
            ])
    }

    private static func rights(_ site: SiteIdentity) -> Section {
        Section(
            "droits", Text(fr: "Vos droits", en: "Your rights"),
            [
                .paragraph(
                    Text(
                        fr:
                            "Vous pouvez consulter vos données, les faire rectifier ou effacer, en limiter l’usage ou vous y opposer, dans les conditions du RGPD et de la loi n° 78-17 du 6 janvier 1978. Votre profil les affiche ; pour les autres demandes, écrivez au délégué à la protection des données : {0}",
                        en:
                            "You may see your data, have them corrected or erased, limit or object to their use, as the GDPR and French law 78-17 of 6 January 1978 provide. Your profile shows them; for other requests write to the data protection officer: {0}"
                    ),
                    links: [.mail(site.dataProtectionOfficer)]),
                .paragraph(
                    Text(
                        fr: "Si la réponse ne vous satisfait pas, vous pouvez adresser une réclamation à la CNIL.",
                        en: "If the answer does not satisfy you, you may lodge a complaint with the CNIL.")),
            ])
    }
}
