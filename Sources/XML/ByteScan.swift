/// The gate before libxml2: one pass over the bytes that refuses what a plain message does not hold (R2).
///
/// It ends DTDs, entities, processing instructions, CDATA and (in messages) comments by two substrings, `<!` and `<?`,
/// wherever they stand. It need not be a parser: what it lets pass that is not well-formed libxml2 refuses, and where
/// the two could read differently (quotes, tags) it refuses.
struct ByteScan {
    private let bytes: [UInt8]
    private let limits: Limits
    private var position = 0
    private var depth = 0
    private var elements = 0

    static func check(_ bytes: [UInt8], limits: Limits) throws(XMLError) {
        guard bytes.count <= limits.bytes else { throw .tooLarge }
        guard !bytes.contains(0) else { throw .notPlain("a NUL byte, or not UTF-8") }
        guard (try? UTF8Span(validating: bytes.span)) != nil else { throw .notPlain("not UTF-8") }
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { throw .notPlain("a byte order mark") }
        var scan = ByteScan(bytes: bytes, limits: limits)
        try scan.declaration()
        try scan.content()
    }

    private init(bytes: [UInt8], limits: Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    // MARK: Markup

    private mutating func content() throws(XMLError) {
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                position += 1
                continue
            }
            switch byte(at: position + 1) {
            case UInt8(ascii: "?"): throw .notPlain("a processing instruction, or an XML declaration out of place")
            case UInt8(ascii: "!"): try comment()
            case UInt8(ascii: "/"): try endTag()
            default: try startTag()
            }
        }
        guard elements > 0 else { throw .notPlain("no element") }
    }

    private mutating func comment() throws(XMLError) {
        guard limits.allowsComments, starts(with: "<!--") else {
            throw .notPlain("a DTD, an entity, CDATA or a comment")
        }
        position += 4
        while position < bytes.count {
            if starts(with: "-->") {
                position += 3
                return
            }
            position += 1
        }
        throw .notWellFormed("a comment without end")
    }

    private mutating func endTag() throws(XMLError) {
        depth -= 1
        guard depth >= 0 else { throw .notWellFormed("an end tag too many") }
        position += 2
        while let byte = byte(at: position), byte != UInt8(ascii: ">") {
            guard byte != UInt8(ascii: "<") else { throw .notWellFormed("a tag inside a tag") }
            position += 1
        }
        position += 1
    }

    private mutating func startTag() throws(XMLError) {
        elements += 1
        guard elements <= limits.elements else { throw .tooComplex("more than \(limits.elements) elements") }
        depth += 1
        guard depth <= limits.depth else { throw .tooComplex("deeper than \(limits.depth) elements") }
        position += 1
        _ = name()
        var attributes = 0
        while true {
            skipWhiteSpace()
            switch byte(at: position) {
            case UInt8(ascii: ">"):
                position += 1
                return
            case UInt8(ascii: "/"):
                guard byte(at: position + 1) == UInt8(ascii: ">") else { throw .notWellFormed("a slash in a tag") }
                position += 2
                depth -= 1
                return
            default:
                attributes += 1
                guard attributes <= limits.attributes else {
                    throw .tooComplex("more than \(limits.attributes) attributes on an element")
                }
                try attribute()
            }
        }
    }

    private mutating func attribute() throws(XMLError) {
        let name = name()
        skipWhiteSpace()
        guard !name.isEmpty, byte(at: position) == UInt8(ascii: "=") else { throw .notWellFormed("an attribute") }
        position += 1
        skipWhiteSpace()
        guard let quote = byte(at: position), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw .notWellFormed("an attribute without quotes")
        }
        position += 1
        let start = position
        while let byte = byte(at: position), byte != quote {
            guard byte != UInt8(ascii: "<") else { throw .notWellFormed("a tag inside an attribute") }
            position += 1
        }
        guard position < bytes.count else { throw .notWellFormed("an attribute without end") }
        let value = bytes[start..<position]
        position += 1
        if name.elementsEqual("xmlns".utf8) || name.starts(with: "xmlns:".utf8) {
            guard Self.isAbsoluteURI(value) else { throw .notPlain("a namespace that is not an absolute URI") }
        }
    }

    /// A scheme, a colon and something after it, in ASCII and without escapes. Canonicalisation fails on a relative
    /// namespace, and verifiers have taken the failure for an empty text ("void canonicalisation").
    static func isAbsoluteURI(_ value: ArraySlice<UInt8>) -> Bool {
        guard let colon = value.firstIndex(of: UInt8(ascii: ":")), colon > value.startIndex,
            colon + 1 < value.endIndex, isLetter(value[value.startIndex])
        else { return false }
        let scheme = value[..<colon].allSatisfy { byte in
            isLetter(byte) || (0x30...0x39).contains(byte) || "+-.".utf8.contains(byte)
        }
        return scheme && value.allSatisfy(isURICharacter)
    }

    /// Printable ASCII but what RFC 3986 leaves out, and `&`, with which an escape begins.
    private static func isURICharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "{"),
            UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"),
            UInt8(ascii: "&"):
            false
        default: byte > 0x20 && byte < 0x7F
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    // MARK: The XML declaration

    /// `<?xml version="1.0" encoding="UTF-8" standalone="…"?>`, the last two optional: the one `<?` there may be.
    private mutating func declaration() throws(XMLError) {
        guard starts(with: "<?xml"), isWhiteSpace(at: 5) else { return }
        position = 5
        guard pseudoAttribute("version") == "1.0" else { throw .notPlain("an XML version other than 1.0") }
        if let encoding = pseudoAttribute("encoding"), encoding.lowercased() != "utf-8" {
            throw .notPlain("an encoding other than UTF-8")
        }
        if let standalone = pseudoAttribute("standalone"), standalone != "yes", standalone != "no" {
            throw .notPlain("an XML declaration")
        }
        skipWhiteSpace()
        guard starts(with: "?>") else { throw .notPlain("an XML declaration") }
        position += 2
    }

    private mutating func pseudoAttribute(_ expected: StaticString) -> String? {
        let start = position
        skipWhiteSpace()
        guard position > start, starts(with: expected) else {
            position = start
            return nil
        }
        position += expected.utf8CodeUnitCount
        skipWhiteSpace()
        guard byte(at: position) == UInt8(ascii: "=") else { return "" }
        position += 1
        skipWhiteSpace()
        guard let quote = byte(at: position), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return ""
        }
        position += 1
        let value = bytes[position...].prefix(16).prefix { $0 != quote }
        guard byte(at: value.endIndex) == quote else { return "" }
        position = value.endIndex + 1
        return String(decoding: value, as: UTF8.self)
    }

    // MARK: Bytes

    private func byte(at index: Int) -> UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    private func starts(with text: StaticString) -> Bool {
        bytes[position...].starts(with: text.description.utf8)
    }

    private func isWhiteSpace(at index: Int) -> Bool {
        guard let byte = byte(at: index) else { return false }
        return byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private mutating func skipWhiteSpace() {
        while isWhiteSpace(at: position) { position += 1 }
    }

    /// Up to what ends a name in a tag.
    private mutating func name() -> ArraySlice<UInt8> {
        let start = position
        while let byte = byte(at: position), !isWhiteSpace(at: position),
            byte != UInt8(ascii: ">"), byte != UInt8(ascii: "/"), byte != UInt8(ascii: "="), byte != UInt8(ascii: "<"),
            byte != UInt8(ascii: "\""), byte != UInt8(ascii: "'")
        {
            position += 1
        }
        return bytes[start..<position]
    }
}
