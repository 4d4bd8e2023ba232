import Calendar
package import FoundationEssentials
package import Markup

/// Moments as seen from now, for sentences: « hier à 17 h 42 », « le 3 mars 2026 à 9 h 05 », “on 3 March 2026 at 09:05”.
package struct Moments: Sendable {
    private let now: Date
    private let language: Language

    /// Words in `language`, for a page answered at `now`.
    package init(now: Date, _ language: Language) {
        self.now = now
        self.language = language
    }

    /// The day and the time.
    package func at(_ moment: Date) -> String {
        let at = Text(fr: "à", en: "at")
        return "\(onDay(moment)) \(at[language]) \(Dates.time(moment, language))"
    }

    /// « aujourd’hui », « hier », « il y a 3 jours », then the day: for what matters less the longer ago it is.
    package func ago(_ moment: Date) -> String {
        let nights = nights(since: moment)
        guard (2...30).contains(nights) else { return onDay(moment) }
        return Text(fr: "il y a \(nights) jours", en: "\(nights) days ago")[language]
    }

    /// « 3 mars 2026 ».
    package func date(_ moment: Date) -> String {
        Dates.day(moment, language)
    }

    private func onDay(_ moment: Date) -> String {
        switch nights(since: moment) {
        case 0: return Text(fr: "aujourd’hui", en: "today")[language]
        case 1: return Text(fr: "hier", en: "yesterday")[language]
        default: return Text(fr: "le \(date(moment))", en: "on \(date(moment))")[language]
        }
    }

    private func nights(since moment: Date) -> Int {
        CalendarDay(moment).distance(to: CalendarDay(now))
    }
}

extension Text {
    /// A length of time in both languages, rounded up so that a wait is never told too short.
    package static func duration(_ seconds: TimeInterval) -> Text {
        if seconds == 365 * 86_400 { return Text(fr: "1 an", en: "1 year") }
        let seconds = Int(seconds.rounded(.up))
        return Text(fr: Dates.duration(seconds: seconds, .fr), en: Dates.duration(seconds: seconds, .en))
    }
}
