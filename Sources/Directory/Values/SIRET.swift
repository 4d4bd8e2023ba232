/// The number of an establishment in France's register (INSEE): 14 digits.
package struct SIRET: Hashable, Sendable {
    /// The 14 digits, without blanks.
    package let text: String

    /// The number in a text as people type it, blanks between the groups allowed; nil if its check digits are wrong.
    package init?(_ typed: String) {
        guard typed.utf8.count <= 64 else { return nil }
        let digits = typed.filter { !$0.isWhitespace }.utf8.map { $0 }
        guard digits.count == 14, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let values = digits.map { Int($0 - 0x30) }
        guard Self.isValid(values) else { return nil }
        text = String(decoding: digits, as: UTF8.self)
    }

    private static let laPoste = [3, 5, 6, 0, 0, 0, 0, 0, 0]

    /// Luhn's check; the establishments of La Poste (356 000 000) have more of them than it allows, and a plain sum
    /// that is a multiple of 5 instead.
    private static func isValid(_ digits: [Int]) -> Bool {
        var sum = 0
        for (index, digit) in digits.enumerated() {
            let doubled = index.isMultiple(of: 2) ? digit * 2 : digit
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        if sum.isMultiple(of: 10) { return true }
        return digits.starts(with: laPoste) && digits.reduce(0, +).isMultiple(of: 5)
    }
}
