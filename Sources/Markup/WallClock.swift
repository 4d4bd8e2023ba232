package import FoundationEssentials

/// A day of the Gregorian calendar and a time of day, as a clock on the wall shows them.
package struct WallClock: Hashable, Sendable {
    /// The year.
    package let year: Int
    /// 1…12
    package let month: Int
    /// 1…31
    package let day: Int
    /// 0…23
    package let hour: Int
    /// 0…59
    package let minute: Int
    /// Days since 1 January 1970: the difference of two is a number of nights.
    package let dayNumber: Int

    /// From seconds counted on the wall since 1 January 1970, 00:00 there.
    init(secondsSince1970 seconds: Int) {
        let number = seconds.floorDivided(by: 86_400)
        let second = seconds - number * 86_400
        (year, month, day) = WallClock.civil(number)
        hour = second / 3600
        minute = second % 3600 / 60
        dayNumber = number
    }

    /// Monday is 1, Sunday 7 (ISO 8601).
    package var weekday: Int { WallClock.weekday(dayNumber) }

    /// The day number of a month's last Sunday; for months of 31 days.
    static func dayNumber(ofLastSundayIn month: Int, _ year: Int) -> Int {
        let last = dayNumber(year, month, 31)
        return last - weekday(last) % 7
    }

    /// Days since 1 January 1970; the year is counted from March so that the leap day is its last.
    static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year.floorDivided(by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func civil(_ dayNumber: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func weekday(_ dayNumber: Int) -> Int {
        let days = dayNumber + 3  // 1 January 1970 was a Thursday
        return days - days.floorDivided(by: 7) * 7 + 1
    }
}

extension Date {
    /// « 2026-11-22T14:18:22.123Z »: a moment for logs (RFC 3339). Each request has one, and Foundation's format takes as long
    /// as a small page.
    package var stamp: String {
        let limit = 253_402_300_799_999.0  // 9999-12-31T23:59:59.999Z
        let milliseconds = Int(min(max((timeIntervalSince1970 * 1_000).rounded(), 0), limit))
        let clock = WallClock(secondsSince1970: milliseconds / 1_000)
        var text: [UInt8] = []
        text.reserveCapacity(24)
        func append(_ number: Int, from place: Int, then sign: Unicode.Scalar) {
            var place = place
            while place > 0 {
                text.append(UInt8(ascii: "0") + UInt8(number / place % 10))
                place /= 10
            }
            text.append(UInt8(ascii: sign))
        }
        append(clock.year, from: 1_000, then: "-")
        append(clock.month, from: 10, then: "-")
        append(clock.day, from: 10, then: "T")
        append(clock.hour, from: 10, then: ":")
        append(clock.minute, from: 10, then: ":")
        append(milliseconds / 1_000 % 60, from: 10, then: ".")
        append(milliseconds % 1_000, from: 100, then: "Z")
        return String(decoding: text, as: UTF8.self)
    }
}

extension Int {
    fileprivate func floorDivided(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
