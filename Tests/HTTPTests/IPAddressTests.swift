import Testing

@testable import HTTP

struct IPAddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("::", "::"), ("::1", "::1"), ("2001:db8::", "2001:db8::"),
        ("2001:0DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
        ("::ffff:192.0.2.1", "192.0.2.1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ("1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"),
    ])
    func `an address is read and written`(text: String, description: String) {
        #expect(IPAddress(text)?.description == description)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.+4", " 1.2.3.4", "1.2.3.4:80", ":", ":::", "1::2::3",
        "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "::1%eth0", "[::1]", "1.2.3.4::", "fe80::1:", "unknown",
        "::+1",
    ])
    func `what is no address is refused`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func `limits count an IPv6 household as one`() throws {
        let first = try #require(IPAddress("2001:db8:1:2::1")).countedTogether
        #expect(try #require(IPAddress("2001:db8:1:2:ffff::9")).countedTogether == first)
        #expect(try #require(IPAddress("2001:db8:1:3::1")).countedTogether != first)
    }
}
