package import Markup

/// The letter that brings somebody to the portal: the link to a first password.
package struct Invitation: Sendable {
    /// Why it is sent.
    package enum Occasion: Hashable, Sendable, CaseIterable {
        /// The account was made.
        case newAccount
        /// The person asked for it, by « Première visite » or by « Mot de passe oublié » without ever having had one.
        case asked
        /// Two days later without a visit.
        case reminder
        /// Five days later, the last time.
        case lastReminder
    }

    /// Why it is sent.
    package let occasion: Occasion
    /// To whom.
    package let person: Correspondent
    /// The name of the structure, or of the first one.
    package let structure: String
    /// Whether the person is a referent of that structure.
    package let isReferent: Bool
    /// The structure's referents, other than the person; may be none.
    package let referents: [Correspondent]
    /// The activation link.
    package let link: MailMessage.Link

    /// An invitation.
    package init(
        _ occasion: Occasion, person: Correspondent, structure: String, isReferent: Bool = false,
        referents: [Correspondent], link: MailMessage.Link
    ) {
        self.occasion = occasion
        self.person = person
        self.structure = structure
        self.isReferent = isReferent
        self.referents = referents
        self.link = link
    }

    /// The letter in one language.
    package func message(from site: MailSite, in language: Language) -> MailMessage {
        var blocks: [Letter.Block] = [.paragraph(opening(site))]
        if isReferent { blocks.append(.paragraph(referentWords(site))) }
        blocks.append(
            .paragraph(
                Text(
                    fr: "Votre identifiant est votre adresse électronique : \(person.email). "
                        + "Le mot de passe est à créer lors de cette première visite.",
                    en: "You sign in with your e-mail address: \(person.email). "
                        + "You create your password on this first visit.")))
        blocks.append(.link(Text(fr: "Créer mon mot de passe", en: "Create my password"), url: link.url))
        let end = site.told(link.ends)
        blocks.append(
            .paragraph(
                Text(
                    fr: "Ce lien vous est personnel : ne le transmettez à personne. Il sert une seule fois, jusqu’au "
                        + "\(end.fr). Passé ce délai, demandez-en un autre à la page « Première visite » : "
                        + site.firstVisit,
                    en: "This link is yours alone: do not pass it on. It works once, until \(end.en). After that, ask "
                        + "for another one on the “First visit” page: \(site.firstVisit)")))
        blocks.append(.paragraph(Letter.help(from: referents, site)))
        return Letter(kind: kind, subject: subject, recipient: person.name, blocks: blocks, link: link)
            .message(from: site, in: language)
    }

    private var kind: MailKind {
        switch occasion {
        case .newAccount: .invitation
        case .asked: .invitationAsked
        case .reminder, .lastReminder: .reminder
        }
    }

    private var subject: Text {
        switch occasion {
        case .newAccount: Text(fr: "créez votre mot de passe", en: "create your password")
        case .asked: Text(fr: "votre lien pour créer votre mot de passe", en: "your link to create your password")
        case .reminder: Text(fr: "votre mot de passe reste à créer", en: "your password is still to be created")
        case .lastReminder:
            Text(
                fr: "dernier rappel, votre mot de passe reste à créer",
                en: "last reminder, your password is still to be created")
        }
    }

    private func opening(_ site: MailSite) -> Text {
        let structure = HeaderText(structure).text
        switch occasion {
        case .newAccount:
            return Text(
                fr: "Un compte vous a été ouvert sur le portail \(site.name) (\(site.owner.fr)), pour la structure "
                    + "« \(structure) ». Avec une authentification unique, il donne accès aux applications en ligne "
                    + "qui vous sont ouvertes.",
                en: "An account was opened for you on the \(site.name) portal (\(site.owner.en)), for the structure "
                    + "“\(structure)”. With a single sign-in, it gives access to the online applications that are open "
                    + "to you.")
        case .asked:
            return Text(
                fr: "Voici le lien demandé pour votre première visite sur le portail \(site.name) "
                    + "(\(site.owner.fr)), pour la structure « \(structure) ». Si vous n’avez rien demandé, "
                    + "vous pouvez ignorer ce message : rien ne change tant que le lien n’est pas utilisé.",
                en: "Here is the link that was asked for, for your first visit to the \(site.name) portal "
                    + "(\(site.owner.en)), for the structure “\(structure)”. If you asked for nothing, you can ignore "
                    + "this message: nothing changes as long as the link is not used.")
        case .reminder, .lastReminder:
            return Text(
                fr: "Un compte vous attend sur le portail \(site.name) (\(site.owner.fr)), pour la structure "
                    + "« \(structure) », et son mot de passe n’est pas encore créé. Le lien ci-dessous remplace celui "
                    + "des messages précédents."
                    + (occasion == .lastReminder ? " Ce rappel est le dernier." : ""),
                en: "An account is waiting for you on the \(site.name) portal (\(site.owner.en)), for the structure "
                    + "“\(structure)”, and its password has not been created yet. The link below replaces the one in "
                    + "earlier messages."
                    + (occasion == .lastReminder ? " This reminder is the last one." : ""))
        }
    }

    private func referentWords(_ site: MailSite) -> Text {
        Text(
            fr: "Cette structure vous a pour référent administrateur : l’annuaire des identités et des accès, dans la "
                + "liste des applications, vous permet d’en référencer les utilisateurs et de les habiliter.",
            en: "You are an administrator (référent administrateur) of this structure: the directory of identities and "
                + "access, in the list of applications, lets you add its users and assign their roles.")
    }
}

extension Letter {
    /// Who helps: the referents by name, or the site's correspondent where there is none.
    static func help(from referents: [Correspondent], _ site: MailSite) -> Text {
        // A structure may have many; three are enough to find one.
        let names = referents.prefix(3).map { "\(HeaderText($0.name).text) (\($0.email))" }.joined(separator: ", ")
        guard !names.isEmpty else {
            return Text(
                fr: "Une question, ou vous n’attendiez pas ce message ? Écrivez à \(site.correspondent).",
                en: "A question, or you did not expect this message? Write to \(site.correspondent).")
        }
        return Text(
            fr:
                "Une question, ou vous n’attendiez pas ce message ? Écrivez à votre référent administrateur : \(names).",
            en: "A question, or you did not expect this message? Write to your administrator "
                + "(référent administrateur): \(names).")
    }
}
