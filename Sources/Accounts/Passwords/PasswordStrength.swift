import Directory

/// How many guesses a password withstands, in bits, by the cheapest way to spell it in pieces.
///
/// A piece is a common word, a word of the person or the structure, a keyboard walk, a year, a repetition of what came
/// just before, or one unknown character. The estimate is on the low side by design: it only refuses what an attacker
/// who knows the person would try first, it does not grade.
struct PasswordStrength {
    /// What the cheapest spelling is made of.
    enum Piece: Hashable {
        case character, common(String), personal(String), walk, year, repetition
    }

    /// The estimate, in bits.
    let bits: Double
    /// The pieces of the cheapest spelling, in order.
    let pieces: [Piece]

    private static let wordBits = 11.0
    private static let personalBits = 3.0
    private static let walkBits = 5.0
    private static let yearBits = 6.0
    private static let repetitionBits = 3.0

    /// - Parameter personalWords: folded words of the person, the structure and the product.
    init(_ password: String, personalWords: Set<[UInt8]>) {
        let folded = FoldedText(password)
        let text = folded.bytes
        let spellings = [text, folded.unmasked(one: UInt8(ascii: "i")), folded.unmasked(one: UInt8(ascii: "l"))]
        let longest = max(CommonWords.longest, personalWords.map(\.count).max() ?? 0)
        var best = [Double](repeating: .infinity, count: text.count + 1)
        var origin = [(start: Int, piece: Piece)](repeating: (0, .character), count: text.count + 1)
        best[0] = 0

        func offer(_ piece: Piece, bits: Double, from start: Int, to end: Int) {
            if best[start] + bits < best[end] {
                best[end] = best[start] + bits
                origin[end] = (start, piece)
            }
        }

        for start in text.indices {
            offer(.character, bits: Self.bits(ofUnknown: text[start]), from: start, to: start + 1)
            for spelling in spellings {
                for end in stride(from: start + 3, through: min(start + longest, text.count), by: 1) {
                    let slice = spelling[start..<end]
                    if personalWords.contains(Array(slice)) {
                        let word = String(decoding: slice, as: UTF8.self)
                        offer(.personal(word), bits: Self.personalBits, from: start, to: end)
                    } else if CommonWords.all.contains(slice) {
                        let word = String(decoding: slice, as: UTF8.self)
                        offer(.common(word), bits: Self.wordBits, from: start, to: end)
                    }
                }
            }
            let walk = KeyboardWalk.length(in: text, from: start)
            if walk > 0 { offer(.walk, bits: Self.walkBits, from: start, to: start + walk) }
            if Self.isYear(text, at: start) { offer(.year, bits: Self.yearBits, from: start, to: start + 4) }
            for period in stride(from: 1, through: start, by: 1) {
                let length = Self.repetition(in: text, from: start, period: period)
                for end in stride(from: start + period, through: start + length, by: 1) {
                    offer(.repetition, bits: Self.repetitionBits, from: start, to: end)
                }
            }
        }

        var pieces: [Piece] = []
        var end = text.count
        while end > 0 {
            pieces.append(origin[end].piece)
            end = origin[end].start
        }
        self.bits = best[text.count]
        self.pieces = pieces.reversed()
    }

    private static func bits(ofUnknown byte: UInt8) -> Double {
        if FoldedText.isDigit(byte) { return 3.3 }
        return FoldedText.isLetter(byte) ? 4 : 5
    }

    private static func isYear(_ text: [UInt8], at start: Int) -> Bool {
        guard start + 4 <= text.count else { return false }
        let head = text[start..<start + 2]
        guard head.elementsEqual("19".utf8) || head.elementsEqual("20".utf8) else { return false }
        return text[start + 2..<start + 4].allSatisfy(FoldedText.isDigit)
    }

    /// How many characters from `start` on repeat those `period` places before.
    private static func repetition(in text: [UInt8], from start: Int, period: Int) -> Int {
        var length = 0
        while start + length < text.count, text[start + length] == text[start + length - period] { length += 1 }
        return length
    }
}
