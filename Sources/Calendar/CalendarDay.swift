package import FoundationEssentials

/// A day of the Gregorian calendar, without a time.
///
/// What people call "until 31 December" is a value of this type, never a `Date`: the named day is the last valid day, and
/// only `start(in:)` and `end(in:)` make moments of it.
package struct CalendarDay: Hashable, Strideable, Sendable {
    /// 0…9999 for what was read from a text.
    package let year: Int
    /// 1…12
    package let month: Int
    /// 1…31
    package let dayOfMonth: Int
    /// Days since 1 January 1970.
    let number: Int

    /// The day so many days after 1 January 1970.
    init(number: Int) {
        self.number = number
        (year, month, dayOfMonth) = Self.civil(number)
    }

    /// Nil for a day that is not, such as 31 February, and for years that do not have four digits.
    package init?(year: Int, month: Int, day: Int) {
        guard (0...9_999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        self.init(number: Self.number(year, month, day))
        // The 31st of a month of 30 days comes out as the first of the next.
        guard dayOfMonth == day else { return nil }
    }

    /// The day in a text: `2026-11-22` as `<input type="date">` sends it, `22/11/2026` as people type it where a browser
    /// has no such field. Nil for anything else.
    package init?(_ text: String) {
        let dashed = text.split(separator: "-", omittingEmptySubsequences: false)
        let slashed = text.split(separator: "/", omittingEmptySubsequences: false)
        let (year, month, day) =
            if dashed.count == 3 {
                (Self.digits(dashed[0], 4), Self.digits(dashed[1], 2), Self.digits(dashed[2], 2))
            } else if slashed.count == 3 {
                (Self.digits(slashed[2], 4), Self.digits(slashed[1], 2), Self.digits(slashed[0], 2))
            } else {
                (nil, nil, nil) as (Int?, Int?, Int?)
            }
        guard let year, let month, let day else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day that a clock on the wall shows at a moment.
    package init(_ moment: Date, in zone: Zone = .paris) {
        self = zone.wallClock(at: moment).day
    }

    /// `2026-11-22` (ISO 8601).
    package var text: String {
        var text = DigitText(capacity: 10)
        text.append(self)
        return text.string
    }

    /// `22/11/2026`, as people type it.
    package var slashed: String {
        var text = DigitText(capacity: 10)
        text.append(dayOfMonth, digits: 2)
        text.append("/")
        text.append(month, digits: 2)
        text.append("/")
        text.append(year, digits: 4)
        return text.string
    }

    /// Monday is 1, Sunday 7 (ISO 8601).
    package var weekday: Int {
        // 1 January 1970 was a Thursday.
        (number + 3).modulo(7) + 1
    }

    /// So many days later.
    package func advanced(by days: Int) -> CalendarDay { CalendarDay(number: number + days) }

    /// The nights between.
    package func distance(to other: CalendarDay) -> Int { other.number - number }

    package static func == (left: CalendarDay, right: CalendarDay) -> Bool { left.number == right.number }

    package static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

    package func hash(into hasher: inout Hasher) { hasher.combine(number) }

    // MARK: - Moments

    /// Its first moment.
    package func start(in zone: Zone = .paris) -> Date { zone.moment(wallSeconds: number * 86_400) }

    /// The first moment after it, the start of the next day: what "until" this day means in a comparison `now < end`.
    package func end(in zone: Zone = .paris) -> Date { advanced(by: 1).start(in: zone) }

    /// The moment when the wall's clock shows that time on it; a time that summer time leaves out is the one after it.
    package func at(hour: Int, minute: Int, in zone: Zone = .paris) -> Date {
        zone.moment(wallSeconds: number * 86_400 + hour * 3600 + minute * 60)
    }

    // MARK: - The Gregorian calendar

    /// Days since 1 January 1970; the year is counted from March so that the leap day is its last.
    private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.floorDivided(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func civil(_ number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func digits(_ text: Substring, _ most: Int) -> Int? {
        guard (1...most).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}

extension Int {
    func floorDivided(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    /// Never negative for a positive divisor.
    func modulo(_ divisor: Int) -> Int { self - floorDivided(by: divisor) * divisor }
}
