package import FoundationEssentials

/// The figures of the throttle; the defaults are CNIL's access restriction (délibération 2022-100).
package struct ThrottleFigures: Hashable, Sendable {
    /// Delays after the 3rd, 4th and 5th failure in a row, in seconds; then the last one doubles.
    package var delays: [TimeInterval] = [15, 30, 65]
    /// Failures that cost no delay.
    package var freeFailures = 2
    /// No delay grows beyond this, in seconds: the owner of an account never waits longer for it.
    package var longestDelay: TimeInterval = 900
    /// Failures in 24 hours after which a bucket closes until the oldest is a day old.
    package var failuresPerDay = 25
    /// Attempts per client address and minute: a town hall behind one address at nine o'clock must work.
    package var attemptsPerMinute = 300
    /// Links asked for per client address and minute: on the first day a whole town hall asks for its own.
    package var asksPerMinute = 60
    /// An account gets no second link by mail within this time, in seconds: the one that was sent is still on its way
    /// or being looked for.
    package var askPause: TimeInterval = 600
    /// Links that strangers can have mailed to an account in 24 hours.
    package var asksPerDay = 10

    /// The defaults.
    package init() {}

    static let day: TimeInterval = 86_400
    static let minute: TimeInterval = 60

    /// The delay that the `count`-th failure in a row brings, in seconds.
    func delay(afterFailure count: Int) -> TimeInterval {
        let step = count - freeFailures - 1
        guard step >= 0, let last = delays.last else { return 0 }
        if step < delays.count { return min(delays[step], longestDelay) }
        let doublings = min(step - delays.count + 1, 20)
        return min(last * Double(1 << doublings), longestDelay)
    }
}
