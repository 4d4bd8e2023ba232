// Unicode normalization is not in FoundationEssentials; the standard library has it under this SPI.
@_spi(_Unicode) import Swift

/// Text typed by people, as it is stored: one form for what looks the same.
enum NormalText {
    /// A name or label in one line: trimmed, runs of blanks made one space, composed (NFC).
    ///
    /// Accents, apostrophes, `&`, `<` and `;` are legal data; control, line-breaking and text-direction characters are
    /// not.
    /// - Throws: `invalid(field)` when nothing is left, when it is longer than `limit` characters or holds such a
    ///   character.
    static func line(
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

    static func composed(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text._nfc)
        return String(scalars)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        // Joiners are parts of words in some scripts; the other invisible characters are only good for deceiving.
        case .format: scalar == "\u{200C}" || scalar == "\u{200D}"
        default: true
        }
    }
}
