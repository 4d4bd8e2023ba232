/// Where a handler runs, so that slow work never delays quick work.
package enum Lane: Hashable, Sendable, CaseIterable {
    /// At once, on the connection's thread: milliseconds of work.
    case inline
    /// On the few threads for password hashes, tens of milliseconds each; the connection sleeps meanwhile.
    case hash
    /// On the threads that wait for other machines (logout at service providers), seconds.
    case wait
}
