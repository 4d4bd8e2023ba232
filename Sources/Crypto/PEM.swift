/// The textual envelope of keys and certificates (RFC 7468).
package enum PEM {
    /// Base64 in lines of 64 between BEGIN and END, with a final line feed.
    package static func encode(_ der: [UInt8], label: String) -> [UInt8] {
        let digits = Base64.encodedBytes(der)
        var text = Array("-----BEGIN \(label)-----\n".utf8)
        for start in stride(from: 0, to: digits.count, by: 64) {
            text += digits[start..<min(start + 64, digits.count)]
            text.append(UInt8(ascii: "\n"))
        }
        return text + Array("-----END \(label)-----\n".utf8)
    }

    /// The DER of the first block of that label, or nil. Text before and after the block is passed over, as tools write
    /// notes there.
    package static func decode(_ text: [UInt8], label: String) -> [UInt8]? {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }.map(trimmed)
        guard let begin = lines.firstIndex(where: { $0.elementsEqual("-----BEGIN \(label)-----".utf8) }),
            let end = lines[begin...].firstIndex(where: { $0.elementsEqual("-----END \(label)-----".utf8) })
        else { return nil }
        return Base64.decode(Array(lines[(begin + 1)..<end].joined()))
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, last == 0x20 || last == 0x09 { line.removeLast() }
        return line
    }
}
