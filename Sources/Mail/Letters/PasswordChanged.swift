package import FoundationEssentials
package import Markup

/// The notice that a password was changed: whoever did not do it must hear of it.
package struct PasswordChanged: Sendable {
    /// To whom.
    package let person: Correspondent
    /// When.
    package let moment: Date
    /// From where, in words: "Firefox sous Linux"; nil if it was not from a browser.
    package let device: Text?

    /// A notice.
    package init(person: Correspondent, at moment: Date, device: Text? = nil) {
        self.person = person
        self.moment = moment
        self.device = device
    }

    /// The letter in one language.
    package func message(from site: MailSite, in language: Language) -> MailMessage {
        let moment = site.told(moment)
        let device = Text(
            fr: device.map { ", depuis « \(HeaderText($0.fr).text) »" } ?? "",
            en: device.map { ", from “\(HeaderText($0.en).text)”" } ?? "")
        return Letter(
            kind: .passwordChanged,
            subject: Text(fr: "votre mot de passe a été changé", en: "your password was changed"),
            recipient: person.name,
            blocks: [
                .paragraph(
                    Text(
                        fr: "Le mot de passe de votre compte du portail \(site.name) (\(person.email)) a été changé le "
                            + "\(moment.fr)\(device.fr). Les sessions ouvertes ailleurs ont été fermées.",
                        en: "The password of your account on the \(site.name) portal (\(person.email)) was changed on "
                            + "\(moment.en)\(device.en). Sessions that were open elsewhere have been closed.")),
                .paragraph(
                    Text(
                        fr: "C’était vous ? Vous n’avez rien à faire.",
                        en: "Was it you? Then there is nothing to do.")),
                .paragraph(
                    Text(
                        fr:
                            "Ce n’était pas vous ? Écrivez à \(site.correspondent), et choisissez aussitôt un autre mot "
                            + "de passe à la page « Mot de passe oublié » : \(site.forgottenPassword)",
                        en: "It was not you? Write to \(site.correspondent), and choose another password at once on "
                            + "the “Forgotten password” page: \(site.forgottenPassword)")),
            ]
        ).message(from: site, in: language)
    }
}
