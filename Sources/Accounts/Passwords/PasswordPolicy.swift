import Directory

/// What a new password must be (CNIL délibération 2022-100 with access restriction, ANSSI PG-078, ASVS 5.0 §6.2).
///
/// Length counts, composition does not: no required kinds of characters, no periodic renewal.
package struct PasswordPolicy: Sendable {
    /// Why a password is refused; each is a sentence for the person, written by the page that shows it.
    package enum Violation: Hashable, Sendable {
        /// Fewer characters than `minimum`.
        case tooShort(minimum: Int)
        /// More than ``PasswordPolicy/maximumBytes``: a bound on work, not on taste.
        case tooLong
        /// Digits alone, fewer than `minimum`.
        case digitsOnly(minimum: Int)
        /// Little more than words everyone tries; `word` is the first of them, folded.
        case common(word: String)
        /// Little more than the person's, the structure's or the product's own words; `word` is the first, folded.
        case personal(word: String)
        /// Little more than repetitions, keyboard walks and years.
        case regular
    }

    /// The longest password accepted, in UTF-8 bytes.
    package static let maximumBytes = 1024

    /// Characters asked of everyone (12 by default).
    package var minimum = 12
    /// Characters asked of referents and operators, who have no second factor (16 by default).
    package var minimumForPowers = 16
    /// Characters asked when all are digits (16 by default).
    package var minimumOfDigits = 16
    /// What the estimate of guesses must reach, in bits.
    package var minimumBits = 36.0

    /// The defaults (Documentation/Rules.md, Figures).
    package init() {}

    /// The length asked of a person: shown before typing.
    package func minimumLength(for subject: PasswordSubject) -> Int {
        subject.holdsPowers ? minimumForPowers : minimum
    }

    /// Whether a password accepted for an agent would be long enough for a referent or an operator.
    package func suitsPowers(_ password: String) -> Bool { password.count >= minimumForPowers }

    /// Every reason to refuse `password` for `subject`; empty when it is accepted.
    package func violations(of password: String, for subject: PasswordSubject) -> [Violation] {
        guard password.utf8.count <= Self.maximumBytes else { return [.tooLong] }
        let required = minimumLength(for: subject)
        guard password.count >= required else { return [.tooShort(minimum: required)] }
        if password.utf8.allSatisfy(FoldedText.isDigit), password.count < minimumOfDigits {
            return [.digitsOnly(minimum: minimumOfDigits)]
        }
        let strength = PasswordStrength(password, personalWords: subject.words)
        return strength.bits < minimumBits ? [reason(in: strength.pieces)] : []
    }

    private func reason(in pieces: [PasswordStrength.Piece]) -> Violation {
        for case .personal(let word) in pieces { return .personal(word: word) }
        for case .common(let word) in pieces { return .common(word: word) }
        return .regular
    }
}
