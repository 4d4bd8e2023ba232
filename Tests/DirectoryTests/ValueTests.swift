import FoundationEssentials
import Testing

@testable import Directory

/// What may be typed in a field.
struct ValueTests {
    @Test(arguments: ["a@b.example", "A.B-c+d_e@Sub.Domain.example", "o'neil@x.example", "1@2.fr"])
    func `an ordinary address is one`(_ text: String) throws {
        #expect(try EmailAddress(text).text == text.lowercased())
    }

    @Test(arguments: [
        "", "@", "a", "a@", "@b.example", "a@b", "a@@b.example", "a@b@c.example", "a b@c.example", "a@b .example",
        ".a@b.example", "a.@b.example", "a..b@c.example", "a@-b.example", "a@b-.example", "a@b..example",
        "a@.b.example",
        "a@b.example.", "a@[127.0.0.1]", "a@127.0.0.1", "\"a\"@b.example", "a@b.example\r\nBcc: c@d.example",
        "é@b.example",
        "a@vïlle.example", "a@b_c.example", "a\0@b.example", "ａ@b.example", "a@b.example,c@d.example", "<a@b.example>",
        String(repeating: "a", count: 65) + "@b.example", "a@" + String(repeating: "b", count: 250) + ".example",
        String(repeating: "x", count: 100_000),
    ])
    func `anything else is not`(_ text: String) {
        #expect(throws: DirectoryError.invalid(.email)) { try EmailAddress(text) }
    }

    /// Letters that lower-case to ASCII (K, the Kelvin sign) must not become another address.
    @Test func `a look-alike letter never becomes an ASCII one`() {
        #expect(throws: DirectoryError.invalid(.email)) { try EmailAddress("\u{212A}arim@b.example") }
        #expect(DomainName("\u{212A}.example") == nil)
    }

    @Test(arguments: [("Ville.Example", "ville.example"), (" @a-b.example ", "a-b.example"), ("x1.y2.fr", "x1.y2.fr")])
    func `a domain is kept in lower case without its at sign`(_ typed: String, _ kept: String) {
        #expect(DomainName(typed)?.text == kept)
    }

    @Test(arguments: ["", "@", "fr", "a..fr", "-a.fr", "a-.fr", "a.fr.", "a b.fr", "*.a.fr", "a.1", "@@a.fr", "é.fr"])
    func `a text that is no domain is refused`(_ typed: String) {
        #expect(DomainName(typed) == nil)
    }

    @Test(arguments: ["732 829 320 00074", "35600000000048", "35600000049837", " 73282932000074 "])
    func `a SIRET with sound check digits is taken`(_ typed: String) {
        #expect(SIRET(typed)?.text == typed.filter { !$0.isWhitespace })
    }

    @Test(arguments: [
        "", "7328293200007", "732829320000744", "73282932000075", "35600000049838", "7328293200007A", "７３２８２９３２０００７４",
    ])
    func `a SIRET with wrong ones is not`(_ typed: String) {
        #expect(SIRET(typed) == nil)
    }

    @Test(arguments: ["Hélène Lefèvre-N'Guyen", "&", "<script>", ";", "O’Brien", "Nguyễn", "李", "نادية"])
    func `a name of any script and sign is kept as it is`(_ name: String) throws {
        #expect(try NormalText.line(name, .name) == name)
    }

    @Test func `a name is trimmed, its blanks made one and its accents composed`() throws {
        #expect(try NormalText.line("  He\u{301}le\u{300}ne \t \u{A0} Roy ", .name) == "Hélène Roy")
    }

    @Test(
        arguments: [
            ("e\u{301}", [0xE9]), ("\u{E9}", [0xE9]), ("e\u{302}\u{301}", [0x1EBF]), ("\u{EA}\u{301}", [0x1EBF]),
            ("A\u{30A}", [0xC5]), ("\u{212B}", [0xC5]), ("\u{387}", [0xB7]), ("\u{B7}", [0xB7]),
            ("x\u{302}", [0x78, 0x302]),
            ("\u{438}\u{306}", [0x439]), ("\u{1F71}", [0x3AC]), (";", [0x3B]), ("ﬁ", [0xFB01]),
        ] as [(String, [UInt32])])
    func `a letter and its accents are stored as the scalar that Unicode has for them`(
        _ typed: String, _ stored: [UInt32]
    ) {
        #expect(NormalText.composed(typed).unicodeScalars.map(\.value) == stored)
    }

    @Test(arguments: [
        "", "   ", "a\0b", "a\nb", "a\u{7}b", "a\u{202E}b", "a\u{2066}b", "a\u{FEFF}b", "a\u{200B}b", "a\u{2028}b",
        "\u{AD}",
        String(repeating: "x", count: 101), "a" + String(repeating: "\u{301}", count: 5000),
    ])
    func `a name without a word, too long, or with an invisible sign is refused`(_ name: String) {
        #expect(throws: DirectoryError.invalid(.name)) { try NormalText.line(name, .name) }
    }

    @Test(arguments: ["bip", "net-cotisation", "elecpro-2022", "a"])
    func `a slug is lower-case words and digits with hyphens between`(_ slug: String) throws {
        #expect(try Slug.valid(slug) == slug)
    }

    @Test(arguments: ["", "-a", "a-", "a--b", "A", "é", "a/b", "a b", ".", "..", String(repeating: "a", count: 41)])
    func `another slug is refused`(_ slug: String) {
        #expect(throws: DirectoryError.invalid(.slug)) { try Slug.valid(slug) }
    }

    @Test(arguments: ["1", "42", "9223372036854775807"])
    func `an identifier is read from its decimal writing`(_ text: String) {
        #expect(ID<User>(text)?.description == text)
    }

    @Test(arguments: ["", "0", "-1", "+1", " 1", "1 ", "1.0", "0x1", "١", "9223372036854775808"])
    func `and from no other`(_ text: String) {
        #expect(ID<User>(text) == nil)
    }

    @Test(arguments: [("serve", "serve", 0), ("sevre", "serve", 1), ("", "abc", 3), ("structure", "strutcures", 2)])
    func `the distance of two spellings counts letters and swaps`(_ one: String, _ two: String, _ distance: Int) {
        #expect(EditDistance.between(Array(one.utf8), Array(two.utf8)) == distance)
        #expect(EditDistance.between(Array(two.utf8), Array(one.utf8), limit: 1) == min(distance, 2))
    }
}
