package import FoundationEssentials

/// The figures of accounts, each a setting of the site; lengths in seconds.
package struct AccountsFigures: Hashable, Sendable {
    /// A session ends when nothing was asked of it for this long (2 h).
    package var idle: TimeInterval = 2 * 3600
    /// A session ends this long after the sign-in, whatever happens (10 h).
    package var absolute: TimeInterval = 10 * 3600
    /// After this long without typing the password, changes of the account ask for it again (15 min).
    package var recentAuthentication: TimeInterval = 15 * 60
    /// Life of an activation link (7 days).
    package var activationLink: TimeInterval = 7 * 86_400
    /// Life of a reset link (1 h).
    package var resetLink: TimeInterval = 3600
    /// When somebody invited who has made no password is reminded, after the invitation (2 and 5 days).
    package var reminders: [TimeInterval] = [2 * 86_400, 5 * 86_400]
    /// A device that has not signed in for this long is unknown again (400 days).
    package var deviceMemory: TimeInterval = 400 * 86_400
    /// Sign-in events are kept this long (1 year).
    package var eventRetention: TimeInterval = 365 * 86_400
    /// Failed sign-ins kept at most, the newest: strangers must not fill the disk.
    package var failuresKept = 200_000
    /// Sessions of one person at most; the oldest ends when one more begins.
    package var sessionsPerPerson = 50
    /// How guessing is slowed down.
    package var throttle = ThrottleFigures()

    /// The defaults (Documentation/Rules.md, Figures).
    package init() {}

    /// `last_seen_at` is written at most this often, so that a page or a sign-on rarely writes.
    static let slide: TimeInterval = 60
    /// A second request for the same mail within this time is the first one's double.
    static let doubleClick: TimeInterval = 60
    /// A reminder whose link would live for less than this is not sent.
    static let leastReminderLink: TimeInterval = 12 * 3600
}
