package import FoundationEssentials
import Database
import Directory
import Mail

extension Accounts {
    /// Reminds those who were invited two and five days ago and have made no password; run it every few minutes. The
    /// link in a reminder is a fresh one that ends when the invitation does.
    ///
    /// What was sent is noted in the transaction that writes the mail down: a reminder is sent once, whoever dies in
    /// between, and one that nobody was there to send is sent late, or not at all once the next one is due.
    ///
    /// - Returns: how many were written down.
    /// - Throws: `mail(.queueFull)`: those left are reminded another time.
    @discardableResult
    package func remind(at moment: Date) throws(AccountsError) -> Int {
        let now = moment.inStoredPrecision
        var total = 0
        while true {
            let (looked, written) = try remindSome(at: now)
            total += written
            if looked < Self.remindedAtOnce { return total }
        }
    }

    private static let remindedAtOnce = 100

    private func remindSome(at now: Date) throws(AccountsError) -> (looked: Int, written: Int) {
        try write { connection in
            let due = try connection.query(
                """
                SELECT \(InvitationSchedule.columns), invitation.user FROM invitation
                WHERE remind_at <= \(now) ORDER BY remind_at LIMIT \(Self.remindedAtOnce)
                """
            ) { (schedule: try InvitationSchedule($0), user: try $0.id(4) as ID<User>) }
            var written = 0
            for (schedule, user) in due where try remind(user, schedule, in: connection, at: now) { written += 1 }
            return (due.count, written)
        }
    }

    /// Notes the reminder that is due as sent, and sends it if it still makes sense; answers whether it did.
    private func remind(
        _ user: ID<User>, _ schedule: InvitationSchedule, in connection: Connection, at now: Date
    ) throws -> Bool {
        // Those that were missed count as sent: nobody gets two at once.
        let passed = figures.reminders.count { schedule.invitedAt + $0 <= now }
        let next = InvitationSchedule.reminder(
            after: passed, since: schedule.invitedAt, until: schedule.endsAt, figures)
        let view = DirectoryView(connection: connection)
        let person = try view.user(user)
        let isWorthIt =
            try schedule.endsAt >= now + AccountsFigures.leastReminderLink && view.unreachable(user) == nil
            && !hasPassword(user, in: connection)
        let isSent = isWorthIt && person?.isLive(at: now) == true
        _ = try connection.execute(
            """
            UPDATE invitation SET remind_at = \(next), reminders = reminders + \(isSent ? 1 : 0)
            WHERE user = \(user)
            """)
        guard let person, isSent else { return false }
        _ = try mailLink(
            .activation, to: person, as: next == nil ? .lastReminder : .reminder, until: schedule.endsAt, from: nil,
            in: connection, at: now)
        return true
    }
}
