import FoundationEssentials
import Testing

@testable import HTTP

struct TrustedProxiesTests {
    @Test(arguments: [
        ("10.1.2.3", "10.0.0.0/8", true), ("11.0.0.1", "10.0.0.0/8", false), ("192.0.2.129", "192.0.2.128/25", true),
        ("192.0.2.127", "192.0.2.128/25", false), ("192.0.2.1", "192.0.2.1", true), ("192.0.2.2", "192.0.2.1", false),
        ("fd00::1", "fd00::/8", true), ("fe00::1", "fd00::/8", false), ("2001:db8::1", "0.0.0.0/0", false),
        ("127.9.9.9", "loopback", true), ("::1", "loopback", true), ("::ffff:127.0.0.1", "loopback", true),
    ])
    func `blocks of both families`(address: String, block: String, isInside: Bool) throws {
        let proxies = try #require(TrustedProxies([block]))
        #expect(proxies.contains(try #require(IPAddress(address))) == isInside)
    }

    @Test(arguments: [
        "", "10.0.0.0/33", "10.0.0.0/-1", "fd00::/129", "10.0.0.0/8/8", "proxy.example", "10.0.0/8", "10.0.0.0/",
    ])
    func `what is no block is refused`(text: String) {
        #expect(TrustedProxies([text]) == nil)
    }

    @Test(arguments: [
        ("1.1.1.1", "1.1.1.1"), ("9.9.9.9, 1.1.1.1", "1.1.1.1"), ("9.9.9.9, 1.1.1.1, 10.0.0.9", "1.1.1.1"),
        ("junk, 1.1.1.1", "1.1.1.1"), ("1.1.1.1, junk", "10.0.0.1"), ("", "10.0.0.1"),
        ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("2001:db8::5", "2001:db8::5"), ("1.1.1.1,", "1.1.1.1"), (" 1.1.1.1\t", "1.1.1.1"),
    ])
    func `the client is the right-most address that is not ours`(header: String, client: String) throws {
        let proxies = try #require(TrustedProxies(["10.0.0.0/8"]))
        let peer = try #require(IPAddress("10.0.0.1"))
        let seen = proxies.client(peer: peer, headers: ["X-Forwarded-For": header])
        #expect(seen.address.description == client)
        #expect(!seen.isSecure)
    }

    @Test func `several lines are one list, and the scheme is the last proxy's word`() throws {
        let proxies = try #require(TrustedProxies(["10.0.0.0/8"]))
        let peer = try #require(IPAddress("10.0.0.1"))
        let headers: Headers = [
            "X-Forwarded-For": "9.9.9.9", "x-forwarded-for": "1.1.1.1, 10.0.0.2", "X-Forwarded-Proto": "http",
            "x-forwarded-proto": "https",
        ]
        let seen = proxies.client(peer: peer, headers: headers)
        #expect(seen.address.description == "1.1.1.1")
        #expect(seen.isSecure)
        let stranger = proxies.client(peer: try #require(IPAddress("1.2.3.4")), headers: headers)
        #expect(stranger.address.description == "1.2.3.4")
        #expect(!stranger.isSecure)
    }

    @Test func `a log line stays one line whatever was sent`() {
        let entry = AccessLogEntry(
            receivedAt: Date(timeIntervalSince1970: 1_795_357_102.125), reference: "abcdefghij", client: .loopback,
            method: "GET\r\nstatus=200", path: "/\"é\\ \u{1B}[31m" + String(repeating: "x", count: 300), status: 404,
            bytes: 7, duration: .microseconds(42), reason: nil, isAborted: true)
        #expect(entry.line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        #expect(
            entry.line.hasPrefix(
                "2026-11-22T14:18:22.125Z ref=abcdefghij client=127.0.0.1 method=\"GET\\x0d\\x0astatus=200\""))
        #expect(entry.line.contains("path=\"/\\\"\\xc3\\xa9\\\\ \\x1b[31mxxx"))
        #expect(entry.line.hasSuffix(" status=404 bytes=7 us=42 aborted=true"))
        #expect(entry.line.utf8.count < 500)
        #expect(AccessLogEntry.safe("") == "\"\"")
    }
}
