package import FoundationEssentials
package import Markup

/// The notices that the address one signs in with was changed: one letter to the old address, one to the new.
package struct AddressChanged: Sendable {
    /// To which of the two addresses a letter goes.
    package enum Recipient: Hashable, Sendable, CaseIterable {
        /// The one that no longer counts. It is not told the new one: somebody else may read it some day.
        case old
        /// The one to sign in with from now on.
        case new
    }

    /// First name and name, as they are now.
    package let name: String
    /// The address before.
    package let oldEmail: String
    /// The address from now on.
    package let newEmail: String
    /// Who changed it, in words: "Nadia Benslimane, référent administrateur".
    package let author: String
    /// When.
    package let moment: Date

    /// A notice.
    package init(name: String, from oldEmail: String, to newEmail: String, by author: String, at moment: Date) {
        self.name = name
        self.oldEmail = oldEmail
        self.newEmail = newEmail
        self.author = author
        self.moment = moment
    }

    /// The letter to one of the addresses, in one language.
    package func message(to recipient: Recipient, from site: MailSite, in language: Language) -> MailMessage {
        let moment = site.told(moment)
        let author = HeaderText(author).text
        let change: Text =
            switch recipient {
            case .old:
                Text(
                    fr: "Votre compte du portail \(site.name) n’a plus pour identifiant cette adresse, \(oldEmail), "
                        + "depuis le \(moment.fr). Le changement a été fait par \(author). Les messages du portail "
                        + "vont à la nouvelle adresse, avec laquelle vous vous identifiez désormais.",
                    en: "Since \(moment.en), your account on the \(site.name) portal no longer has this address, "
                        + "\(oldEmail). The change was made by \(author). The portal’s messages go to the new address, "
                        + "with which you now sign in.")
            case .new:
                Text(
                    fr: "Depuis le \(moment.fr), l’identifiant de votre compte du portail \(site.name) est cette "
                        + "adresse, \(newEmail), et non plus \(oldEmail). Le changement a été fait par \(author). "
                        + "Votre mot de passe et vos habilitations restent les mêmes.",
                    en: "Since \(moment.en), you sign in to your account on the \(site.name) portal with this address, "
                        + "\(newEmail), instead of \(oldEmail). The change was made by \(author). "
                        + "Your password and your roles stay the same.")
            }
        return Letter(
            kind: .addressChanged,
            subject: Text(fr: "votre identifiant a changé", en: "your sign-in address has changed"),
            recipient: name,
            blocks: [
                .paragraph(change),
                .paragraph(
                    Text(
                        fr: "Vous n’attendiez pas ce changement ? Écrivez aussitôt à \(site.correspondent).",
                        en: "You did not expect this change? Write to \(site.correspondent) at once.")),
            ]
        ).message(from: site, in: language)
    }
}
