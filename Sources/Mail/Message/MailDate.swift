import Calendar
import FoundationEssentials

/// Dates as mail writes them (RFC 5322 §3.3), in universal time.
enum MailDate {
    /// "Sun, 22 Nov 2026 09:00:07 +0000"
    static func text(_ moment: Date) -> String {
        let clock = Zone.utc.wallClock(at: moment)
        let day = clock.day
        return "\(days[day.weekday - 1]), \(day.dayOfMonth) \(months[day.month - 1]) \(day.year) "
            + "\(twoDigits(clock.hour)):\(twoDigits(clock.minute)):\(twoDigits(clock.second)) +0000"
    }

    static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
