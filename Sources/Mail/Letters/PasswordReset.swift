package import Markup

/// The letter that lets somebody who forgot the password choose another.
package struct PasswordReset: Sendable {
    /// To whom; an account that has a password. One that never had any gets an `Invitation` instead.
    package let person: Correspondent
    /// The structures' referents; may be none.
    package let referents: [Correspondent]
    /// The reset link.
    package let link: MailMessage.Link

    /// A reset.
    package init(person: Correspondent, referents: [Correspondent], link: MailMessage.Link) {
        self.person = person
        self.referents = referents
        self.link = link
    }

    /// The letter in one language.
    package func message(from site: MailSite, in language: Language) -> MailMessage {
        let end = site.told(link.ends)
        return Letter(
            kind: .passwordReset,
            subject: Text(fr: "choisissez un nouveau mot de passe", en: "choose a new password"),
            recipient: person.name,
            blocks: [
                .paragraph(
                    Text(
                        fr: "Un nouveau mot de passe a été demandé pour votre compte du portail \(site.name), "
                            + "dont l’identifiant est \(person.email).",
                        en: "A new password was asked for, for your account on the \(site.name) portal, which you "
                            + "sign in to with \(person.email).")),
                .link(Text(fr: "Choisir un nouveau mot de passe", en: "Choose a new password"), url: link.url),
                .paragraph(
                    Text(
                        fr: "Ce lien vous est personnel : ne le transmettez à personne. Il sert une seule fois, "
                            + "jusqu’au \(end.fr). Le nouveau mot de passe ferme vos sessions ouvertes ailleurs.",
                        en: "This link is yours alone: do not pass it on. It works once, until \(end.en). "
                            + "The new password closes your sessions that are open elsewhere.")),
                .paragraph(
                    Text(
                        fr: "Vous n’avez rien demandé ? Ignorez ce message : votre mot de passe reste le même.",
                        en: "You asked for nothing? Ignore this message: your password stays the same.")),
                .paragraph(Letter.help(from: referents, site)),
            ], link: link
        ).message(from: site, in: language)
    }
}
