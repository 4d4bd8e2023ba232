package import FoundationEssentials
package import Markup

/// What those who run the site must hear of before people notice it.
package struct OperatorWarning: Sendable {
    /// What it is about.
    package enum Matter: Sendable {
        /// The metadata of a service provider can no longer be renewed; what is known stays in use, until its end if it
        /// has one.
        case metadataFails(why: Text, url: String, endsAt: Date?)
        /// The metadata in use ends soon, or has ended, and no other came.
        case metadataEnds(Date, url: String)
        /// New metadata waits for a decision; what it changes, in sentences.
        case metadataWaits(changes: [Text])
        /// A certificate ends: of us, or of a service provider.
        case certificateEnds(Date, use: Text, isOurs: Bool)
    }

    /// Whose: the name of a service provider, or of the site.
    package let name: String
    /// What it is about.
    package let matter: Matter
    /// The absolute URL of the page where it is looked after.
    package let page: String

    /// A warning.
    package init(about name: String, _ matter: Matter, page: String) {
        self.name = name
        self.matter = matter
        self.page = page
    }

    /// The letter in one language.
    ///
    /// - Parameters:
    ///   - recipient: the name of the person, empty for a shared mailbox.
    ///   - now: what "soon" is measured from.
    package func message(
        to recipient: String, from site: MailSite, in language: Language, at now: Date
    ) -> MailMessage {
        // A name of metadata is a stranger's: one line, like every name in a letter.
        let name = HeaderText(name).text
        let paragraphs: [Text]
        let subject: Text
        switch matter {
        case .metadataFails(let why, let url, let endsAt):
            subject = Text(fr: "métadonnées de \(name) : échec", en: "metadata of \(name): failure")
            paragraphs = Self.failure(name, why, url, endsAt.map(site.told))
        case .metadataEnds(let end, let url):
            subject =
                end <= now
                ? Text(fr: "les métadonnées de \(name) ont pris fin", en: "the metadata of \(name) has ended")
                : Text(fr: "les métadonnées de \(name) prennent fin", en: "the metadata of \(name) ends soon")
            paragraphs = Self.ending(name, url, site.told(end), isOver: end <= now)
        case .metadataWaits(let changes):
            subject = Text(fr: "métadonnées de \(name) à valider", en: "metadata of \(name) to be confirmed")
            paragraphs =
                [
                    Text(
                        fr: "Les métadonnées de \(name) ont changé à leur source. Rien n’est appliqué sans vous :",
                        en: "The metadata of \(name) has changed at its source. Nothing is applied without you:")
                ] + changes.prefix(20).map { Text(fr: "– \($0.fr)", en: "– \($0.en)") }
        case .certificateEnds(let end, let use, let isOurs):
            subject = Text(fr: "certificat de \(name) : fin proche", en: "certificate of \(name): ends soon")
            paragraphs = Self.certificate(name, use, site.told(end), isOurs: isOurs)
        }
        let page = Text(fr: "Ouvrir la page", en: "Open the page")
        return Letter(
            kind: isAboutCertificate ? .certificateWarning : .metadataWarning, subject: subject, recipient: recipient,
            blocks: paragraphs.map { .paragraph($0) } + [.link(page, url: self.page)]
        ).message(from: site, in: language)
    }

    private var isAboutCertificate: Bool {
        if case .certificateEnds = matter { true } else { false }
    }

    private static func failure(_ name: String, _ why: Text, _ url: String, _ end: Text?) -> [Text] {
        let rest: Text =
            if let end {
                Text(
                    fr: "Celles qui sont connues restent en service jusqu’au \(end.fr) : après, \(name) ne pourra plus "
                        + "être ouvert.",
                    en: "What is known stays in use until \(end.en): after that, \(name) can no longer be opened.")
            } else {
                Text(
                    fr:
                        "Celles qui sont connues restent en service : rien ne s’arrête, mais une clé ou une adresse que "
                        + "l’application change ne sera pas vue.",
                    en: "What is known stays in use: nothing stops, but a key or an address that the application "
                        + "changes will not be seen.")
            }
        return [
            Text(
                fr: "Les métadonnées de \(name) n’ont pas pu être actualisées. \(why.fr)",
                en: "The metadata of \(name) could not be renewed. \(why.en)"), rest,
            Text(
                fr: "De nouveaux essais ont lieu ; ce message n’est envoyé qu’une fois. Adresse demandée : \(url)",
                en: "It is tried again; this message is sent once. Address asked: \(url)"),
        ]
    }

    private static func ending(_ name: String, _ url: String, _ end: Text, isOver: Bool) -> [Text] {
        [
            isOver
                ? Text(
                    fr:
                        "Les métadonnées de \(name) ont pris fin le \(end.fr) (validUntil) et aucune autre n’est venue : "
                        + "\(name) ne peut plus être ouvert.",
                    en: "The metadata of \(name) ended on \(end.en) (validUntil) and no other came: \(name) can no "
                        + "longer be opened.")
                : Text(
                    fr:
                        "Les métadonnées de \(name) prennent fin le \(end.fr) (validUntil) et aucune autre n’est venue : "
                        + "après, \(name) ne pourra plus être ouvert.",
                    en: "The metadata of \(name) ends on \(end.en) (validUntil) and no other came: after that, \(name) "
                        + "can no longer be opened."),
            Text(
                fr: "Prévenez l’intégrateur de l’application, ou importez le fichier qu’il vous envoie. "
                    + "Adresse demandée : \(url)",
                en: "Tell the integrator of the application, or import the file they send. Address asked: \(url)"),
        ]
    }

    private static func certificate(_ name: String, _ use: Text, _ end: Text, isOurs: Bool) -> [Text] {
        [
            Text(
                fr: "Le certificat de \(name) (\(use.fr)) prend fin le \(end.fr).",
                en: "The certificate of \(name) (\(use.en)) ends on \(end.en)."),
            isOurs
                ? Text(
                    fr:
                        "Ce portail ne s’arrête pas à cette date, mais des applications peuvent refuser une clé dont le "
                        + "certificat a pris fin : prévoyez son remplacement.",
                    en: "This portal does not stop on that day, but applications may refuse a key whose certificate "
                        + "has ended: plan its replacement.")
                : Text(
                    fr: "Rien ne s’arrête à cette date : un certificat n’est ici que l’enveloppe d’une clé. C’est "
                        + "l’application elle-même qui peut cesser de fonctionner : demandez à son intégrateur ce qu’il "
                        + "prévoit.",
                    en: "Nothing stops on that day: a certificate is but the envelope of a key here. The application "
                        + "itself may stop working: ask its integrator what is planned."),
        ]
    }
}
