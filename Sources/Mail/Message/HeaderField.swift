import Transfer

/// Header fields in ASCII, folded: RFC 5322 §2.2.3, with RFC 2047's encoded words for what is not ASCII.
enum HeaderField {
    private static let lineLimit = 76
    /// `=?UTF-8?Q?` and `?=`, of the 75 characters that an encoded word may have.
    private static let wordRoom = 75 - 12

    /// A field whose value we made ourselves: short, ASCII, one line.
    static func plain(_ name: String, _ value: String) -> String { "\(name): \(value)\r\n" }

    /// A field for people: Subject.
    static func text(_ name: String, _ value: HeaderText) -> String {
        let words = isPlain(value.text) ? plainWords(value.text) : encodedWords(value.text, after: name.utf8.count + 2)
        return folded(name, words)
    }

    /// A field with a mailbox: From, To.
    static func mailbox(_ name: String, _ mailbox: Mailbox) -> String {
        let address = mailbox.address.text
        guard let display = mailbox.name?.text, !display.isEmpty else { return plain(name, address) }
        let words =
            isPlain(display) && display.utf8.count <= 60
            ? [quoted(display)] : encodedWords(display, after: name.utf8.count + 2)
        return folded(name, words + ["<\(address)>"])
    }

    /// Whether it can stand as it is: printable ASCII that is not taken for an encoded word, and can be folded.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
            && plainWords(text).allSatisfy { $0.utf8.count <= 60 }
    }

    private static func plainWords(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    private static func folded(_ name: String, _ words: [String]) -> String {
        var result = "\(name):"
        var column = result.utf8.count
        for word in words {
            // The first word stays beside the name: a line of blanks only is not allowed.
            if column > name.utf8.count + 1, column + 1 + word.utf8.count > lineLimit {
                result += "\r\n"
                column = 0
            }
            result += " " + word
            column += 1 + word.utf8.count
        }
        return result + "\r\n"
    }

    /// RFC 5322 §3.2.4.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            if character == "\"" || character == "\\" { result.unicodeScalars.append("\\") }
            result.unicodeScalars.append(character)
        }
        return result + "\""
    }

    /// RFC 2047 §4.2, with only the characters that are safe in a name too (§5, rule 3); a character is never cut in
    /// two. What stands between two encoded words on the wire is not part of the text.
    private static func encodedWords(_ text: String, after column: Int) -> [String] {
        var words: [String] = []
        var current: [UInt8] = []
        var room = min(wordRoom, lineLimit - column - 12)
        for scalar in text.unicodeScalars {
            var piece: [UInt8] = []
            for byte in String(scalar).utf8 {
                if byte == 0x20 {
                    piece.append(UInt8(ascii: "_"))
                } else if isSafe(byte) {
                    piece.append(byte)
                } else {
                    QuotedPrintable.appendEscaped(byte, to: &piece)
                }
            }
            if current.count + piece.count > room {
                words.append(word(current))
                current = []
                room = wordRoom
            }
            current += piece
        }
        return words + [word(current)]
    }

    private static func word(_ text: [UInt8]) -> String { "=?UTF-8?Q?\(String(decoding: text, as: UTF8.self))?=" }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!*+-/".utf8.contains(byte)
        }
    }
}
