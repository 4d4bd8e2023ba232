package import FoundationEssentials
package import Markup

/// The letter of `convergences mail test`: it says that mail works.
package struct TestLetter: Sendable {
    /// When it was asked for.
    package let moment: Date

    /// A test at a moment.
    package init(at moment: Date) {
        self.moment = moment
    }

    /// The letter in one language.
    package func message(from site: MailSite, in language: Language) -> MailMessage {
        let moment = site.told(moment)
        return Letter(
            kind: .test, subject: Text(fr: "message d’essai", en: "test message"), recipient: "",
            blocks: [
                .paragraph(
                    Text(
                        fr: "Ce message d’essai a été demandé le \(moment.fr) par la personne qui exploite le portail "
                            + "\(site.name). S’il arrive, les invitations et les liens arrivent aussi.",
                        en: "This test message was asked for on \(moment.en) by the person who operates the "
                            + "\(site.name) portal. If it arrives, invitations and links arrive too."))
            ]
        ).message(from: site, in: language)
    }
}
