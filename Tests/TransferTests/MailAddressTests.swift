import Testing

@testable import Transfer

struct MailAddressTests {
    @Test(arguments: [
        "elodie.barbier@ville-valmont.example", "a@b", "A.B+tag@Sub.Example", "o'neil@x.example", "portail@localhost",
        "x@xn--bcher-kva.example",
    ])
    func `an address is one`(text: String) {
        #expect(MailAddress(text)?.text == text)
    }

    @Test(arguments: [
        "", "a", "@b.example", "a@", "a@b@c.example", "a b@c.example", "a@b c", "a@b.example\r\nRCPT TO:<x@y>",
        "a\r\n@b.example", "a@b.example>", "<a@b.example", "\"a b\"@c.example", "a@[192.0.2.1]", "a@192.0.2.1",
        "é@b.example", "a@é.example", ".a@b.example", "a..b@c.example", "a.@b.example", "a@-b.example", "a@b..example",
        "a\0@b.example", "a,b@c.example", "a@b.example,c@d.example", "a;b@c.example", "a@b.example\u{0}",
    ])
    func `what could end a command or a header is no address`(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test func `an address has the length that SMTP allows`() {
        let local = String(repeating: "a", count: 64)
        #expect(MailAddress("\(local)@b.example") != nil)
        #expect(MailAddress("a\(local)@b.example") == nil)
        #expect(MailAddress("a@" + Array(repeating: "bcdefghij", count: 30).joined(separator: ".")) == nil)
    }
}

extension MailAddress {
    /// An address that the test's author knows to be one.
    static func known(_ text: String) -> MailAddress {
        guard let address = MailAddress(text) else { preconditionFailure("\(text) is no address") }
        return address
    }
}
