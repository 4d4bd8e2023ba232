package import FoundationEssentials

/// A day of the calendar without a time, as a form sends it.
package struct CalendarDay: Hashable, Sendable {
    /// Days since 1 January 1970.
    private let number: Int

    /// The day in a text: `2026-11-22` as `<input type="date">` sends it, `22/11/2026` as people type where a browser
    /// has no such field. Nil for anything else, and for days that are not (31 February).
    package init?(_ text: String) {
        let parts: (year: Int?, month: Int?, day: Int?)
        let dashed = text.split(separator: "-", omittingEmptySubsequences: false)
        let slashed = text.split(separator: "/", omittingEmptySubsequences: false)
        if dashed.count == 3 {
            parts = (Self.number(dashed[0], 4), Self.number(dashed[1], 2), Self.number(dashed[2], 2))
        } else if slashed.count == 3 {
            parts = (Self.number(slashed[2], 4), Self.number(slashed[1], 2), Self.number(slashed[0], 2))
        } else {
            return nil
        }
        guard let year = parts.year, let month = parts.month, let day = parts.day,
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        number = WallClock.dayNumber(year, month, day)
        let clock = WallClock(secondsSince1970: number * 86_400)
        guard clock.year == year, clock.month == month, clock.day == day else { return nil }
    }

    /// The day that a clock on the wall shows at a moment.
    package init(_ moment: Date, in zone: Zone = .paris) {
        number = zone.wallClock(at: moment).dayNumber
    }

    /// `2026-11-22`.
    package var text: String {
        let clock = WallClock(secondsSince1970: number * 86_400)
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(clock.year, 4))-\(padded(clock.month, 2))-\(padded(clock.day, 2))"
    }

    /// Its first moment.
    package func start(in zone: Zone = .paris) -> Date { CalendarDay.midnight(number, zone) }

    /// Its last second: what « jusqu’au » means.
    package func end(in zone: Zone = .paris) -> Date { CalendarDay.midnight(number + 1, zone) - 1 }

    /// The moment when the wall's clock shows that time on it; a time that summer time leaves out is the one after it.
    package func at(hour: Int, minute: Int, in zone: Zone = .paris) -> Date {
        let guess = start(in: zone) + Double(hour * 3600 + minute * 60)
        let shown = zone.wallClock(at: guess)
        let error = (shown.dayNumber - number) * 1440 + (shown.hour - hour) * 60 + shown.minute - minute
        return guess - Double(error * 60)
    }

    /// The moment when the wall's clock comes to a day. Summer time never begins or ends at midnight.
    private static func midnight(_ number: Int, _ zone: Zone) -> Date {
        let wall = Double(number) * 86_400
        let near = Date(timeIntervalSince1970: wall)
        let shown = zone.wallClock(at: near)
        let offset = Double((shown.dayNumber - number) * 86_400 + shown.hour * 3600 + shown.minute * 60)
        let guess = Date(timeIntervalSince1970: wall - offset)
        let clock = zone.wallClock(at: guess)
        if clock.dayNumber == number, clock.hour == 0 { return guess }
        // The offset was another one some hours earlier.
        let error = Double((clock.dayNumber - number) * 86_400 + clock.hour * 3600 + clock.minute * 60)
        return guess - error
    }

    private static func number(_ text: Substring, _ digits: Int) -> Int? {
        guard (1...digits).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
