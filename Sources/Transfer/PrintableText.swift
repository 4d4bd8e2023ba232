/// Text of another machine, made fit for a log or a page: one line, no control characters, bounded.
enum PrintableText {
    /// - Parameter limit: of Unicode scalars; what is beyond becomes "…".
    static func line(_ bytes: some Sequence<UInt8>, limit: Int = 300) -> String {
        var result = String.UnicodeScalarView()
        var isBlank = true  // nothing yet, or a blank as the last character
        for scalar in String(decoding: Array(bytes.prefix(limit * 4)), as: UTF8.self).unicodeScalars {
            if result.count >= limit {
                result.append("…")
                break
            }
            if isPrintable(scalar) {
                result.append(scalar)
                isBlank = false
            } else if !isBlank {
                result.append(" ")
                isBlank = true
            }
        }
        if isBlank, !result.isEmpty { result.removeLast() }
        return String(result)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: false
        case .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }
}
