import Testing

@testable import HTTP

/// Requests with a few bytes changed, always the same ones: whatever comes, the server answers the next client.
struct MutationTests {
    private static let seeds = [
        "GET /qui?a=b%20c&d HTTP/1.1\r\nHost: localhost\r\nCookie: session=1; lang=fr\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n",
        "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na=b&c=%C3",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nT: x\r\n\r\n",
    ]
    private static let interesting: [UInt8] = [0, 9, 10, 13, 32, 37, 43, 48, 57, 58, 59, 61, 128, 195, 255]

    @Test func `mutated requests never harm the server`() throws {
        let site = try TestSite(change: {
            // Many end in the middle: they shall not take long.
            $0.headerTime = .milliseconds(100)
            $0.bodyTime = .milliseconds(100)
        })
        var random = SplitMix(state: 2026)
        for round in 0..<900 {
            var bytes = Array(MutationTests.seeds[round % MutationTests.seeds.count].utf8)
            for _ in 0...Int.random(in: 0..<4, using: &random) { mutate(&bytes, &random) }
            let client = site.client()
            client.send(bytes)
            let status = client.answer()?.status ?? 0
            #expect(status < 500 || status == 505, "\(String(decoding: bytes, as: UTF8.self)) was answered \(status)")
        }
        #expect(site.ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")?.body == "home")
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let position = Int.random(in: 0..<bytes.count, using: &random)
        let byte = MutationTests.interesting.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[position] = byte
        case 1: bytes.insert(byte, at: position)
        case 2: if bytes.count > 1 { bytes.remove(at: position) }
        case 3: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        default: bytes.insert(contentsOf: bytes[..<position], at: position)
        }
    }
}

/// A small generator with a seed, so that a failure comes back.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
