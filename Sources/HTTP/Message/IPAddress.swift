/// An IPv4 or IPv6 address; an IPv4 address written in IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4 or 16 bytes, in network order.
    package let bytes: [UInt8]

    /// 127.0.0.1
    package static let loopback = IPAddress(bytes: [127, 0, 0, 1])

    /// From 4 or 16 bytes in network order.
    init(bytes: [UInt8]) {
        let isMapped = bytes.count == 16 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
        self.bytes = isMapped ? Array(bytes[12...]) : bytes
    }

    /// From text: dotted decimal, or IPv6 without zone and brackets; nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard let bytes = text.contains(":") ? IPAddress.version6(Substring(text)) : IPAddress.version4(Substring(text))
        else { return nil }
        self.init(bytes: bytes)
    }

    /// Whether the address is this machine's own.
    package var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
    }

    /// What limits count together: an IPv4 address, or the /64 that one IPv6 household has.
    package var countedTogether: IPAddress {
        bytes.count == 4 ? self : IPAddress(bytes: bytes[..<8] + [UInt8](repeating: 0, count: 8))
    }

    /// Dotted decimal, or IPv6 with its longest run of zeroes left out (RFC 5952).
    package var description: String {
        if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        let zeroes = IPAddress.longestZeroRun(groups)
        func hexadecimal(_ part: ArraySlice<UInt16>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        if zeroes.count < 2 { return hexadecimal(groups[...]) }
        return hexadecimal(groups[..<zeroes.lowerBound]) + "::" + hexadecimal(groups[zeroes.upperBound...])
    }

    private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int> {
        var best = 0..<0
        var start = 0
        for position in 0...groups.count where position == groups.count || groups[position] != 0 {
            if position - start > best.count { best = start..<position }
            start = position + 1
        }
        return best
    }

    private static func version4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            let isDecimal = part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard isDecimal, part.count <= 3, part == "0" || part.first != "0", let byte = UInt8(part) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }

    private static func version6(_ text: Substring) -> [UInt8]? {
        guard text.utf8.count <= 45 else { return nil }
        guard let gap = text.rangeOfDoubleColon else {
            return groups(text).flatMap { $0.count == 16 ? $0 : nil }
        }
        let before = text[..<gap.lowerBound]
        let after = text[gap.upperBound...]
        guard !before.contains("."), let head = before.isEmpty ? [] : groups(before),
            let tail = after.isEmpty ? [] : groups(after),
            head.count + tail.count <= 14
        else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    private static func groups(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (position, part) in parts.enumerated() {
            if part.contains(".") {
                guard position == parts.count - 1, let last = version4(part) else { return nil }
                bytes += last
            } else {
                let isHexadecimal = part.utf8.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
                guard isHexadecimal, (1...4).contains(part.utf8.count), let group = UInt16(part, radix: 16) else {
                    return nil
                }
                bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
            }
        }
        return bytes.count <= 16 ? bytes : nil
    }
}

extension Substring {
    fileprivate var rangeOfDoubleColon: Range<Index>? {
        var position = startIndex
        while position < endIndex {
            let next = index(after: position)
            if next < endIndex, self[position] == ":", self[next] == ":" { return position..<index(after: next) }
            position = next
        }
        return nil
    }
}
