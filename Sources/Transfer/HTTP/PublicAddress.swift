/// Which addresses of the Internet protocol are hosts of the public Internet (IANA's special-purpose registries).
///
/// A URL from outside must not make this machine speak to itself or to its neighbours (server-side request forgery).
enum PublicAddress {
    /// - Parameter bytes: 4 or 16, in network order; anything else is no address.
    static func contains(_ bytes: [UInt8]) -> Bool {
        switch bytes.count {
        case 4: !reservedIPv4.contains { $0.contains(bytes) }
        case 16: isPublicIPv6(bytes)
        default: false
        }
    }

    private static func isPublicIPv6(_ bytes: [UInt8]) -> Bool {
        // An IPv4 address in IPv6 clothes is the IPv4 address: mapped, NAT64 (RFC 6052), 6to4 (RFC 3056).
        if mapped.contains(bytes) || translated.contains(bytes) { return contains(Array(bytes[12...])) }
        if sixToFour.contains(bytes) { return contains(Array(bytes[2..<6])) }
        return global.contains(bytes) && !reservedIPv6.contains { $0.contains(bytes) }
    }

    /// The addresses that begin with the same bits.
    private struct Block {
        let bytes: [UInt8]
        let bits: Int

        init(_ bytes: [UInt8], _ bits: Int) {
            self.bytes = bytes
            self.bits = bits
        }

        func contains(_ address: [UInt8]) -> Bool {
            for position in 0..<(bits + 7) / 8 {
                let kept = min(8, bits - position * 8)
                let mask = UInt8(truncatingIfNeeded: 0xFF00 >> kept)
                let wanted = position < bytes.count ? bytes[position] : 0
                if address[position] & mask != wanted & mask { return false }
            }
            return true
        }
    }

    private static let reservedIPv4 = [
        Block([0], 8), Block([10], 8), Block([100, 64], 10), Block([127], 8), Block([169, 254], 16),
        Block([172, 16], 12), Block([192, 0, 0], 24), Block([192, 0, 2], 24), Block([192, 88, 99], 24),
        Block([192, 168], 16), Block([198, 18], 15), Block([198, 51, 100], 24), Block([203, 0, 113], 24),
        Block([224], 3),
    ]
    private static let mapped = Block([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 96)
    private static let translated = Block([0, 0x64, 0xFF, 0x9B], 96)
    private static let sixToFour = Block([0x20, 0x02], 16)
    private static let global = Block([0x20], 3)
    /// Within 2000::/3: protocol assignments (Teredo, benchmarking, ORCHID …), documentation.
    private static let reservedIPv6 = [
        Block([0x20, 0x01, 0], 23), Block([0x20, 0x01, 0x0D, 0xB8], 32), Block([0x3F, 0xFF], 20),
    ]
}
