/// What an SMTP server answers to a command (RFC 5321 §4.2), with the enhanced code of RFC 3463 if it gives one.
package struct SMTPReply: Hashable, Sendable, CustomStringConvertible {
    /// 200 to 599.
    package let code: Int
    /// "5.1.1"; nil if the server gives none.
    package let enhancedCode: String?
    /// The server's words, on one line, bounded. Foreign text: escape it.
    package let text: String

    /// The end was positive: 2xx, or 3xx for "go on".
    package var isPositive: Bool { code < 400 }
    /// Trying again as it is cannot help: 5xx.
    package var isPermanent: Bool { code >= 500 }

    package var description: String {
        [String(code), enhancedCode, text.isEmpty ? nil : text].compactMap { $0 }.joined(separator: " ")
    }

    /// From its lines, each `250-text` or `250 text` without the line break; nil if they are none.
    init?(lines: [[UInt8]]) {
        guard let last = lines.last, let code = SMTPReply.code(of: last) else { return nil }
        var words: [[UInt8]] = lines.map { Array($0.dropFirst(4)) }
        var enhanced: String?
        for position in words.indices {
            guard let (found, rest) = SMTPReply.enhancedCode(of: words[position], for: code) else { continue }
            enhanced = enhanced ?? found
            words[position] = rest
        }
        self.code = code
        enhancedCode = enhanced
        text = PrintableText.line(words.joined(separator: [UInt8(ascii: " ")]))
    }

    /// The code that a line begins with.
    static func code(of line: [UInt8]) -> Int? {
        guard line.count >= 3, line[..<3].allSatisfy(HostName.isDigit),
            let code = Int(String(decoding: line[..<3], as: UTF8.self)),
            (200...599).contains(code), line.count == 3 || line[3] == UInt8(ascii: " ") || line[3] == UInt8(ascii: "-")
        else { return nil }
        return code
    }

    /// Whether more lines of the same reply follow.
    static func isContinued(_ line: [UInt8]) -> Bool { line.count > 3 && line[3] == UInt8(ascii: "-") }

    /// "5.1.1 No such user" → "5.1.1", "No such user"; the class must be the code's own (RFC 2034 §4).
    private static func enhancedCode(of words: [UInt8], for code: Int) -> (String, [UInt8])? {
        let end = words.firstIndex(of: UInt8(ascii: " ")) ?? words.endIndex
        let parts = words[..<end].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy(HostName.isDigit) }),
            Int(String(decoding: parts[0], as: UTF8.self)) == code / 100
        else { return nil }
        return (String(decoding: words[..<end], as: UTF8.self), Array(words[end...].dropFirst()))
    }
}
