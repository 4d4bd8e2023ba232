/// Base32 (RFC 4648 §6) in lower case without padding: persistent NameIDs, which some service providers fold to one case.
package enum Base32 {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    private static let values = BitGroups.values(of: alphabet)

    /// Lower case, no padding.
    package static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: BitGroups.encode(bytes, bitsPerDigit: 5, alphabet: alphabet, padTo: 1), as: UTF8.self)
    }

    /// The bytes, or nil for anything that `encode` would not have written.
    package static func decode(_ text: String) -> [UInt8]? {
        BitGroups.decode(Array(text.utf8), bitsPerDigit: 5, values: values)
    }
}

/// Hexadecimal in lower case.
package enum Hex {
    private static let alphabet = Array("0123456789abcdef".utf8)
    private static let values = BitGroups.values(of: alphabet)

    /// Two lower-case digits a byte.
    package static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: BitGroups.encode(bytes, bitsPerDigit: 4, alphabet: alphabet, padTo: 1), as: UTF8.self)
    }

    /// The bytes, or nil for anything that `encode` would not have written (upper case included).
    package static func decode(_ text: String) -> [UInt8]? {
        BitGroups.decode(Array(text.utf8), bitsPerDigit: 4, values: values)
    }
}
