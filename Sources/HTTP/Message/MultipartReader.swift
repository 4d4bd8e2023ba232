/// Goes through the bytes of a `multipart/form-data` body once, from part to part.
struct MultipartReader {
    private let bytes: [UInt8]
    /// `CR LF -- boundary`: no part may hold it.
    private let delimiter: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8], boundary: [UInt8]) {
        self.bytes = bytes
        delimiter = [0x0D, 0x0A, 0x2D, 0x2D] + boundary
    }

    mutating func form() throws(HTTPError) -> MultipartForm {
        guard takes(delimiter.dropFirst(2)) else { throw .malformed("a form that does not begin with its boundary") }
        var fields: [(name: String, value: String)] = []
        var files: [UploadedFile] = []
        while !takes("--".utf8) {
            guard takes("\r\n".utf8) else { throw .malformed("a boundary that is not at the end of its line") }
            guard fields.count + files.count < MultipartForm.maximumParts else {
                throw .malformed("more parts than allowed")
            }
            let about = try disposition()
            guard let end = nextDelimiter() else { throw .malformed("a part without an end") }
            let content = bytes[place..<end]
            place = end + delimiter.count
            if let file = about.file {
                guard !file.isEmpty || !content.isEmpty else { continue }
                files.append(UploadedFile(field: about.name, name: Self.lastName(of: file), bytes: Array(content)))
            } else {
                guard !content.contains(0), let text = String(validating: content, as: UTF8.self) else {
                    throw .malformed("a field that is not UTF-8, or with a NUL")
                }
                fields.append((about.name, text))
            }
        }
        _ = takes("\r\n".utf8)
        guard place == bytes.count else { throw .malformed("something after the last part") }
        return MultipartForm(fields: Parameters(fields), files: files)
    }

    // MARK: - The head of a part

    private struct Disposition {
        let name: String
        let file: String?
    }

    private mutating func disposition() throws(HTTPError) -> Disposition {
        var found: Disposition?
        let limit = min(bytes.count, place + MultipartForm.headerLimit)
        while true {
            guard let end = lineEnd(before: limit) else {
                throw .malformed("a part whose head is too long or has no end")
            }
            let line = bytes[place..<end]
            place = end + 2
            if line.isEmpty { break }
            guard let text = String(validating: line, as: UTF8.self),
                !line.contains(where: { $0 < 0x20 && $0 != 0x09 }),
                let colon = text.firstIndex(of: ":"), text.first != " ", text.first != "\t"
            else { throw .malformed("a part's field that cannot be read") }
            switch text[..<colon].lowercased() {
            case "content-disposition":
                guard found == nil else { throw .malformed("a part with two names") }
                found = try Self.disposition(text[text.index(after: colon)...])
            case "content-transfer-encoding":
                let encoding = text[text.index(after: colon)...].lowercased().filter { $0 != " " }
                guard ["binary", "8bit", "7bit"].contains(encoding) else {
                    throw .malformed("a part in another transfer encoding")
                }
            default: continue  // RFC 7578 §4.8
            }
        }
        guard let found else { throw .malformed("a part without a name") }
        return found
    }

    /// `form-data; name="fichier"; filename="arrivées.csv"`
    private static func disposition(_ text: Substring) throws(HTTPError) -> Disposition {
        var rest = text.drop { $0 == " " }
        guard rest.lowercased().hasPrefix("form-data") else { throw .malformed("a part that is no field of a form") }
        rest = rest.dropFirst("form-data".count)
        var values: [String: String] = [:]
        while !rest.isEmpty {
            rest = rest.drop { $0 == " " }
            guard rest.first == ";" else { throw .malformed("a part's name that cannot be read") }
            rest = rest.dropFirst().drop { $0 == " " }
            guard let mark = rest.firstIndex(of: "=") else { throw .malformed("a part's name that cannot be read") }
            let key = rest[..<mark].lowercased()
            rest = rest[rest.index(after: mark)...]
            // `filename*` is forbidden here (RFC 7578 §4.2), and any other parameter unknown.
            guard key == "name" || key == "filename", values[key] == nil, rest.first == "\"" else {
                throw .malformed("a part's name that cannot be read")
            }
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: "\"") else { throw .malformed("a part's name without an end") }
            values[key] = unescaped(rest[..<end])
            rest = rest[rest.index(after: end)...]
        }
        guard let name = values["name"], !name.isEmpty, name.utf8.count <= 200 else {
            throw .malformed("a part without a name")
        }
        return Disposition(name: name, file: values["filename"])
    }

    /// Browsers write the three characters that cannot stand in a quoted name as `%22`, `%0D`, `%0A` (HTML, §4.10.21.8).
    private static func unescaped(_ text: Substring) -> String {
        guard text.contains("%") else { return String(text) }
        var result = ""
        var rest = text
        while let character = rest.first {
            if character == "%" {
                let escape = rest.prefix(3).uppercased()
                if let plain = ["%22": "\"", "%0D": " ", "%0A": " "][escape] {
                    result += plain
                    rest = rest.dropFirst(3)
                    continue
                }
            }
            result.append(character)
            rest = rest.dropFirst()
        }
        return result
    }

    /// Old browsers send the whole path.
    private static func lastName(of path: String) -> String {
        String((path.split { $0 == "/" || $0 == "\\" }.last ?? "").prefix(200))
    }

    // MARK: - Bytes

    /// Goes past these bytes if they come next.
    private mutating func takes(_ expected: some Collection<UInt8>) -> Bool {
        guard bytes[place...].starts(with: expected) else { return false }
        place += expected.count
        return true
    }

    private func lineEnd(before limit: Int) -> Int? {
        var index = place
        while index + 1 < limit {
            if bytes[index] == 0x0D, bytes[index + 1] == 0x0A { return index }
            index += 1
        }
        return nil
    }

    private func nextDelimiter() -> Int? {
        let last = bytes.count - delimiter.count
        var index = place
        while index <= last {
            if bytes[index] == 0x0D, bytes[index + 1] == 0x0A, bytes[index + 2] == 0x2D,
                bytes[(index + 3)..<(index + delimiter.count)].elementsEqual(delimiter.dropFirst(3))
            {
                return index
            }
            index += 1
        }
        return nil
    }
}
