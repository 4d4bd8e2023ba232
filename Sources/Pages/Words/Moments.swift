package import FoundationEssentials
package import Markup

/// Moments in words, as seen from now: « hier à 17 h 42 », « le 3 mars 2026 », “yesterday at 17:42”.
package struct Moments: Sendable {
    private let now: ParisTime
    private let language: Language

    /// Words in `language`, for a page answered at `now`.
    package init(now: Date, _ language: Language) {
        self.now = ParisTime(now)
        self.language = language
    }

    /// « aujourd’hui », « hier », « le 3 mars 2026 »; “today”, “yesterday”, “on 3 March 2026”.
    package func onDay(_ moment: Date) -> String {
        let then = ParisTime(moment)
        switch now.dayNumber - then.dayNumber {
        case 0: return language.choose(fr: "aujourd’hui", en: "today")
        case 1: return language.choose(fr: "hier", en: "yesterday")
        default: return language.choose(fr: "le ", en: "on ") + day(then)
        }
    }

    /// « hier à 17 h 42 »; “yesterday at 17:42”.
    package func at(_ moment: Date) -> String {
        onDay(moment) + language.choose(fr: " à ", en: " at ") + clock(ParisTime(moment))
    }

    /// « aujourd’hui », « hier », « il y a 3 jours », then the date: for what matters less the longer ago it is.
    package func ago(_ moment: Date) -> String {
        let days = now.dayNumber - ParisTime(moment).dayNumber
        guard (2...30).contains(days) else { return onDay(moment) }
        return language.choose(fr: "il y a \(days) jours", en: "\(days) days ago")
    }

    /// « 3 mars 2026 », “3 March 2026”.
    package func date(_ moment: Date) -> String {
        day(ParisTime(moment))
    }

    private func day(_ time: ParisTime) -> String {
        let space = Typography.noBreakSpace
        let months = language.choose(fr: Moments.frenchMonths, en: Moments.englishMonths)
        let number = language == .fr && time.day == 1 ? "1er" : "\(time.day)"
        return "\(number)\(space)\(months[time.month - 1])\(space)\(time.year)"
    }

    private func clock(_ time: ParisTime) -> String {
        let minutes = time.minute < 10 ? "0\(time.minute)" : "\(time.minute)"
        let space = Typography.noBreakSpace
        return language.choose(fr: "\(time.hour)\(space)h\(space)\(minutes)", en: "\(time.hour):\(minutes)")
    }

    private static let frenchMonths = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
