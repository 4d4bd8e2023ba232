/// A file of separated values as it was read: rows of cells, and how they were told apart.
///
/// Whatever a spreadsheet of a town hall writes: `;`, `,` or tabulator, quotes (RFC 4180), UTF-8 with or without its
/// mark, UTF-16 with its mark, Windows-1252, any line end.
package struct CSVText: Hashable, Sendable {
    /// A row that holds something.
    package struct Row: Hashable, Sendable {
        /// The row's number as a spreadsheet counts: the heading is 1, empty rows count.
        package let number: Int
        /// Its cells, without the blanks around them; an apostrophe that kept one from being a formula is taken off.
        package let cells: [String]
    }

    /// How the bytes were read.
    package enum Encoding: String, Hashable, Sendable, Codable {
        case utf8 = "UTF-8"
        case utf16 = "UTF-16"
        case windows1252 = "Windows-1252"
    }

    /// Every row that holds something, the heading first.
    package let rows: [Row]
    /// What stands between the cells.
    package let separator: Character
    /// How the bytes were read.
    package let encoding: Encoding

    /// Why a file cannot be read as a whole.
    package enum Unreadable: Error, Hashable, Sendable {
        /// There is nothing in it.
        case empty
        /// A workbook (xlsx, ods) instead of its values.
        case workbook
        /// Something else than text.
        case notText
        /// A quote that nothing closes, in the row of that number.
        case openQuote(row: Int)
        /// More rows than are taken at once.
        case tooManyRows(limit: Int)
        /// A row with more cells than any list has, or a cell as long as a page.
        case tooLarge(row: Int)
    }

    /// Cells of a row, at most.
    static let cellLimit = 60
    /// Bytes of a cell, at most.
    static let cellSize = 4_000
    /// Rows with their empty ones, at most.
    static let emptyLimit = 20_000

    /// Reads a file.
    ///
    /// - Parameter limit: rows after the heading, at most.
    package init(_ bytes: [UInt8], limit: Int) throws(Unreadable) {
        guard !bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]), !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else {
            throw .workbook
        }
        let (text, encoding) = try Self.decoded(bytes)
        self.encoding = encoding
        var reader = CSVReader(text)
        separator = reader.separator
        var rows: [Row] = []
        var number = 0
        while let cells = try reader.row(number: number + 1) {
            number += 1
            guard number <= Self.emptyLimit else { throw .tooManyRows(limit: limit) }
            guard cells.contains(where: { !$0.isEmpty }) else { continue }
            rows.append(Row(number: number, cells: cells))
            guard rows.count <= limit + 1 else { throw .tooManyRows(limit: limit) }
        }
        guard !rows.isEmpty else { throw .empty }
        self.rows = rows
    }

    private static func decoded(_ bytes: [UInt8]) throws(Unreadable) -> (String, Encoding) {
        let mark = bytes.prefix(3)
        if mark.starts(with: [0xFF, 0xFE]) { return (try utf16(bytes.dropFirst(2), low: 0, high: 1), .utf16) }
        if mark.starts(with: [0xFE, 0xFF]) { return (try utf16(bytes.dropFirst(2), low: 1, high: 0), .utf16) }
        guard !bytes.contains(0) else { throw .notText }
        let plain = mark.elementsEqual([0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        if let text = String(validating: plain, as: UTF8.self) { return (text, .utf8) }
        var text = ""
        for byte in plain {
            guard let scalar = Windows1252.scalar(byte) else { throw .notText }
            text.unicodeScalars.append(scalar)
        }
        return (text, .windows1252)
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, low: Int, high: Int) throws(Unreadable) -> String {
        guard bytes.count.isMultiple(of: 2) else { throw .notText }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for offset in stride(from: bytes.startIndex, to: bytes.endIndex, by: 2) {
            units.append(UInt16(bytes[offset + low]) | UInt16(bytes[offset + high]) << 8)
        }
        guard !units.contains(0), let text = String(validating: units, as: UTF16.self) else { throw .notText }
        return text
    }
}

/// The code page of French Windows (WHATWG Encoding §9): Latin-1 but for 32 places.
enum Windows1252 {
    /// Nil for the five bytes that stand for nothing.
    static func scalar(_ byte: UInt8) -> Unicode.Scalar? {
        guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
        let index = Int(byte) - 0x80
        return table[index] == 0 ? nil : Unicode.Scalar(table[index])
    }

    private static let table: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
