package import FoundationEssentials

/// The figures of the outbox; lengths in seconds.
package struct OutboxFigures: Hashable, Sendable {
    /// How long a message is the worker's who took it (5 min); longer than a delivery may take at its worst: twice over,
    /// each with its goodbye, when the first connection was a dead one.
    package var lease: TimeInterval = 300
    /// How long to wait after the first, second … attempt that failed; the last one holds for all further (1, 5, 15,
    /// 60 min).
    package var delays: [TimeInterval] = [60, 300, 900, 3600]
    /// A message is given up this long after it was written, or when its link ends if that is sooner (24 h).
    package var patience: TimeInterval = 86_400
    /// How long the worker pauses after a failure that the next message would meet too (15 s).
    package var pause: TimeInterval = 15
    /// How often the worker looks for messages of other processes (5 s).
    package var poll: TimeInterval = 5
    /// Messages that may wait at once.
    package var queueLimit = 20_000
    /// Messages that may wait beyond that: those that one person waits for or must hear of, so that an invitation of
    /// many stops nobody from choosing a new password.
    package var reserve = 2_000
    /// Bytes of one message, as it goes out (256 KiB; ours have some 8).
    package var messageLimit = 256 * 1024
    /// How long is kept that a message was sent or not; its words go at once (30 days).
    package var retention: TimeInterval = 30 * 86_400

    /// The figures of the house.
    package init() {}

    /// When to try again after the `attempts`th attempt; nil when the message is to be given up.
    ///
    /// A message whose link lives one hour is tried more often than one that has a day: an attempt after it ends helps
    /// nobody.
    func nextAttempt(after attempts: Int, writtenAt: Date, ends: Date, now: Date) -> Date? {
        let delay = delays.isEmpty ? patience : delays[min(max(attempts, 1), delays.count) - 1]
        let next = now + min(delay, ends.timeIntervalSince(writtenAt) / 6)
        return next < ends ? next : nil
    }
}
