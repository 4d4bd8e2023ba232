import Crypto
import Testing

struct DigestTests {
    @Test func `digests are FIPS 180's`() {
        let abc = Array("abc".utf8)
        #expect(Hex.encode(Digest.sha256(abc)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Hex.encode(Digest.sha256([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(Hex.encode(Digest.sha384(abc)).hasPrefix("cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"))
        #expect(Hex.encode(Digest.sha512(abc)).hasPrefix("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2"))
        #expect(DigestAlgorithm.allCases.map { $0.digest(abc).count } == [32, 48, 64])
    }

    @Test func `HMAC-SHA-256 is RFC 4231's`() {
        let mac = Digest.hmacSHA256(key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8))
        #expect(Hex.encode(mac) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(Digest.hmacSHA256(key: [], message: []).count == 32)
    }

    @Test func `equal says whether all bytes are the same`() {
        #expect(Digest.equal([], []))
        #expect(Digest.equal([1, 2], [1, 2]))
        #expect(!Digest.equal([1, 2], [1, 3]))
        #expect(!Digest.equal([1, 2], [1, 2, 3]))
    }

    @Test func `tokens are 256 bits and never the same`() {
        let tokens = Set((0..<1000).map { _ in Randomness.system.token() })
        #expect(tokens.count == 1000)
        #expect(tokens.allSatisfy { Base64URL.decode($0)?.count == 32 })
    }
}
