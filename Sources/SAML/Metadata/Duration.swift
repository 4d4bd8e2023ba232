/// xs:duration as metadata uses it for cacheDuration, in whole seconds; a year counts 365 days, a month 30.
enum Duration {
    /// "P1DT12H" is 129,600; nil for anything that is not a duration from 0 to 100 years.
    static func parse(_ text: String) -> Int? {
        var rest = Array(text.trimmingXMLSpace().utf8)[...]
        guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return nil }
        var units: [(UInt8, Int)] = [("Y", 31_536_000), ("M", 2_592_000), ("D", 86_400)].map { (UInt8(ascii: $0), $1) }
        var seconds = 0
        var sawTime = false
        while let next = rest.first {
            if next == UInt8(ascii: "T"), !sawTime {
                sawTime = true
                rest = rest.dropFirst()
                units = [("H", 3_600), ("M", 60), ("S", 1)].map { (UInt8(ascii: $0), $1) }
                guard !rest.isEmpty else { return nil }
                continue
            }
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            guard (1...10).contains(digits.count) else { return nil }
            rest = rest.dropFirst(digits.count)
            if rest.first == UInt8(ascii: ".") {
                rest = rest.dropFirst()
                let fraction = rest.prefix { (0x30...0x39).contains($0) }
                rest = rest.dropFirst(fraction.count)
                guard !fraction.isEmpty, rest.first == UInt8(ascii: "S") else { return nil }
            }
            guard let unit = rest.popFirst(), let place = units.firstIndex(where: { $0.0 == unit }) else { return nil }
            seconds += digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } * units[place].1
            units.removeFirst(place + 1)
        }
        return seconds <= 100 * 31_536_000 ? seconds : nil
    }

    /// "PT3600S"
    static func string(_ seconds: Int) -> String { "PT\(seconds)S" }
}
