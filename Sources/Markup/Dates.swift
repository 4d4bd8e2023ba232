package import FoundationEssentials

/// Moments in words, as pages and mails show them.
package enum Dates {
    /// "3 mars 2026", "1er mai 2026"; "3 March 2026".
    package static func day(_ moment: Date, _ language: Language, in zone: Zone = .paris) -> String {
        day(zone.wallClock(at: moment), language)
    }

    /// "03/03/2026" in both languages (day first, as in the United Kingdom).
    package static func shortDay(_ moment: Date, in zone: Zone = .paris) -> String {
        let clock = zone.wallClock(at: moment)
        return "\(twoDigits(clock.day))/\(twoDigits(clock.month))/\(clock.year)"
    }

    /// "17 h 42", "9 h 05"; "17:42", "09:05".
    package static func time(_ moment: Date, _ language: Language, in zone: Zone = .paris) -> String {
        time(zone.wallClock(at: moment), language)
    }

    /// "3 mars 2026 à 17 h 42"; "3 March 2026 at 17:42".
    package static func dayAndTime(_ moment: Date, _ language: Language, in zone: Zone = .paris) -> String {
        let clock = zone.wallClock(at: moment)
        return "\(day(clock, language)) \(Text(fr: "à", en: "at")[language]) \(time(clock, language))"
    }

    /// How far a moment is from now, in the words people use: "aujourd'hui à 9 h 12", "hier à 17 h 42",
    /// "il y a 3 jours" up to six, then the day; "demain à 9 h 00", "dans 3 jours" for what is to come.
    package static func relative(
        _ moment: Date, to now: Date, _ language: Language, in zone: Zone = .paris
    ) -> String {
        let clock = zone.wallClock(at: moment)
        let nights = clock.dayNumber - zone.wallClock(at: now).dayNumber
        let time = time(clock, language)
        let text =
            switch nights {
            case 0: Text(fr: "aujourd’hui à \(time)", en: "today at \(time)")
            case -1: Text(fr: "hier à \(time)", en: "yesterday at \(time)")
            case 1: Text(fr: "demain à \(time)", en: "tomorrow at \(time)")
            case -6 ... -2: Text(fr: "il y a \(-nights) jours", en: "\(-nights) days ago")
            case 2...6: Text(fr: "dans \(nights) jours", en: "in \(nights) days")
            default: Text(fr: day(clock, .fr), en: day(clock, .en))
            }
        return text[language]
    }

    /// "2026-03-03T16:42:00Z": the `datetime` attribute of `<time>`.
    package static func machine(_ moment: Date) -> String {
        let seconds = Int(moment.timeIntervalSince1970.rounded(.down))
        let clock = WallClock(secondsSince1970: seconds)
        let second = seconds - seconds / 60 * 60
        return "\(clock.year)-\(twoDigits(clock.month))-\(twoDigits(clock.day))"
            + "T\(twoDigits(clock.hour)):\(twoDigits(clock.minute)):\(twoDigits(second < 0 ? second + 60 : second))Z"
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

    private static func day(_ clock: WallClock, _ language: Language) -> String {
        let space = Typography.noBreakSpace
        switch language {
        case .fr:
            return "\(clock.day == 1 ? "1er" : String(clock.day))\(space)\(french[clock.month - 1]) \(clock.year)"
        case .en:
            return "\(clock.day)\(space)\(english[clock.month - 1]) \(clock.year)"
        }
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
