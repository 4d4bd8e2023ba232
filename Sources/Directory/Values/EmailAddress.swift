/// An e-mail address as the directory keeps it: lower case, ASCII, with a domain of at least two labels. It is what a
/// person signs in with.
package struct EmailAddress: Hashable, Sendable {
    /// The whole address, lower case.
    package let text: String
    /// What follows the `@`.
    package let domain: String

    /// The address in a text as people type it (blanks around, capitals).
    ///
    /// The syntax is RFC 5321's Mailbox without quoted strings, address literals and comments, which no mail service
    /// of an administration gives.
    /// - Throws: `invalid(.email)`.
    package init(_ typed: String) throws(DirectoryError) {
        // ASCII before lower case: some letters of other scripts have an ASCII small form (the Kelvin sign).
        let trimmed = typed.trimmed
        guard trimmed.utf8.count <= 512, trimmed.utf8.allSatisfy({ $0 < 0x80 }) else { throw .invalid(.email) }
        let text = trimmed.lowercased()
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, (1...64).contains(parts[0].count),
            let domain = DomainName(String(Substring(parts[1])))
        else { throw .invalid(.email) }
        let atoms = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard atoms.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isAtomText) }) else { throw .invalid(.email) }
        self.text = text
        self.domain = domain.text
    }

    /// RFC 5322 §3.2.3, atext, without capitals.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }
}

/// A mail domain, lower case, exact: `ville.example` does not stand for `ccas.ville.example`.
package struct DomainName: Hashable, Sendable {
    /// The domain, lower case, without `@` or final dot.
    package let text: String

    /// The domain in a text as people type it, `@` in front allowed; nil if it is not one.
    package init?(_ typed: String) {
        let trimmed = typed.trimmed
        guard trimmed.utf8.count <= 300, trimmed.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var text = trimmed.lowercased()
        if text.hasPrefix("@") { text.removeFirst() }
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, labels.count >= 2, labels.allSatisfy(Self.isLabel),
            // An address in digits is not a name (RFC 1123 §2.1).
            let last = labels.last, !last.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        self.text = text
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == hyphen
            }
    }
}

extension String {
    /// Without the blanks at both ends.
    var trimmed: String {
        var rest = self[...].drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
