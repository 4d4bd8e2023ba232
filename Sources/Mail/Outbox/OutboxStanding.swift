package import FoundationEssentials

/// How the outbox is doing.
package struct OutboxStanding: Hashable, Sendable {
    /// Mails that wait or are being sent.
    package let waiting: Int
    /// Since when the oldest of them waits.
    package let oldest: Date?
    /// Mails given up, of those still remembered.
    package let failed: Int
    /// When a mail was last delivered, of those still remembered.
    package let lastSent: Date?
}
