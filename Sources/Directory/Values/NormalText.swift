/// Text typed by people, as it is stored: one form for what looks the same.
package enum NormalText {
    /// A name or label in one line: trimmed, runs of blanks made one space, accents composed.
    ///
    /// Accents, apostrophes, `&`, `<` and `;` are legal data; control, line-breaking and text-direction characters are
    /// not.
    /// - Throws: `invalid(field)` when nothing is left, when it is longer than `limit` characters or holds such a
    ///   character.
    package static func line(
        _ text: String, _ field: DirectoryError.Field, limit: Int = 100
    ) throws(DirectoryError) -> String {
        // Bounded in bytes before anything else is done with it: one character may have any number of them.
        guard text.utf8.count <= limit * 16 else { throw .invalid(field) }
        let words = text.split { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" || $0 == "\t" }
        let composed = composed(words.joined(separator: " "))
        guard !composed.isEmpty, composed.count <= limit, composed.unicodeScalars.allSatisfy(isPrintable) else {
            throw .invalid(field)
        }
        return composed
    }

    /// As `line`, but nil and blank are nil.
    static func optionalLine(
        _ text: String?, _ field: DirectoryError.Field, limit: Int = 100
    ) throws(DirectoryError) -> String? {
        guard let text, text.contains(where: { !$0.isWhitespace }) else { return nil }
        return try line(text, field, limit: limit)
    }

    /// Text of several lines (a maintenance notice); empty is legal.
    static func paragraph(
        _ text: String, _ field: DirectoryError.Field, limit: Int = 2000
    ) throws(DirectoryError) -> String {
        guard text.utf8.count <= limit * 8 else { throw .invalid(field) }
        let composed = composed(text)
        guard composed.count <= limit,
            composed.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\r" || isPrintable($0) })
        else { throw .invalid(field) }
        return composed
    }

    /// The text with each letter as one scalar where Unicode has such a scalar (NFC, for Latin, Greek and Cyrillic), so
    /// that the store and the service providers compare equal what looks equal.
    ///
    /// Equal characters are canonically equivalent in Swift, so a table from a letter to its composed self does it;
    /// FoundationEssentials has no normalization.
    static func composed(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        return String(text.map { $0.isASCII ? $0 : composedLetters[$0] ?? $0 })
    }

    /// The lower code point comes first and wins, as it does in NFC where two scalars stand for the same letter.
    private static let composedLetters: [Character: Character] = {
        let letters = [0xA0...0x4FF, 0x1E00...0x1FFF].joined().compactMap(Unicode.Scalar.init).map(Character.init)
        let ascii = Set((0..<0x80).compactMap(Unicode.Scalar.init).map(Character.init))
        return Dictionary(letters.filter { !ascii.contains($0) }.map { ($0, $0) }) { first, _ in first }
    }()

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        // Joiners are parts of words in some scripts; the other invisible characters are only good for deceiving.
        case .format: scalar == "\u{200C}" || scalar == "\u{200D}"
        default: true
        }
    }
}
