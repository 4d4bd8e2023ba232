import Accounts
import FoundationEssentials
import Markup
import Pages

extension InformationPage {
    /// `/donnees-personnelles`: what articles 13 and 14 of the GDPR ask to be told. Lengths of time are the site's own
    /// figures.
    static func personalData(
        _ site: SiteIdentity, _ figures: AccountsFigures, _ kept: Retention
    ) -> InformationPage {
        InformationPage(
            title: Words.personalData,
            lead: Text(
                fr: "Ce que \(site.name) sait de vous, pourquoi, combien de temps, et vos droits.",
                en: "What \(site.name) knows of you, why, for how long, and your rights."),
            sections: [controller(site), data, recipients, retention(figures, kept), cookies(figures), rights(site)])
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
                    fr:
                        "Vos connexions et leurs échecs : moment, adresse réseau, navigateur et système ; vos sessions ouvertes, et les navigateurs où vous vous êtes connecté.",
                    en:
                        "Your sign-ins and failed attempts: time, network address, browser and system; your open sessions, and the browsers you signed in with."
                ),
                Text(
                    fr:
                        "Les applications que vous avez ouvertes : quand, pour quelle structure ; l’identifiant qui vous désigne durablement auprès de certaines d’entre elles.",
                    en:
                        "The applications you opened: when, on behalf of which organisation; the identifier that some of them know you by."
                ),
                Text(
                    fr: "Les messages envoyés à votre adresse : leur objet et leur date, pas leur texte.",
                    en: "The mails sent to your address: what about and when, not their text."),
                Text(
                    fr: "Le journal des changements de l’annuaire : qui a fait quoi, et quand.",
                    en: "The audit trail of the directory’s changes: who did what, and when."),
                Text(
                    fr:
                        "Les demandes qu’un référent adresse au CIG à votre sujet, et un formulaire envoyé après la fin de votre session, le temps de vous reconnecter.",
                    en:
                        "Requests that a delegated administrator sends to the CIG about you, and a form sent after your session ended, while you sign in again."
                ),
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
                    fr:
                        "Les référents administrateurs de votre structure : votre identité, vos habilitations dans leur périmètre, l’état de votre compte et le jour de votre dernière connexion.",
                    en:
                        "The delegated administrators of your organisation: your identity, your access rights within their scope, the state of your account and the day of your last sign-in."
                ),
                Text(fr: "Les agents du CIG chargés du portail.", en: "The CIG’s staff in charge of the portal."),
            ])
        ])

    /// The figures that the program goes by, not their description.
    private static func retention(_ figures: AccountsFigures, _ kept: Retention) -> Section {
        func facts(_ facts: [(Text, TimeInterval)]) -> [(Text, Text)] { facts.map { ($0, .duration($1)) } }
        let restore = Text.duration(kept.restore)
        let memory = Text.duration(Accounts.parkedFormLife)
        return Section(
            "durees", Text(fr: "Combien de temps", en: "For how long"),
            [
                .paragraph(
                    Text(
                        fr:
                            "Votre compte est gardé tant que votre référent administrateur ou le CIG ne l’a pas supprimé, puis \(restore.fr) pendant lesquels il peut être rétabli. Ensuite tout ce qui vous nomme est effacé : il reste un numéro, pour que votre identifiant ne soit jamais donné à quelqu’un d’autre.",
                        en:
                            "Your account is kept until your delegated administrator or the CIG deletes it, then for \(restore.en) during which it can be restored. After that all that names you is erased: a number remains, so that your identifier is never given to someone else."
                    )),
                .facts(
                    facts([
                        (Text(fr: "Connexions et échecs", en: "Sign-ins and failures"), figures.eventRetention),
                        (Text(fr: "Applications ouvertes", en: "Applications opened"), kept.openings),
                        (Text(fr: "Journal des changements", en: "Audit trail"), kept.journal),
                        (Text(fr: "Messages envoyés", en: "Mails sent"), kept.mails),
                        (
                            Text(fr: "Navigateur reconnu, sans connexion", en: "Browser recognised, without sign-in"),
                            figures.deviceMemory
                        ),
                        (
                            Text(fr: "Liens personnels, après leur fin", en: "Personal links, after their end"),
                            30 * 86_400
                        ),
                        (Text(fr: "Compte des essais manqués", en: "Count of failed attempts"), 86_400),
                    ])),
                .paragraph(
                    Text(
                        fr:
                            "Un formulaire envoyé après la fin de votre session attend votre retour \(memory.fr) au plus. Les sauvegardes et le journal technique du serveur suivent les règles de l’hébergeur.",
                        en:
                            "A form sent after your session ended waits for you for \(memory.en) at most. Backups and the server’s technical log follow the host’s rules."
                    )),
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
                        Text(fr: "Reprise", en: "Resumption"),
                        Text(
                            fr: "retrouve un formulaire envoyé après la fin de votre session ; 1 heure au plus",
                            en: "finds a form that was sent after your session ended; 1 hour at most")
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
                            "Vous pouvez consulter vos données, les faire rectifier ou effacer, en limiter l’usage ou vous y opposer, dans les conditions du RGPD et de la loi n° 78-17 du 6 janvier 1978. Elles sont sur la page {0}, à lire ou à emporter dans un fichier ; pour les autres demandes, écrivez au délégué à la protection des données : {1}",
                        en:
                            "You may see your data, have them corrected or erased, limit or object to their use, as the GDPR and French law 78-17 of 6 January 1978 provide. They are on the page {0}, to read or to take away in a file; for other requests write to the data protection officer: {1}"
                    ),
                    links: [
                        .page(Text(fr: "Mes données", en: "My data"), "/profil/donnees"),
                        .mail(site.dataProtectionOfficer),
                    ]),
                .paragraph(
                    Text(
                        fr: "Si la réponse ne vous satisfait pas, vous pouvez adresser une réclamation à la CNIL.",
                        en: "If the answer does not satisfy you, you may lodge a complaint with the CNIL.")),
            ])
    }
}
