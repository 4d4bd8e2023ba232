import Crypto
import FoundationEssentials

/// When a source of metadata is asked again; lengths in seconds.
enum MetadataSchedule {
    /// Where the document wishes nothing (4 h).
    static let standard: TimeInterval = 4 * 3600
    /// A document may wish for less or more, but not beyond these (1 h, 24 h).
    static let bounds: ClosedRange<TimeInterval> = 3600...86_400
    /// After the first failure (10 min), then doubled, up to 6 h.
    static let firstDelay: TimeInterval = 600
    static let longestDelay: TimeInterval = 6 * 3600
    /// An end is told this long before (3 days), or at half of the document's life if that is shorter.
    static let warning: TimeInterval = 3 * 86_400

    /// How long to wait after a good answer: what the document wishes (`cacheDuration`), and at most half of what is left
    /// of it, so that there is time for more attempts.
    static func pause(wanted: TimeInterval?, until end: Date?, at now: Date) -> TimeInterval {
        var pause = wanted ?? standard
        if let end { pause = min(pause, end.timeIntervalSince(now) / 2) }
        return min(max(pause, bounds.lowerBound), bounds.upperBound)
    }

    /// How long to wait after so many failures.
    static func delay(after failures: Int) -> TimeInterval {
        min(firstDelay * Double(1 << min(max(failures - 1, 0), 10)), longestDelay)
    }

    /// A tenth more or less, so that many sources are not asked, and many sites do not ask, at the same moment.
    static func scattered(_ seconds: TimeInterval, _ randomness: Randomness) -> TimeInterval {
        let draw = randomness.bytes(2).reduce(0) { $0 << 8 | Int($1) }
        return seconds * (0.9 + 0.2 * Double(draw) / 65_535)
    }

    /// Whether the end of a document is so near that another should have come.
    static func isNear(_ end: Date, since came: Date?, at now: Date) -> Bool {
        let life = came.map { end.timeIntervalSince($0) } ?? .infinity
        return end.timeIntervalSince(now) < min(warning, life / 2)
    }
}
