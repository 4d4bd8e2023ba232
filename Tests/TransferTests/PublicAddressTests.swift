import Testing

@testable import Transfer

/// Addresses by name, as an attacker would choose them (IANA's special-purpose registries).
struct PublicAddressTests {
    static func bytes(_ text: String) -> [UInt8] {
        guard text.contains(":") else { return text.split(separator: ".").compactMap { UInt8($0) } }
        let halves = text.split(separator: "::", omittingEmptySubsequences: false).map { half in
            half.split(separator: ":").flatMap { group -> [UInt8] in
                if group.contains(".") { return bytes(String(group)) }
                let number = UInt16(group, radix: 16) ?? 0
                return [UInt8(number >> 8), UInt8(number & 0xFF)]
            }
        }
        let head = halves[0]
        let tail = halves.count > 1 ? halves[1] : []
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    @Test(arguments: [
        "8.8.8.8", "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1",
        "192.167.1.1", "193.0.0.1", "198.17.0.1", "198.20.0.1", "223.255.255.255", "2a00:1450:4007:80c::200e",
        "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1",
    ])
    func `a host of the Internet is public`(address: String) {
        #expect(PublicAddress.contains(Self.bytes(address)))
    }

    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.255",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1",
        "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2001:2::1", "2002:7f00:1::1",
        "2002:a00:1::1", "3fff::1", "fc00::1", "fd00::1", "fe80::1", "fec0::1", "ff02::1",
    ])
    func `this machine, private networks and nobody are not`(address: String) {
        #expect(!PublicAddress.contains(Self.bytes(address)))
    }

    @Test func `what is no address is not`() {
        #expect(!PublicAddress.contains([]))
        #expect(!PublicAddress.contains([8, 8, 8]))
    }
}
