import Testing

@testable import Jobs

/// Files as spreadsheets write them, and as nobody should.
struct CSVTests {
    private func rows(_ text: String) throws -> [[String]] {
        try CSVText(Array(text.utf8), limit: 100).rows.map(\.cells)
    }

    @Test(arguments: [";", ",", "\t"])
    func `the separator is found`(_ separator: String) throws {
        let text =
            ["Nom", "Prénom", "Rôles"].joined(separator: separator) + "\r\n"
            + ["Durand", "Zoé", "\"a\(separator)b\""].joined(separator: separator)
        #expect(try rows(text) == [["Nom", "Prénom", "Rôles"], ["Durand", "Zoé", "a\(separator)b"]])
    }

    @Test func `a comma in the headings of a list separated by semicolons does not mislead`() throws {
        #expect(try rows("Nom;\"Rôles, droits, accès\";Mail\nA;B;C")[1] == ["A", "B", "C"])
        #expect(try rows("sep=,\r\nNom,a;b;c;d\r\n1,2") == [["Nom", "a;b;c;d"], ["1", "2"]])
    }

    @Test func `quotes, doubled quotes and lines within a cell (RFC 4180)`() throws {
        #expect(
            try rows("a;b\n\"x \"\"y\"\" ;\r\nz\";  c  \r\"\";\"d\"\n") == [
                ["a", "b"], ["x \"y\" ;\r\nz", "c"], ["", "d"],
            ])
    }

    @Test func `empty rows are passed over and counted, as a spreadsheet counts`() throws {
        let text = try CSVText(Array("a;b\r\n\r\n;\r\nc;d".utf8), limit: 100)
        #expect(text.rows.map(\.number) == [1, 4])
    }

    @Test func `UTF-8 with and without its mark, UTF-16 and Windows-1252 are told apart`() throws {
        let text = "Nom;Prénom\nLefèvre;Zoé €"
        let units = Array(text.utf16)
        let windows = text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8($0.value) }
        let files: [([UInt8], CSVText.Encoding)] = [
            (Array(text.utf8), .utf8), ([0xEF, 0xBB, 0xBF] + Array(text.utf8), .utf8),
            ([0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, .utf16),
            ([0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, .utf16), (windows, .windows1252),
        ]
        for (bytes, encoding) in files {
            let read = try CSVText(bytes, limit: 10)
            #expect(read.encoding == encoding)
            #expect(read.rows.map(\.cells) == [["Nom", "Prénom"], ["Lefèvre", "Zoé €"]])
        }
    }

    @Test func `what is no list is refused in its own words`() throws {
        func refusal(_ bytes: [UInt8], limit: Int = 100) -> CSVText.Unreadable? {
            do {
                _ = try CSVText(bytes, limit: limit)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal([]) == .empty)
        #expect(refusal(Array(" \r\n;;\r\n".utf8)) == .empty)
        #expect(refusal([0x50, 0x4B, 0x03, 0x04, 1, 2]) == .workbook)
        #expect(refusal(Array("Nom;\0;x".utf8)) == .notText)
        #expect(refusal([0x4E, 0x81, 0x8D]) == .notText)
        #expect(refusal([0xFF, 0xFE, 0x41]) == .notText)
        #expect(refusal([0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00]) == .notText)
        #expect(refusal(Array("a;b\n\"c;d\n".utf8)) == .openQuote(row: 2))
        #expect(refusal(Array((String(repeating: "a;b\n", count: 12)).utf8), limit: 10) == .tooManyRows(limit: 10))
        #expect(refusal(Array(String(repeating: "\n", count: 20_001).utf8)) == .tooManyRows(limit: 100))
        #expect(refusal(Array(String(repeating: ";", count: 100).utf8)) == .tooLarge(row: 1))
        #expect(refusal(Array(("a;b\n" + String(repeating: "x", count: 5_000)).utf8)) == .tooLarge(row: 2))
        #expect(try CSVText(Array(String(repeating: "a;b\n", count: 11).utf8), limit: 10).rows.count == 11)
    }

    @Test(arguments: [
        "plain", "=1+1", "+33 1", "-x", "@sum", "'=1", "''-", "'tis", "a;b", "say \"hi\"", "two\nlines", "＝x", "'",
        "''",
        "Jean-Luc", "l'hôpital", "<script>",
    ])
    func `a cell that is written comes back as it was`(_ cell: String) throws {
        let written = CSVCell.written(cell)
        let bare = written.drop { $0 == "\"" }
        #expect(!"=+-@＝".contains(bare.first ?? " "))
        #expect(try rows("h;i\n\(written);x")[1][0] == cell)
    }

    @Test func `whatever bytes come, they are read or refused`() {
        var state: UInt64 = 41_80
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let seed = Array("Nom;Prénom;\"Adresse, mail\"\r\nDurand;\"Zoé \"\"Z\"\"\";zoe@x.fr\r\n".utf8)
        let interesting: [UInt8] = [0, 9, 10, 13, 34, 39, 44, 59, 61, 128, 195, 239, 255]
        for _ in 0..<5_000 {
            var bytes = seed
            for _ in 0...next(8) {
                let place = next(bytes.count)
                switch next(4) {
                case 0: bytes[place] = interesting[next(interesting.count)]
                case 1: bytes.insert(interesting[next(interesting.count)], at: place)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 3))
                default: bytes += bytes[..<place]
                }
                if bytes.isEmpty { bytes = seed }
            }
            if let text = try? CSVText(bytes, limit: 1_000) {
                #expect(text.rows.allSatisfy { $0.cells.count <= CSVText.cellLimit })
            }
        }
    }
}
