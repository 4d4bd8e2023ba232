/// The one algorithm behind base64, base32 and hexadecimal: bytes cut into digits of 4, 5 or 6 bits.
enum BitGroups {
    /// Inlined, so that the width is a constant in the loop.
    @inline(__always)
    static func encode(_ bytes: [UInt8], bitsPerDigit: Int, alphabet: [UInt8], padTo: Int) -> [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity((bytes.count * 8 + bitsPerDigit - 1) / bitsPerDigit + padTo)
        let mask = 1 << bitsPerDigit - 1
        var pending = 0
        var bits = 0
        for byte in bytes {
            pending = (pending << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= bitsPerDigit {
                bits -= bitsPerDigit
                digits.append(alphabet[pending >> bits & mask])
            }
        }
        if bits > 0 { digits.append(alphabet[pending << (bitsPerDigit - bits) & mask]) }
        while digits.count % padTo != 0 { digits.append(UInt8(ascii: "=")) }
        return digits
    }

    /// Nil for a foreign digit, a digit that adds no whole byte, or left-over bits that are not zero: so that each value
    /// has exactly one spelling.
    @inline(__always)
    static func decode(_ digits: [UInt8], bitsPerDigit: Int, values: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count * bitsPerDigit / 8)
        var pending = 0
        var bits = 0
        for digit in digits {
            let value = values[Int(digit)]
            guard value != foreign else { return nil }
            pending = (pending << bitsPerDigit | Int(value)) & 0xFFFF
            bits += bitsPerDigit
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
            }
        }
        guard bits < bitsPerDigit, pending & (1 << bits - 1) == 0 else { return nil }
        return bytes
    }

    /// Digit to value, 256 entries.
    static func values(of alphabet: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: foreign, count: 256)
        for (value, digit) in alphabet.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }

    private static let foreign: UInt8 = 0xFF
}
