/// Digits and signs, written octet by octet: dates stand in every log line and in every assertion, and Foundation's
/// formats take as long as a small page.
struct DigitText {
    private var octets: [UInt8] = []

    init(capacity: Int) {
        octets.reserveCapacity(capacity)
    }

    /// A number with leading zeros; of a longer one the last digits.
    mutating func append(_ number: Int, digits: Int) {
        var divisor = 1
        for _ in 1..<max(digits, 1) { divisor *= 10 }
        while divisor > 0 {
            octets.append(UInt8(ascii: "0") + UInt8((number / divisor).modulo(10)))
            divisor /= 10
        }
    }

    mutating func append(_ sign: Unicode.Scalar) {
        octets.append(UInt8(ascii: sign))
    }

    /// `2026-11-22`
    mutating func append(_ day: CalendarDay) {
        append(day.year, digits: 4)
        append("-")
        append(day.month, digits: 2)
        append("-")
        append(day.dayOfMonth, digits: 2)
    }

    var string: String { String(decoding: octets, as: UTF8.self) }
}
