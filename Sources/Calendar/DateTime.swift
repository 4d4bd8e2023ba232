package import FoundationEssentials

/// Moments as texts (ISO 8601): xs:dateTime as SAML uses it (SAML Core §1.3.3), RFC 3339 in logs. Read with any fraction and
/// offset, written in UTC.
package enum DateTime {
    /// The moment a text of the shape "2026-11-22T14:18:22.123Z" names, or nil.
    ///
    /// A time without zone is UTC, as the specification says all SAML times are. Years have four digits, leap seconds
    /// and "24:00:00" are refused.
    package static func parse(_ text: String) -> Date? {
        var input = Digits(trimming: text)
        guard input.rest.count <= 40,
            let year = input.number(4), input.skip("-"), let month = input.number(2), input.skip("-"),
            let day = input.number(2), input.skip("T"),
            let hour = input.number(2), input.skip(":"), let minute = input.number(2), input.skip(":"),
            let second = input.number(2),
            let date = CalendarDay(year: year, month: month, day: day), hour < 24, minute < 60, second < 60
        else { return nil }
        var fraction = 0.0
        if input.skip(".") {
            guard let value = input.fraction() else { return nil }
            fraction = value
        }
        guard let offset = input.zone(), input.rest.isEmpty else { return nil }
        let seconds = date.number * 86_400 + hour * 3_600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    /// "2026-11-22T14:18:22.123Z": SAML's times, and the moments of logs (RFC 3339).
    package static func string(_ moment: Date) -> String {
        let milliseconds = Int(min(max((moment.timeIntervalSince1970 * 1_000).rounded(), 0), latest * 1_000 + 999))
        var text = DigitText(capacity: 24)
        text.append(WallClock(wallSeconds: milliseconds / 1_000))
        text.append(".")
        text.append(milliseconds % 1_000, digits: 3)
        text.append("Z")
        return text.string
    }

    /// "2026-11-22T14:18:22Z": the second that a moment lies in, for pages (`<time datetime>`) and scripts.
    package static func wholeSeconds(_ moment: Date) -> String {
        let seconds = moment.timeIntervalSince1970.rounded(.down)
        var text = DigitText(capacity: 20)
        text.append(WallClock(wallSeconds: Int(min(max(seconds, earliest), latest))))
        text.append("Z")
        return text.string
    }

    private static let earliest = -62_167_219_200.0  // 0000-01-01T00:00:00Z
    private static let latest = 253_402_300_799.0  // 9999-12-31T23:59:59Z

    private struct Digits {
        private(set) var rest: ArraySlice<UInt8>

        /// What stands between white space (XML 1.0 §2.3).
        init(trimming text: String) {
            func isSpace(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x0A || octet == 0x09 || octet == 0x0D }
            rest = Array(text.utf8).drop(while: isSpace)
            while let last = rest.last, isSpace(last) { rest.removeLast() }
        }

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
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
            if rest.isEmpty || skip("Z") { return 0 }
            let sign = rest.first == UInt8(ascii: "-") ? -1 : 1
            guard skip("+") || skip("-"), let hours = number(2), skip(":"), let minutes = number(2),
                minutes < 60, hours * 60 + minutes <= 14 * 60
            else { return nil }
            return sign * (hours * 3_600 + minutes * 60)
        }
    }
}

extension DigitText {
    /// "2026-11-22T14:18:22"
    fileprivate mutating func append(_ clock: WallClock) {
        append(clock.day)
        append("T")
        append(clock.hour, digits: 2)
        append(":")
        append(clock.minute, digits: 2)
        append(":")
        append(clock.second, digits: 2)
    }
}
