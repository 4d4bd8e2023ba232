import FoundationEssentials

/// The rule that slows down guessing, as a value: what one bucket remembers and what it answers.
///
/// A bucket counts an attempt as a failure before the password is looked at, so that parallel attempts are counted one
/// by one; a success takes its own count back. It never locks for good: a delay ends, and the day's count slides.
struct Throttle: Hashable, Sendable {
    /// Moments of the failures of the last 24 hours, oldest first; at most ``ThrottleFigures/failuresPerDay`` of them.
    private(set) var failures: [Date]
    /// Failures since the last success.
    private(set) var consecutive: Int
    /// No attempt is looked at before this moment.
    private(set) var closedUntil: Date

    /// A bucket that has seen nothing.
    static let fresh = Throttle(failures: [], consecutive: 0, closedUntil: .distantPast)

    init(failures: [Date], consecutive: Int, closedUntil: Date) {
        self.failures = failures
        self.consecutive = consecutive
        self.closedUntil = closedUntil
    }

    /// Counts one attempt, or says until when none is looked at.
    mutating func admit(at now: Date, figures: ThrottleFigures) -> ThrottleAnswer {
        failures.removeAll { $0 <= now - ThrottleFigures.day }
        if closedUntil > now { return .closed(until: closedUntil) }
        if failures.count >= figures.failuresPerDay, let oldest = failures.first {
            return .closed(until: oldest + ThrottleFigures.day)
        }
        failures.append(now)
        consecutive += 1
        closedUntil = now + figures.delay(afterFailure: consecutive)
        return .open
    }

    /// The attempt counted at `moment` was a success: delays end, its count is taken back, other failures stay in the
    /// day's count.
    mutating func succeed(countedAt moment: Date) {
        if let index = failures.lastIndex(of: moment) { failures.remove(at: index) }
        consecutive = 0
        closedUntil = .distantPast
    }

    /// From when on the bucket remembers nothing and may be deleted.
    var expires: Date {
        max(closedUntil, (failures.last ?? .distantPast) + ThrottleFigures.day)
    }
}

/// What a bucket answers to an attempt.
enum ThrottleAnswer: Hashable, Sendable {
    case open
    case closed(until: Date)
}
