package import FoundationEssentials

/// xs:dateTime as SAML uses it (SAML Core §1.3.3): read with any fraction and offset, written in UTC to the millisecond.
package enum DateTime {
    /// The moment a text of the shape "2026-11-22T14:18:22.123Z" names, or nil.
    ///
    /// A time without zone is UTC, as the specification says all SAML times are. Years have four digits, leap seconds
    /// and "24:00:00" are refused.
    package static func parse(_ text: String) -> Date? {
        var input = Digits(rest: Array(text.trimmingXMLSpace().utf8)[...])
        guard input.rest.count <= 40,
            let year = input.number(4), input.take("-"), let month = input.number(2), input.take("-"),
            let day = input.number(2), input.take("T"),
            let hour = input.number(2), input.take(":"), let minute = input.number(2), input.take(":"),
            let second = input.number(2),
            (1...12).contains(month), (1...daysIn(month: month, year: year)).contains(day),
            hour < 24, minute < 60, second < 60
        else { return nil }
        var fraction = 0.0
        if input.take(".") {
            guard let value = input.fraction() else { return nil }
            fraction = value
        }
        guard let offset = input.zone(), input.rest.isEmpty else { return nil }
        let seconds = daysSinceEpoch(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    /// "2026-11-22T14:18:22.123Z"
    package static func string(_ date: Date) -> String {
        let limit = 253_402_300_799_999.0  // 9999-12-31T23:59:59.999Z
        let milliseconds = Int(min(max((date.timeIntervalSince1970 * 1_000).rounded(), 0), limit))
        let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        let (year, month, day) = civil(days)
        var text: [UInt8] = []
        text.reserveCapacity(24)
        append(year, 1_000, then: "-", to: &text)
        append(month, 10, then: "-", to: &text)
        append(day, 10, then: "T", to: &text)
        append(rest / 3_600_000, 10, then: ":", to: &text)
        append(rest / 60_000 % 60, 10, then: ":", to: &text)
        append(rest / 1_000 % 60, 10, then: ".", to: &text)
        append(rest % 1_000, 100, then: "Z", to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// A number from its digit of that place on, and the sign that follows it.
    private static func append(_ number: Int, _ place: Int, then sign: Unicode.Scalar, to text: inout [UInt8]) {
        var place = place
        while place > 0 {
            text.append(UInt8(ascii: "0") + UInt8(number / place % 10))
            place /= 10
        }
        text.append(UInt8(ascii: sign))
    }

    private static func daysIn(month: Int, year: Int) -> Int {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days from 1970-01-01 in the proleptic Gregorian calendar.
    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // The year begins in March, so that the leap day is its last.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private struct Digits {
        var rest: ArraySlice<UInt8>

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest = rest.dropFirst()
            return true
        }

        mutating func number(_ width: Int) -> Int? {
            let digits = rest.prefix(width)
            guard digits.count == width, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            rest = rest.dropFirst(width)
            return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }

        mutating func fraction() -> Double? {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(digits.count)
            let nanoseconds = digits.prefix(9)
            var value = 0.0
            var scale = 1.0
            for digit in nanoseconds {
                value = value * 10 + Double(digit - 0x30)
                scale *= 10
            }
            return value / scale
        }

        /// Seconds east of UTC.
        mutating func zone() -> Int? {
            if rest.isEmpty || take("Z") { return 0 }
            let sign = rest.first == UInt8(ascii: "-") ? -1 : 1
            guard take("+") || take("-"), let hours = number(2), take(":"), let minutes = number(2),
                minutes < 60, hours * 60 + minutes <= 14 * 60
            else { return nil }
            return sign * (hours * 3_600 + minutes * 60)
        }
    }
}
