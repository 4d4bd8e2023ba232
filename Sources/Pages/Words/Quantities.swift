package import FoundationEssentials
package import Markup

/// Numbers and lengths of time in words.
package enum Quantities {
    /// « 1 118 » with a narrow no-break space, “1,118”.
    package static func grouped(_ number: Int, _ language: Language) -> String {
        let digits = String(number.magnitude)
        var result = number < 0 ? "−" : ""
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position) % 3 == 0 {
                result += language.choose(fr: Typography.narrowNoBreakSpace, en: ",")
            }
            result.append(digit)
        }
        return result
    }

    /// The noun that goes with a number; in French 0 and 1 are singular.
    package static func noun(_ count: Int, one: Text, many: Text, _ language: Language) -> String {
        let isOne = language.choose(fr: count < 2, en: count == 1)
        return (isOne ? one : many)[language]
    }

    /// A length of time in its largest fitting unit, rounded up: « 15 secondes », « 2 minutes », « 7 jours ».
    package static func duration(_ seconds: TimeInterval) -> Text {
        let seconds = max(1, seconds.rounded(.up))
        let units: [(length: Double, fr: String, en: String)] = [
            (86_400, "jour", "day"), (3600, "heure", "hour"), (60, "minute", "minute"),
        ]
        for unit in units where seconds >= unit.length {
            let isWhole = seconds.truncatingRemainder(dividingBy: unit.length) == 0
            // 90 minutes are not « 2 heures »: a larger unit only when it fits or is far exceeded.
            guard isWhole || seconds >= 2 * unit.length || unit.length == 60 else { continue }
            let count = Int((seconds / unit.length).rounded(.up))
            let plural = count > 1 ? "s" : ""
            return Text(fr: "\(count) \(unit.fr)\(plural)", en: "\(count) \(unit.en)\(plural)")
        }
        let count = Int(seconds)
        let plural = count > 1 ? "s" : ""
        return Text(fr: "\(count) seconde\(plural)", en: "\(count) second\(plural)")
    }
}
