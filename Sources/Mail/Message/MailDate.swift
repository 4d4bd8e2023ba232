import FoundationEssentials
import Markup

/// Dates as mail writes them (RFC 5322 §3.3), in universal time.
enum MailDate {
    /// "Sun, 22 Nov 2026 09:00:07 +0000"
    static func text(_ moment: Date) -> String {
        let clock = Zone.utc.wallClock(at: moment)
        let seconds = Int(moment.timeIntervalSince1970.rounded(.down))
        let second = (seconds % 60 + 60) % 60
        return "\(days[clock.weekday - 1]), \(clock.day) \(months[clock.month - 1]) \(clock.year) "
            + "\(twoDigits(clock.hour)):\(twoDigits(clock.minute)):\(twoDigits(second)) +0000"
    }

    static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
