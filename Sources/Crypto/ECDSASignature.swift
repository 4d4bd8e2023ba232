/// The two spellings of an ECDSA signature: OpenSSL's DER `SEQUENCE { INTEGER r, INTEGER s }` and XML Signature's r ‖ s
/// (XML Signature 1.1 §6.4.3).
enum ECDSASignature {
    /// DER to r ‖ s. The input is what OpenSSL made; anything else is an error.
    static func concatenated(der: [UInt8], scalarBytes: Int) throws(CryptoError) -> [UInt8] {
        var reader = Reader(rest: der[...])
        guard reader.open(tag: 0x30), let r = reader.integer(scalarBytes), let s = reader.integer(scalarBytes),
            reader.rest.isEmpty
        else { throw .library(operation: "signing", detail: "an ECDSA signature that is not DER") }
        return r + s
    }

    /// r ‖ s to DER. A value of another length than twice the curve's is not a signature.
    static func der(concatenated signature: [UInt8], scalarBytes: Int) throws(CryptoError) -> [UInt8] {
        guard signature.count == 2 * scalarBytes else { throw .signatureInvalid }
        let body = integer(signature.prefix(scalarBytes)) + integer(signature.suffix(scalarBytes))
        return [0x30] + length(body.count) + body
    }

    /// A non-negative DER INTEGER: no leading zeros, save one before a set top bit.
    private static func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var value = Array(bytes.drop { $0 == 0 })
        if value.isEmpty || value[0] >= 0x80 { value.insert(0, at: 0) }
        return [0x02] + length(value.count) + value
    }

    /// A DER length below 256: P-521 needs two bytes, nothing needs three.
    private static func length(_ count: Int) -> [UInt8] {
        count < 0x80 ? [UInt8(count)] : [0x81, UInt8(count)]
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func length() -> Int? {
            guard let first = rest.popFirst() else { return nil }
            if first < 0x80 { return Int(first) }
            guard first == 0x81, let second = rest.popFirst() else { return nil }
            return Int(second)
        }

        /// Enters a structure that must reach to the end.
        mutating func open(tag: UInt8) -> Bool {
            guard rest.popFirst() == tag, let count = length() else { return false }
            return count == rest.count
        }

        /// An INTEGER, left-padded with zeros to `size` bytes.
        mutating func integer(_ size: Int) -> [UInt8]? {
            guard rest.popFirst() == 0x02, let count = length(), count <= rest.count else { return nil }
            let value = rest.prefix(count).drop { $0 == 0 }
            rest = rest.dropFirst(count)
            guard value.count <= size else { return nil }
            return [UInt8](repeating: 0, count: size - value.count) + value
        }
    }
}
