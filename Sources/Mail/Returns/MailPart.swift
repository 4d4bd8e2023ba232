/// A message or a part of one as it came from outside: its fields, and the bytes behind them. Reading is bounded and
/// never fails: what cannot be understood is not there.
struct MailPart {
    /// Fields of one header at most; the rest is passed over.
    private static let fieldLimit = 300
    /// Parts of one message at most.
    private static let partLimit = 20
    /// How deep messages may stand in messages.
    private static let depthLimit = 3

    /// Names in lower case, values unfolded, in their order.
    let fields: [(name: String, value: String)]
    let body: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        let (fields, body) = Self.header(of: bytes)
        (self.fields, self.body) = (fields, body)
    }

    /// The first field of that name (lower case).
    func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// "multipart/report"; RFC 2045 §5.2: text/plain where nothing is said.
    var type: String {
        let value = field("content-type") ?? "text/plain"
        return value.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
    }

    /// This part and all that stand in it, in their order.
    var all: [MailPart] { all(depth: 0) }

    private func all(depth: Int) -> [MailPart] {
        guard depth < Self.depthLimit else { return [self] }
        return [self] + inner.flatMap { $0.all(depth: depth + 1) }
    }

    /// The parts of a multipart.
    private var inner: [MailPart] {
        guard type.hasPrefix("multipart/"), let boundary else { return [] }
        let mark = Array("--\(boundary)".utf8)
        var parts: [MailPart] = []
        var start: Int?
        for line in Lines(body) where line.bytes.starts(with: mark) {
            if let start, parts.count < Self.partLimit { parts.append(MailPart(body[start..<line.bytes.startIndex])) }
            start = line.next
            if line.bytes.dropFirst(mark.count).starts(with: "--".utf8) { return parts }
        }
        // A message that was cut off, by its sender or by our own limit.
        if let start, parts.count < Self.partLimit { parts.append(MailPart(body[start...])) }
        return parts
    }

    /// RFC 2046 §5.1.1: at most 70 characters.
    private var boundary: String? {
        guard let value = field("content-type"), let range = value.lowercased().firstRange(of: "boundary=") else {
            return nil
        }
        // The same characters, however many bytes their small letters have.
        let offset = value.lowercased().distance(from: value.lowercased().startIndex, to: range.upperBound)
        var rest = value.dropFirst(offset)
        if rest.first == "\"" {
            rest = rest.dropFirst()
            rest = rest.prefix { $0 != "\"" }
        } else {
            rest = rest.prefix { $0 != ";" && !$0.isWhitespace }
        }
        return (1...70).contains(rest.utf8.count) ? String(rest) : nil
    }

    /// Fields up to the empty line; what follows it.
    static func header(
        of bytes: ArraySlice<UInt8>
    ) -> (fields: [(name: String, value: String)], body: ArraySlice<UInt8>) {
        var fields: [(name: String, value: String)] = []
        for line in Lines(bytes) {
            guard let first = line.bytes.first else { return (fields, bytes[line.next...]) }
            let text = String(decoding: line.bytes.prefix(2_000), as: UTF8.self)
            if first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
                // A field that goes on (RFC 5322 §2.2.3).
                guard let last = fields.indices.last, fields[last].value.utf8.count < 4_000 else { continue }
                fields[last].value += " " + text.trimmed
            } else if let colon = text.firstIndex(of: ":"), fields.count < fieldLimit {
                fields.append((text[..<colon].lowercased(), String(text[text.index(after: colon)...]).trimmed))
            }
        }
        return (fields, bytes[bytes.endIndex...])
    }

    /// The lines of some bytes, without what ends them: CR LF or LF.
    struct Lines: Sequence, IteratorProtocol {
        private let bytes: ArraySlice<UInt8>
        private var position: Int

        init(_ bytes: ArraySlice<UInt8>) {
            self.bytes = bytes
            position = bytes.startIndex
        }

        mutating func next() -> (bytes: ArraySlice<UInt8>, next: Int)? {
            guard position < bytes.endIndex else { return nil }
            let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
            var line = bytes[position..<end]
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            position = Swift.min(end + 1, bytes.endIndex)
            return (line, position)
        }
    }
}

extension String {
    /// Without blanks at its ends.
    var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
