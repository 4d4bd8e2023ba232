package import Calendar
package import FoundationEssentials

/// Moments in words, as pages and mails show them.
package enum Dates {
    /// "3 mars 2026", "1er mai 2026"; "3 March 2026".
    package static func day(_ day: CalendarDay, _ language: Language) -> String {
        let space = Typography.noBreakSpace
        switch language {
        case .fr:
            let ordinal = day.dayOfMonth == 1 ? "1er" : String(day.dayOfMonth)
            return "\(ordinal)\(space)\(french[day.month - 1]) \(day.year)"
        case .en:
            return "\(day.dayOfMonth)\(space)\(english[day.month - 1]) \(day.year)"
        }
    }

    /// The day that a moment lies in.
    package static func day(_ moment: Date, _ language: Language, in zone: Zone = .paris) -> String {
        day(CalendarDay(moment, in: zone), language)
    }

    /// "03/03/2026" in both languages (day first, as in the United Kingdom).
    package static func shortDay(_ day: CalendarDay) -> String { day.slashed }

    /// The day that a moment lies in.
    package static func shortDay(_ moment: Date, in zone: Zone = .paris) -> String {
        CalendarDay(moment, in: zone).slashed
    }

    /// "17 h 42", "9 h 05"; "17:42", "09:05".
    package static func time(_ moment: Date, _ language: Language, in zone: Zone = .paris) -> String {
        time(zone.wallClock(at: moment), language)
    }

    /// "3 mars 2026 à 17 h 42"; "3 March 2026 at 17:42".
    package static func dayAndTime(_ moment: Date, _ language: Language, in zone: Zone = .paris) -> String {
        let clock = zone.wallClock(at: moment)
        return "\(day(clock.day, language)) \(Text(fr: "à", en: "at")[language]) \(time(clock, language))"
    }

    /// How far a moment is from now, in the words people use: "aujourd'hui à 9 h 12", "hier à 17 h 42",
    /// "il y a 3 jours" up to six, then the day; "demain à 9 h 00", "dans 3 jours" for what is to come.
    package static func relative(
        _ moment: Date, to now: Date, _ language: Language, in zone: Zone = .paris
    ) -> String {
        let clock = zone.wallClock(at: moment)
        let nights = CalendarDay(now, in: zone).distance(to: clock.day)
        let time = time(clock, language)
        let text =
            switch nights {
            case 0: Text(fr: "aujourd’hui à \(time)", en: "today at \(time)")
            case -1: Text(fr: "hier à \(time)", en: "yesterday at \(time)")
            case 1: Text(fr: "demain à \(time)", en: "tomorrow at \(time)")
            case -6 ... -2: Text(fr: "il y a \(-nights) jours", en: "\(-nights) days ago")
            case 2...6: Text(fr: "dans \(nights) jours", en: "in \(nights) days")
            default: Text(fr: day(clock.day, .fr), en: day(clock.day, .en))
            }
        return text[language]
    }

    /// A stretch of time, rounded up so that a wait is never told too short: "15 secondes", "2 minutes", "3 heures".
    package static func duration(seconds: Int, _ language: Language) -> String {
        let seconds = max(1, seconds)
        if seconds < 60 { return count(seconds, Text(fr: "seconde", en: "second"), language) }
        if seconds <= 3600 { return count((seconds + 59) / 60, Text(fr: "minute", en: "minute"), language) }
        if seconds <= 48 * 3600 { return count((seconds + 3599) / 3600, Text(fr: "heure", en: "hour"), language) }
        return count((seconds + 86_399) / 86_400, Text(fr: "jour", en: "day"), language)
    }

    private static func count(_ number: Int, _ unit: Text, _ language: Language) -> String {
        "\(number)\(Typography.noBreakSpace)\(unit[language])\(number > 1 ? "s" : "")"
    }

    private static func time(_ clock: WallClock, _ language: Language) -> String {
        let space = Typography.noBreakSpace
        switch language {
        case .fr: return "\(clock.hour)\(space)h\(space)\(twoDigits(clock.minute))"
        case .en: return "\(twoDigits(clock.hour)):\(twoDigits(clock.minute))"
        }
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }

    private static let french = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ]
    private static let english = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
