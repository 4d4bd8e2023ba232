import FoundationEssentials
import Testing

@testable import HTTP

/// Forms with files (RFC 7578), as browsers send them and as nobody should.
struct MultipartTests {
    private func read(_ body: [UInt8], _ type: String = "multipart/form-data; boundary=XX") throws -> MultipartForm {
        try Request(.post, "/", headers: ["content-type": type], body: body, receivedAt: Date()).multipartForm()
    }

    private func read(_ text: String, _ type: String = "multipart/form-data; boundary=XX") throws -> MultipartForm {
        try read(Array(text.utf8), type)
    }

    private let sent =
        "--XX\r\nContent-Disposition: form-data; name=\"jeton\"\r\n\r\nabc=&%\r\n"
        + "--XX\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"arriv\u{E9}es %22mars%22.csv\"\r\n"
        + "Content-Type: text/csv\r\n\r\nNom;Pr\u{E9}nom\r\n--XY\r\n\r\n--XX--\r\n"

    @Test func `text fields and a file, as Firefox and Chromium write them`() throws {
        let form = try read(sent)
        #expect(form.fields.fields == [Parameters.Field(name: "jeton", value: "abc=&%")])
        let file = try #require(form.file("fichier"))
        #expect(file.name == "arriv\u{E9}es \"mars\".csv")
        // What only resembles the boundary belongs to the content, and so does the last line end.
        #expect(String(decoding: file.bytes, as: UTF8.self) == "Nom;Pr\u{E9}nom\r\n--XY\r\n")
    }

    @Test func `a file's bytes come as they are`() throws {
        let all = (0...255).map(UInt8.init) + [13, 10, 45, 45, 88, 13, 10]
        let head = "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"C:\\temp\\a.bin\"\r\n\r\n"
        let form = try read(Array(head.utf8) + all + Array("\r\n--XX--".utf8))
        #expect(form.file("f")?.bytes == all)
        #expect(form.file("f")?.name == "a.bin")
    }

    @Test func `a file field left empty is no file`() throws {
        let form = try read(
            "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--XX--\r\n"
        )
        #expect(form.files.isEmpty)
        #expect(form.fields.fields.isEmpty)
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a b",
        "multipart/form-data; boundary=XX; boundary=YY", "multipart/form-data; charset=utf-8", "text/csv",
        "multipart/mixed; boundary=XX", "multipart/form-data; boundary=\(String(repeating: "X", count: 71))",
        "application/x-www-form-urlencoded",
    ])
    func `another content type is no form with files`(_ type: String) throws {
        #expect(throws: HTTPError.notAForm) { try read(sent, type) }
    }

    @Test func `a quoted boundary is one`() throws {
        #expect(try read(sent, "Multipart/Form-Data; BOUNDARY=\"XX\"").files.count == 1)
    }

    private static let field = "Content-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n"

    @Test(arguments: [
        "", "--XX", "--XX\r\n", "preamble\r\n--XX\r\n\(field)--XX--\r\n", "--XX\r\n\(field)--XX",
        "--XX\r\n\(field)--XX--\r\nmore", "--XX\n\(field)--XX--", "--XX junk\r\n\(field)--XX--\r\n",
        "--XX\r\n\r\nx\r\n--XX--\r\n", "--XX\r\nContent-Type: text/plain\r\n\r\nx\r\n--XX--\r\n",
        "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--XX--\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--XX--\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--XX--\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''a\r\n\r\nx\r\n--XX--\r\n",
        "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--XX--\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--XX--\r\n",
        "--XX\r\nContent-Disposition: form-data;\r\n name=\"a\"\r\n\r\nx\r\n--XX--\r\n",
        "--XX\r\nContent-Transfer-Encoding: base64\r\n\(field)--XX--\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"b\"\r\n\(field)--XX--\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\0\r\n--XX--\r\n",
        "--XX\r\nX: \(String(repeating: "y", count: 3000))\r\n\(field)--XX--\r\n",
    ])
    func `a body that can be read in two ways is refused`(_ body: String) throws {
        #expect {
            try read(body)
        } throws: { error in
            if case HTTPError.malformed = error { true } else { false }
        }
    }

    @Test func `a field that is not UTF-8 is refused, and so are too many parts`() throws {
        let latin = Array("--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".utf8) + [0xE9]
        #expect(throws: HTTPError.self) { try read(latin + Array("\r\n--XX--\r\n".utf8)) }
        let part = "--XX\r\n\(Self.field)"
        #expect(try read(String(repeating: part, count: 100) + "--XX--\r\n").fields.fields.count == 100)
        #expect(throws: HTTPError.self) { try read(String(repeating: part, count: 101) + "--XX--\r\n") }
    }

    @Test func `whatever bytes come, they are read or refused`() throws {
        var random = SplitMix(state: 7578)
        let seed = Array(sent.utf8)
        let interesting: [UInt8] = [0, 9, 10, 13, 32, 34, 37, 45, 58, 59, 61, 88, 128, 255]
        for _ in 0..<4_000 {
            var bytes = seed
            for _ in 0...Int.random(in: 0..<6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = interesting.randomElement(using: &random) ?? 0
                case 1: bytes.insert(interesting.randomElement(using: &random) ?? 0, at: place)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 5))
                default: bytes.insert(contentsOf: bytes[..<place], at: place)
                }
                if bytes.isEmpty { bytes = seed }
            }
            if let form = try? read(bytes) {
                #expect(form.fields.fields.allSatisfy { !$0.value.utf8.contains(0) && !$0.name.isEmpty })
                #expect(form.files.allSatisfy { !$0.name.contains("/") && $0.bytes.count < bytes.count })
            }
        }
    }

    @Test func `four mebibytes are read without delay`() throws {
        let lines = Array(repeating: UInt8(13), count: 2_000_000) + Array(repeating: UInt8(10), count: 2_100_000)
        let head = "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n"
        let begin = ContinuousClock.now
        #expect(try read(Array(head.utf8) + lines + Array("\r\n--XX--\r\n".utf8)).file("f")?.bytes.count == 4_100_000)
        #expect(ContinuousClock.now - begin < .seconds(5))
    }
}
