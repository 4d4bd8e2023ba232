package import FoundationEssentials

/// The offset of local time, with the European Union's summer time or without any.
///
/// FoundationEssentials has no time zones of its own (they come with ICU, in Foundation), and a French site needs one
/// rule: from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October (directive 2000/84/EC).
/// Overseas departments have an offset and no summer time.
package struct Zone: Hashable, Sendable {
    /// Seconds east of Greenwich in winter.
    private let standardOffset: Int
    private let hasSummerTime: Bool

    /// Paris.
    package static let paris = Zone(standardOffset: 3600, hasSummerTime: true)
    /// Greenwich without summer time: tests, logs.
    package static let utc = Zone(standardOffset: 0, hasSummerTime: false)

    /// A zone: seconds east of Greenwich in winter, and whether the European summer time applies.
    package init(standardOffset: Int, hasSummerTime: Bool) {
        self.standardOffset = standardOffset
        self.hasSummerTime = hasSummerTime
    }

    /// The day and time that a clock on the wall shows at a moment.
    package func wallClock(at moment: Date) -> WallClock {
        let seconds = Int(moment.timeIntervalSince1970.rounded(.down))
        return WallClock(secondsSince1970: seconds + offset(at: seconds))
    }

    private func offset(at seconds: Int) -> Int {
        guard hasSummerTime else { return standardOffset }
        let year = WallClock(secondsSince1970: seconds).year
        let begin = WallClock.dayNumber(ofLastSundayIn: 3, year) * 86_400 + 3600
        let end = WallClock.dayNumber(ofLastSundayIn: 10, year) * 86_400 + 3600
        return seconds >= begin && seconds < end ? standardOffset + 3600 : standardOffset
    }
}
