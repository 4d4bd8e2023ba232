/// Goes through a text of separated values, row by row.
struct CSVReader {
    let separator: Character
    private let bytes: [UInt8]
    private var offset = 0

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(_ text: String) {
        bytes = Array(text.utf8)
        // « sep=; » tells spreadsheets what follows, and is no row of the list.
        if bytes.prefix(4).elementsEqual("sep=".utf8), bytes.count > 4 {
            separator = Character(Unicode.Scalar(bytes[4]))
            offset = (bytes.firstIndex(of: Self.lineFeed) ?? bytes.count - 1) + 1
        } else {
            separator = Self.separator(of: bytes)
        }
    }

    /// The one of the three that the first line has most of, outside quotes; `;` where it has none.
    private static func separator(of bytes: [UInt8]) -> Character {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == quote { isQuoted.toggle() }
            if !isQuoted, byte == lineFeed || byte == carriageReturn {
                if !counts.isEmpty { break }
                continue
            }
            if !isQuoted, byte == 0x3B || byte == 0x2C || byte == 0x09 { counts[byte, default: 0] += 1 }
        }
        let most = [UInt8(0x3B), 0x09, 0x2C].max { (counts[$0] ?? 0) < (counts[$1] ?? 0) } ?? 0x3B
        return Character(Unicode.Scalar((counts[0x3B] ?? 0) == (counts[most] ?? 0) ? 0x3B : most))
    }

    /// The next row, nil at the end.
    mutating func row(number: Int) throws(CSVText.Unreadable) -> [String]? {
        guard offset < bytes.count else { return nil }
        var cells: [String] = []
        while true {
            let (cell, isLast) = try cell(number)
            guard cells.count < CSVText.cellLimit else { throw .tooLarge(row: number) }
            cells.append(cell)
            if isLast { return cells }
        }
    }

    /// A cell, and whether its row ends with it.
    private mutating func cell(_ number: Int) throws(CSVText.Unreadable) -> (String, isLast: Bool) {
        let separator = separator.asciiValue ?? 0x3B
        var content: [UInt8] = []
        var isQuoted = false
        var start = offset
        // Blanks before a quote, as some programs write them.
        while start < bytes.count, bytes[start] == 0x20 { start += 1 }
        if start < bytes.count, bytes[start] == Self.quote {
            isQuoted = true
            offset = start + 1
        }
        while true {
            guard content.count <= CSVText.cellSize else { throw .tooLarge(row: number) }
            guard offset < bytes.count else {
                if isQuoted { throw .openQuote(row: number) }
                return (CSVCell.read(content), true)
            }
            let byte = bytes[offset]
            offset += 1
            if isQuoted {
                if byte != Self.quote {
                    content.append(byte)
                } else if offset < bytes.count, bytes[offset] == Self.quote {
                    content.append(byte)
                    offset += 1
                } else {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case separator: return (CSVCell.read(content), false)
            case Self.lineFeed: return (CSVCell.read(content), true)
            case Self.carriageReturn:
                if offset < bytes.count, bytes[offset] == Self.lineFeed { offset += 1 }
                return (CSVCell.read(content), true)
            default: content.append(byte)
            }
        }
    }
}
