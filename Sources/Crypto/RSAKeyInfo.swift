/// The SubjectPublicKeyInfo of an RSA key from its numbers (RFC 5280 §4.1.2.7, RFC 8017 §A.1.1).
enum RSAKeyInfo {
    /// `SEQUENCE { rsaEncryption, NULL }`.
    private static let algorithm: [UInt8] = [
        0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00,
    ]

    /// DER; whether the numbers are those of a key is for the reader of it.
    static func der(modulus: [UInt8], exponent: [UInt8]) -> [UInt8] {
        let key = tagged(0x30, integer(modulus) + integer(exponent))
        return tagged(0x30, algorithm + tagged(0x03, [0] + key))
    }

    /// A non-negative INTEGER: no leading zeros, save one before a set top bit.
    private static func integer(_ bytes: [UInt8]) -> [UInt8] {
        var value = Array(bytes.drop { $0 == 0 })
        if value.isEmpty || value[0] >= 0x80 { value.insert(0, at: 0) }
        return tagged(0x02, value)
    }

    /// An element shorter than 64 KiB.
    private static func tagged(_ tag: UInt8, _ body: [UInt8]) -> [UInt8] {
        let length: [UInt8] =
            switch body.count {
            case ..<0x80: [UInt8(body.count)]
            case ..<0x100: [0x81, UInt8(body.count)]
            default: [0x82, UInt8(truncatingIfNeeded: body.count >> 8), UInt8(truncatingIfNeeded: body.count)]
            }
        return [tag] + length + body
    }
}
