package import Directory
package import FoundationEssentials
package import Mail
package import Markup
import Database

/// How the invitation of somebody who has no password yet stands.
package struct InvitationStanding: Hashable, Sendable {
    /// When the person was invited, or last invited anew.
    package let invitedAt: Date
    /// When the invitation ends.
    package let endsAt: Date
    package let reminders: Int
    /// When the next reminder is due; nil when none is to come.
    package let nextReminder: Date?
    /// The last mail with a link; nil when it is no longer remembered.
    package let lastMail: OutboxEntry?

    /// Whether the last mail was given up: somebody has to look at the address, or at the mail server.
    package var hasFailed: Bool { lastMail?.state == .failed || lastMail?.trouble == .returned }

    /// Whether the address itself seems wrong: to be corrected, which invites anew.
    package var asksForCorrection: Bool {
        hasFailed && (lastMail?.trouble == .refused || lastMail?.trouble == .returned)
    }

    /// Whether the link can no longer be used.
    package func isOver(at now: Date) -> Bool { endsAt <= now }

    /// One sentence for a page: where the invitation stands.
    package func sentence(at now: Date) -> Text {
        if let lastMail, let words = Self.words(of: lastMail, at: now) { return words }
        let invited = Self.told(invitedAt, now)
        if isOver(at: now) {
            let end = Self.day(endsAt)
            return Text(
                fr: "Invitation envoyée \(invited.fr), expirée le \(end.fr).",
                en: "Invitation sent \(invited.en), expired on \(end.en).")
        }
        let end = Self.day(endsAt)
        let reminded = reminders == 0 ? Text(fr: "", en: "") : Self.reminded(reminders)
        return Text(
            fr: "Invitation envoyée \(invited.fr)\(reminded.fr), valable jusqu’au \(end.fr).",
            en: "Invitation sent \(invited.en)\(reminded.en), valid until \(end.en).")
    }

    /// What a mail that is not on its way says; nil for one that was sent.
    private static func words(of mail: OutboxEntry, at now: Date) -> Text? {
        let trouble = mail.trouble?.sentence
        let reason = Text(fr: trouble.map { " \($0.fr)" } ?? "", en: trouble.map { " \($0.en)" } ?? "")
        switch mail.state {
        case .sent where mail.trouble == .returned:
            return Text(
                fr: "L’invitation envoyée à \(mail.address) est revenue : l’adresse est à vérifier.",
                en: "The invitation sent to \(mail.address) came back: check the address.")
        case .sent, .cancelled: return nil
        case .queued, .sending:
            let next = mail.nextAttempt.map { told($0, now) }
            guard trouble != nil, let next else {
                return Text(fr: "L’invitation part dans un instant.", en: "The invitation leaves in a moment.")
            }
            return Text(
                fr: "L’invitation attend.\(reason.fr) Prochain essai \(next.fr).",
                en: "The invitation waits.\(reason.en) Next attempt \(next.en).")
        case .failed:
            return Text(
                fr: "L’invitation n’a pas été remise à \(mail.address).\(reason.fr)",
                en: "The invitation was not delivered to \(mail.address).\(reason.en)")
        }
    }

    private static func reminded(_ count: Int) -> Text {
        count == 1
            ? Text(fr: ", rappelée une fois", en: ", reminded once")
            : Text(fr: ", rappelée \(count) fois", en: ", reminded \(count) times")
    }

    private static func told(_ moment: Date, _ now: Date) -> Text {
        let fr = Dates.relative(moment, to: now, .fr)
        let en = Dates.relative(moment, to: now, .en)
        // "on" is said of a bare day only.
        let isDay = fr == Dates.day(moment, .fr)
        return Text(fr: isDay ? "le \(fr)" : fr, en: isDay ? "on \(en)" : en)
    }

    private static func day(_ moment: Date) -> Text {
        Text(fr: Dates.day(moment, .fr), en: Dates.day(moment, .en))
    }
}

extension Accounts {
    /// How a person's invitation stands; nil once they have a password, or when none was ever sent.
    package func invitation(of user: ID<User>) throws(AccountsError) -> InvitationStanding? {
        try invitations(of: [user])[user]
    }

    /// The same for the people of one page of a list; those without an invitation are left out.
    package func invitations(
        of users: [ID<User>]
    ) throws(AccountsError) -> [ID<User>: InvitationStanding] {
        try read { connection in
            var standings: [ID<User>: InvitationStanding] = [:]
            for user in users {
                guard let schedule = try connection.invitation(of: user) else { continue }
                standings[user] = InvitationStanding(
                    invitedAt: schedule.invitedAt, endsAt: schedule.endsAt, reminders: schedule.reminders,
                    nextReminder: schedule.remindAt,
                    lastMail: try mail.outbox.latest(
                        MailKind.invitations, for: user.rawValue, in: connection))
            }
            return standings
        }
    }
}

extension Connection {
    fileprivate func invitation(of user: ID<User>) throws(DatabaseError) -> InvitationSchedule? {
        try one("SELECT \(InvitationSchedule.columns) FROM invitation WHERE user = \(user)") {
            try InvitationSchedule($0)
        }
    }
}
