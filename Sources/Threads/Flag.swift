import Synchronization

/// Says to a thread at work that it should end; raised once, never lowered.
package final class Flag: Sendable {
    private let raised = Atomic<Bool>(false)

    /// Not raised.
    package init() {}

    /// Whether it was raised.
    package var isRaised: Bool { raised.load(ordering: .acquiring) }

    /// Raises it.
    package func raise() { raised.store(true, ordering: .releasing) }
}
