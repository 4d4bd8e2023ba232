/// Numbers as people write them.
package enum Numbers {
    /// "1 118" with a narrow no-break space in French, "1,118" in English.
    package static func grouped(_ number: Int, _ language: Language) -> String {
        let digits = Array(String(number.magnitude))
        let separator = language == .fr ? Typography.narrowNoBreakSpace : ","
        var result = number < 0 ? "−" : ""
        for (position, digit) in digits.enumerated() {
            if position > 0, (digits.count - position) % 3 == 0 { result += separator }
            result.append(digit)
        }
        return result
    }

    /// "1 membre", "0 membre", "12 membres"; "1 member", "0 members": French counts zero with the singular.
    package static func counted(_ number: Int, one: Text, many: Text, _ language: Language) -> String {
        let isSingular = language == .fr ? number < 2 : number == 1
        return "\(grouped(number, language))\(Typography.noBreakSpace)\((isSingular ? one : many)[language])"
    }
}
