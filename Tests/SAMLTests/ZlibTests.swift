import Testing

@testable import SAML

@Suite struct ZlibTests {
    @Test func `what was deflated inflates to the same bytes`() {
        for count in [0, 1, 100, 10_000, 65_536] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
            #expect(Zlib.inflateRaw(Zlib.deflateRaw(bytes), limit: 65_536) == .content(bytes))
        }
    }

    @Test func `one byte past the limit is too long, and so is a bomb`() {
        let bytes = [UInt8](repeating: 0x61, count: 65_537)
        #expect(Zlib.inflateRaw(Zlib.deflateRaw(bytes), limit: 65_536) == .tooLong)
        let bomb = Zlib.deflateRaw([UInt8](repeating: 0, count: 50_000_000))
        #expect(bomb.count < 60_000)
        #expect(Zlib.inflateRaw(bomb, limit: 65_536) == .tooLong)
    }

    @Test func `a stream that is cut, broken or followed by bytes is malformed`() {
        let stream = Zlib.deflateRaw(Array("<samlp:AuthnRequest/>".utf8))
        for length in 0..<stream.count {
            #expect(Zlib.inflateRaw(Array(stream[..<length]), limit: 1_000) == .malformed)
        }
        #expect(Zlib.inflateRaw(stream + [0], limit: 1_000) == .malformed)
        #expect(Zlib.inflateRaw(stream + stream, limit: 1_000) == .malformed)
        #expect(Zlib.inflateRaw([0xFF, 0xFF, 0xFF, 0xFF], limit: 1_000) == .malformed)
        // The zlib format (RFC 1950), which some libraries send by mistake, is not raw DEFLATE.
        #expect(Zlib.inflateRaw([0x78, 0x9C, 0x4B, 0x04, 0x00, 0x00, 0x62, 0x00, 0x62], limit: 1_000) == .malformed)
    }
}
