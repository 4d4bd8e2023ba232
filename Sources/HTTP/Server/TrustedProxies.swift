/// The reverse proxies whose word about the browser's address and scheme counts.
package struct TrustedProxies: Hashable, Sendable {
    private let blocks: [AddressBlock]

    /// Nobody's word counts; the connection's address is the client's.
    package static let none = TrustedProxies(blocks: [])

    /// Reads a list of addresses, blocks (`10.0.0.0/8`, `fd00::/8`) and the word `loopback`; nil when one is neither.
    package init?(_ list: [String]) {
        var blocks: [AddressBlock] = []
        for entry in list {
            if entry == "loopback" {
                blocks += AddressBlock.loopback
            } else if let block = AddressBlock(entry) {
                blocks.append(block)
            } else {
                return nil
            }
        }
        self.init(blocks: blocks)
    }

    private init(blocks: [AddressBlock]) {
        self.blocks = blocks
    }

    /// Whether the word of this address counts.
    package func contains(_ address: IPAddress) -> Bool {
        blocks.contains { $0.contains(address) }
    }

    /// The browser's address, and whether it came by https.
    ///
    /// `X-Forwarded-For` is read from its right end, where our own proxies wrote, up to the first address that is not
    /// trusted; what stands further left anybody could have written. The header counts for nothing from other peers.
    package func client(peer: IPAddress, headers: Headers) -> (address: IPAddress, isSecure: Bool) {
        guard contains(peer) else { return (peer, false) }
        let proto = headers.all("x-forwarded-proto").last.flatMap { TrustedProxies.parts($0).last }
        var client = peer
        var hops = headers.all("x-forwarded-for").flatMap(TrustedProxies.parts)
        while contains(client), let hop = hops.popLast(), let address = IPAddress(hop) {
            client = address
        }
        return (client, proto?.lowercased() == "https")
    }

    /// What stands between commas, without the white space around it.
    private static func parts(_ value: String) -> [Substring] {
        func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        return value.utf8.split(separator: UInt8(ascii: ",")).map { part in
            let begun = part.drop(while: isSpace)
            let end = begun.lastIndex { !isSpace($0) }.map(begun.index(after:)) ?? begun.startIndex
            return Substring(begun[..<end])
        }
    }
}

/// An address with the number of leading bits that count (CIDR).
struct AddressBlock: Hashable, Sendable {
    private let address: IPAddress
    private let bits: Int

    static let loopback = [
        AddressBlock(address: IPAddress(bytes: [127, 0, 0, 0]), bits: 8),
        AddressBlock(address: IPAddress(bytes: [UInt8](repeating: 0, count: 15) + [1]), bits: 128),
    ]

    private init(address: IPAddress, bits: Int) {
        self.address = address
        self.bits = bits
    }

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(parts[0]) else { return nil }
        let width = address.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : width, (0...width).contains(bits) else { return nil }
        self.init(address: address, bits: bits)
    }

    func contains(_ other: IPAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        let whole = bits / 8
        guard other.bytes[..<whole] == address.bytes[..<whole] else { return false }
        let rest = bits % 8
        return rest == 0 || (other.bytes[whole] ^ address.bytes[whole]) >> (8 - rest) == 0
    }
}
