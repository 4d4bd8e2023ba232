import Directory

/// What people type for an address, made one.
enum AddressMending {
    /// Without what stands around it (« Karim Amrani <karim@…> »), blanks, accents and signs at the ends.
    static func mended(_ text: String) -> String {
        var rest = text[...]
        if let open = rest.lastIndex(of: "<"), let close = rest.lastIndex(of: ">"), open < close {
            rest = rest[rest.index(after: open)..<close]
        }
        if rest.lowercased().hasPrefix("mailto:") { rest = rest.dropFirst("mailto:".count) }
        let plain = String(decoding: FoldedText(rest, limit: 254).bytes, as: UTF8.self)
            .filter { !$0.isWhitespace && $0 != "\u{200B}" }
        var trimmed = plain[...]
        while let last = trimmed.last, ".,;:>\"'".contains(last) { trimmed.removeLast() }
        while let first = trimmed.first, ".,;:<\"'".contains(first) { trimmed.removeFirst() }
        return String(trimmed)
    }

    /// The allowed domain that was probably meant: a letter or two away, or cut short.
    static func domain(near domain: String, among allowed: [String]) -> String? {
        if let near = Nearness.nearest(to: domain, among: allowed) { return near }
        let label = domain.prefix { $0 != "." }
        let same = allowed.filter { $0.prefix { $0 != "." } == label }
        return same.count == 1 ? same.first : nil
    }
}

/// What the directory takes for a name, asked before it is.
enum PersonNameRule {
    static func allows(_ text: String) -> Bool {
        !text.isEmpty && text.count <= 100 && text.utf8.count <= 1_600
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
                case .format: scalar == "\u{200C}" || scalar == "\u{200D}"
                default: true
                }
            }
    }

    /// Without the characters that no name has.
    static func mended(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
                        ? " " : scalar
                })
        ).split(separator: " ").joined(separator: " ")
    }
}
