import Testing

@testable import HTTP

/// Shapes that two readers of one stream could understand differently. Each is refused, and nothing that follows on
/// the connection is taken for a request.
struct FramingTests {
    private static let smuggled = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test(arguments: [
        "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd",
        "Content-Length: 4\r\nContent-Length: 40\r\n\r\nabcd",
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:\u{B}chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked \r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
        "X: y\r\n Transfer-Encoding: chunked\r\n\r\n",
        "X: y\u{0}z\r\n\r\n",
        "X\u{0}: y\r\n\r\n",
        "X: y\rTransfer-Encoding: chunked\r\n\r\n",
        "X: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "X: y\n\r\n",
        "X: y\r\n\n",
        "X: y\u{7F}\r\n\r\n",
        "Content-Length: +4\r\n\r\nabcd",
        "Content-Length: -1\r\n\r\nabcd",
        "Content-Length: 4, 4\r\n\r\nabcd",
        "Content-Length: 0x4\r\n\r\nabcd",
        "Content-Length: 4 \r\n\r\nabcd",
        "Content-Length:\r\n\r\nabcd",
        "Content-Length: 99999999999999999999\r\n\r\nabcd",
        "Content Length: 4\r\n\r\nabcd",
        ": empty name\r\n\r\n",
        "no colon\r\n\r\n",
        "Host: localhost\r\n\r\n",
        "Host: evil.example\r\n\r\n",
        "Él: x\r\n\r\n",
    ])
    func `an ambiguous head is refused and the connection closed`(rest: String) throws {
        let site = try TestSite()
        let client = site.client()
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\n\(rest)\(FramingTests.smuggled)")
        let answer = client.answer()
        #expect(answer == nil || (400..<500).contains(answer?.status ?? 0), "answered \(answer?.status ?? 0)")
        #expect(client.isClosed())
        #expect(site.log(1).allSatisfy { $0.path != "/smuggled" && $0.status != .ok })
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.0\r\n\r\n", "GET /\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.2\r\nHost: localhost\r\n\r\n", "GET / http/1.1\r\nHost: localhost\r\n\r\n",
        "GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /\u{1} HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /é HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", "G(T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\r\n\r\n", "GET / HTTP/1.1\nHost: localhost\n\n",
    ])
    func `a request line that is none is refused`(text: String) throws {
        let site = try TestSite()
        let client = site.client()
        client.send(text + FramingTests.smuggled)
        let answer = client.answer()
        #expect(answer == nil || (400..<506).contains(answer?.status ?? 0), "answered \(answer?.status ?? 0)")
        #expect(client.isClosed())
    }

    @Test(arguments: [
        "evil.example", "localhost.evil.example", "localhost:81", "localhost@evil.example", "", "127.0.0.1",
    ])
    func `another site's name is misdirected`(host: String) throws {
        let site = try TestSite()
        let answer = try #require(site.ask("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n"))
        #expect(answer.status == 421)
        #expect(answer.field("Content-Security-Policy") != nil)
        #expect(!answer.body.contains("evil"))
        #expect(answer.field("Connection")?.lowercased() == "close")
    }

    @Test func `a body where none is expected is not read as a request`() throws {
        let site = try TestSite()
        let client = site.client()
        let smuggled = FramingTests.smuggled
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(smuggled.utf8.count)\r\n\r\n\(smuggled)")
        #expect(client.answer()?.status == 413)
        #expect(client.isClosed())
    }

    @Test func `a body past the route's limit is refused before it is read`() throws {
        let site = try TestSite()
        let client = site.client()
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1001\r\n\r\n")
        let answer = try #require(client.answer())
        #expect(answer.status == 413)
        #expect(answer.field("X-Content-Type-Options") == "nosniff")
        #expect(client.isClosed())
        #expect(
            site.ask(
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
                    + String(repeating: "a", count: 1000))?.status == 200)
    }

    @Test func `a chunked body past the limit is refused, an endless one is cut`() throws {
        let site = try TestSite()
        let client = site.client()
        let head = "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        let chunk = "100\r\n" + String(repeating: "a", count: 256) + "\r\n"
        client.send(head + String(repeating: chunk, count: 5) + "0\r\n\r\n")
        #expect(client.answer()?.status == 413)
        let endless = site.client()
        endless.send(head + String(repeating: chunk, count: 200))
        #expect(endless.answer() == nil)
        #expect(site.log(2).allSatisfy { $0.status != .ok })
    }

    @Test(arguments: ["zz\r\nabc", "-1\r\nabc", "\r\nabc", "fffffffffffffffff\r\nabc", "3\r\nabcX0\r\n\r\n"])
    func `a malformed chunk is refused`(chunk: String) throws {
        let site = try TestSite()
        let client = site.client()
        client.send(
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\r\n\(FramingTests.smuggled)"
        )
        let answer = client.answer()
        #expect(answer == nil || (400..<500).contains(answer?.status ?? 0))
        #expect(client.isClosed())
    }

    @Test func `a header past its limit is refused`() throws {
        let site = try TestSite()
        let head = "GET / HTTP/1.1\r\nHost: localhost\r\nX: "
        #expect(site.ask(head + String(repeating: "a", count: 15_000) + "\r\n\r\n")?.status == 200)
        let answer = try #require(site.ask(head + String(repeating: "a", count: 17_000) + "\r\n\r\n"))
        #expect(answer.status == 431)
        #expect(answer.field("Content-Security-Policy") != nil)
        #expect(
            (400..<500).contains(site.ask("GET /\(String(repeating: "a", count: 200_000)) HTTP/1.1\r\n")?.status ?? 414)
        )
        let fields = String(repeating: "a: b\r\n", count: 20_000)
        #expect((400..<500).contains(site.ask("GET / HTTP/1.1\r\n\(fields)\r\n")?.status ?? 431))
    }
}
