import Crypto
import Testing

struct EncodingTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `base64 is RFC 4648's`(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zg===", "Z===", "====", "=", "Zh==", "Zm9=", "Zm9v\n", "Zm 9v", "Zm9_", "Zg==Zg==", "é",
    ])
    func `base64 that is not strict is refused`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test func `base64 lets white space pass only where it is told to`() {
        let plain = Array("foobar".utf8)
        #expect(Base64.decode("Zm9v\r\nYmFy\r\n", allowing: .lineBreaks) == plain)
        #expect(Base64.decode("Zm9v Ymfy", allowing: .lineBreaks) == nil)
        #expect(Base64.decode("\n  Zm9v\t\n  YmFy\n", allowing: .any) == plain)
        #expect(Base64.decode("Zm9v\u{0B}YmFy", allowing: .any) == nil)
    }

    @Test func `base64url has no padding and no plus or slash`() {
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        #expect(Base64URL.decode("-_8") == [0xFB, 0xFF])
        #expect(Base64URL.decode("-_8=") == nil)
        #expect(Base64URL.decode("+/8") == nil)
        #expect(Base64URL.decode("-_9") == nil)
        #expect(Base64URL.decode("A") == nil)
    }

    @Test(arguments: [
        ("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foob", "mzxw6yq"), ("fooba", "mzxw6ytb"),
    ])
    func `base32 is RFC 4648's in lower case without padding`(plain: String, encoded: String) {
        #expect(Base32.encode(Array(plain.utf8)) == encoded)
        #expect(Base32.decode(encoded) == Array(plain.utf8))
    }

    @Test func `base32 and hexadecimal refuse what they would not have written`() {
        #expect(Base32.decode("MY") == nil)
        #expect(Base32.decode("mz") == nil)
        #expect(Base32.decode("m") == nil)
        #expect(Base32.decode("mzx") == nil)
        #expect(Hex.encode([0, 0x7F, 0xFF]) == "007fff")
        #expect(Hex.decode("007fff") == [0, 0x7F, 0xFF])
        #expect(Hex.decode("007FFF") == nil)
        #expect(Hex.decode("0") == nil)
    }

    @Test func `every byte string comes back from every encoding`() {
        for count in 0..<200 {
            let bytes = Randomness.system.bytes(count)
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
            #expect(Base32.decode(Base32.encode(bytes)) == bytes)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
            #expect(PEM.decode(PEM.encode(bytes, label: "TEST"), label: "TEST") == bytes)
        }
    }

    @Test func `PEM is found among notes and with either line end`() {
        let pem = Array("note\r\n-----BEGIN A-----\r\nZm9v \r\nYmFy\r\n-----END A-----\r\nmore".utf8)
        #expect(PEM.decode(pem, label: "A") == Array("foobar".utf8))
        #expect(PEM.decode(pem, label: "B") == nil)
        #expect(PEM.decode(Array("-----BEGIN A-----\nZm9v\n".utf8), label: "A") == nil)
        #expect(PEM.decode(Array("-----BEGIN A-----\nZm9v!\n-----END A-----\n".utf8), label: "A") == nil)
    }
}
