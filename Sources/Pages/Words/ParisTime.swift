import FoundationEssentials

/// A moment as the clocks of mainland France show it.
///
/// The calendar that knows time zones would bring 40 MB of tables; France needs one rule, which the European Union has
/// kept since 1996 (directive 2000/84/CE): summer time from 1:00 UTC on the last Sunday of March to 1:00 UTC on the last
/// Sunday of October.
struct ParisTime: Hashable {
    let year: Int
    /// 1 to 12.
    let month: Int
    /// 1 to 31.
    let day: Int
    let hour: Int
    let minute: Int
    /// Days since 1 January 1970: tells today from yesterday.
    let dayNumber: Int

    init(_ moment: Date) {
        let utc = Int(moment.timeIntervalSince1970.rounded(.down))
        let seconds = utc + (ParisTime.isSummer(utc) ? 7200 : 3600)
        dayNumber = ParisTime.floorDivision(seconds, 86_400)
        (year, month, day) = ParisTime.civil(dayNumber)
        let second = seconds - dayNumber * 86_400
        hour = second / 3600
        minute = second / 60 % 60
    }

    private static func isSummer(_ utc: Int) -> Bool {
        let year = civil(floorDivision(utc, 86_400)).year
        return utc >= lastSunday(year, 3) * 86_400 + 3600 && utc < lastSunday(year, 10) * 86_400 + 3600
    }

    /// The day number of the last Sunday of a month of 31 days.
    private static func lastSunday(_ year: Int, _ month: Int) -> Int {
        let last = dayNumber(year, month, 31)
        // 1 January 1970 was a Thursday: day numbers 3, 10, 17 … are Sundays.
        return last - (last - 3) % 7
    }

    /// The proleptic Gregorian calendar, counted from 1 March so that the leap day comes last.
    private static func civil(_ dayNumber: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = floorDivision(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = floorDivision(year, 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func floorDivision(_ dividend: Int, _ divisor: Int) -> Int {
        (dividend >= 0 ? dividend : dividend - divisor + 1) / divisor
    }
}
