import Database
import Directory
import FoundationEssentials

/// When an invitation began, when it ends, and when its person is reminded: a row as long as there is no password.
struct InvitationSchedule: Hashable {
    let invitedAt: Date
    let endsAt: Date
    /// How many reminders were sent.
    let reminders: Int
    /// When the next one is due; nil when there is none any more.
    let remindAt: Date?

    /// An invitation that begins.
    init(at moment: Date, ends: Date, _ figures: AccountsFigures) {
        invitedAt = moment
        endsAt = ends
        reminders = 0
        remindAt = Self.reminder(after: 0, since: moment, until: ends, figures)
    }

    init(_ row: borrowing Row) throws(DatabaseError) {
        invitedAt = try row.date(0)
        endsAt = try row.date(1)
        reminders = try row.int(2)
        remindAt = try row.dateOrNil(3)
    }

    static let columns: SQL = "invitation.invited_at, invitation.ends_at, invitation.reminders, invitation.remind_at"

    /// When the reminder after so many is due. None so late that its link would be of no use.
    static func reminder(after count: Int, since start: Date, until end: Date, _ figures: AccountsFigures) -> Date? {
        guard count < figures.reminders.count else { return nil }
        let moment = start + figures.reminders[count]
        return moment + AccountsFigures.leastReminderLink <= end ? moment : nil
    }
}

extension Connection {
    /// Begins an invitation, or begins it anew.
    func begin(_ schedule: InvitationSchedule, of user: ID<User>) throws(DatabaseError) {
        try execute(
            """
            INSERT INTO invitation (user, invited_at, ends_at, reminders, remind_at)
            VALUES (\(user), \(schedule.invitedAt), \(schedule.endsAt), \(schedule.reminders), \(schedule.remindAt))
            ON CONFLICT (user) DO UPDATE SET invited_at = excluded.invited_at, ends_at = excluded.ends_at,
                reminders = excluded.reminders, remind_at = excluded.remind_at
            """)
    }

    /// There is nothing to be reminded of any more.
    func endInvitation(of user: ID<User>) throws(DatabaseError) {
        try execute("DELETE FROM invitation WHERE user = \(user)")
    }
}
