package import FoundationEssentials
package import Markup

/// The letter at the end of long work: whoever began it has gone on to other things, and need not come back to look.
package struct WorkOver: Sendable {
    /// How it ended.
    package enum End: Hashable, Sendable {
        /// All of it is done, or was refused.
        case done
        /// It could not go on by itself.
        case brokenOff
        /// Somebody else stopped it.
        case stopped
    }

    /// To whom.
    package let person: Correspondent
    /// What it is called: "Import de 300 lignes".
    package let title: Text
    /// What became of its people: "298 faits, 2 refusés".
    package let outcome: Text
    /// How it ended.
    package let end: End
    /// Whether there are refusals to read.
    package let hasRefusals: Bool
    /// When it was begun.
    package let startedAt: Date
    /// Its page, from the root of the site on: "travaux/42".
    package let page: String

    /// A letter.
    package init(
        person: Correspondent, title: Text, outcome: Text, end: End, hasRefusals: Bool, startedAt: Date, page: String
    ) {
        self.person = person
        self.title = title
        self.outcome = outcome
        self.end = end
        self.hasRefusals = hasRefusals
        self.startedAt = startedAt
        self.page = page
    }

    /// The letter in one language.
    package func message(from site: MailSite, in language: Language) -> MailMessage {
        let started = site.told(startedAt)
        var blocks: [Letter.Block] = [
            .paragraph(
                Text(
                    fr: "\(title.fr), que vous avez lancé le \(started.fr) : \(outcome.fr).",
                    en: "\(title.en), which you started on \(started.en): \(outcome.en)."))
        ]
        switch end {
        case .done: break
        case .brokenOff:
            blocks.append(
                .paragraph(
                    Text(
                        fr:
                            "Ce travail s’est interrompu avant la fin. Ce qui est fait reste fait ; la page dit pourquoi, "
                            + "et permet de reprendre où il s’est arrêté.",
                        en: "This job broke off before its end. What is done stays done; its page tells why, and goes "
                            + "on from where it stands.")))
        case .stopped:
            blocks.append(
                .paragraph(
                    Text(
                        fr: "\(site.owner.fr) a arrêté ce travail. Ce qui est fait reste fait ; le reste n’a pas été "
                            + "touché.",
                        en: "\(site.owner.en) stopped this job. What is done stays done; the rest was not touched.")))
        }
        if hasRefusals {
            blocks.append(
                .paragraph(
                    Text(
                        fr: "Chaque refus est sur la page avec son motif, à lire ou à télécharger.",
                        en: "Each refusal is on the page with its reason, to be read or downloaded.")))
        }
        blocks.append(.link(Text(fr: "Voir ce travail", en: "See this job"), url: site.portal + page))
        return Letter(kind: .workOver, subject: subject, recipient: person.name, blocks: blocks)
            .message(from: site, in: language)
    }

    private var subject: Text {
        switch end {
        case .done: Text(fr: "votre travail est terminé", en: "your job is over")
        case .brokenOff: Text(fr: "votre travail s’est interrompu", en: "your job broke off")
        case .stopped: Text(fr: "votre travail a été arrêté", en: "your job was stopped")
        }
    }
}
