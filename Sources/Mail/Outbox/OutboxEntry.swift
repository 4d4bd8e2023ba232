import Database
package import FoundationEssentials

/// A mail as pages show it: never its words.
package struct OutboxEntry: Hashable, Sendable {
    /// Where a mail stands. The raw values are stored.
    package enum State: String, Hashable, Sendable, CaseIterable, SQLConvertible {
        /// It waits for its next attempt.
        case queued
        /// A worker has it.
        case sending
        /// The server has taken it, or it is in the folder.
        case sent
        /// It was given up.
        case failed
        /// It was taken back before it was sent.
        case cancelled
    }

    /// Its number; later mails have larger ones.
    package let id: Int64
    /// What it is about.
    package let kind: MailKind
    /// The account's id in the directory, if it has one.
    package let recipient: Int64?
    /// Where it goes.
    package let address: String
    /// Where it stands.
    package let state: State
    /// How often it was tried.
    package let attempts: Int
    /// When it was written.
    package let writtenAt: Date
    /// When it is tried next; nil when it is over, or being tried.
    package let nextAttempt: Date?
    /// When it was delivered, given up or cancelled.
    package let finishedAt: Date?
    /// What went wrong last, for people.
    package let trouble: MailTrouble?
    /// What went wrong last, for whoever mends it: the server's words among them. Foreign text: escape it.
    package let detail: String?
}
