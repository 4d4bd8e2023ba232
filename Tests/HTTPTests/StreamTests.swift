import FoundationEssentials
import Glibc
import Synchronization
import Testing

@testable import HTTP

/// Bodies that are made while they are sent.
struct StreamTests {
    private struct Broken: Error {}

    /// `count` lines of 1,000 bytes.
    private func lines(_ count: Int, breaksAt: Int = .max) -> Route.Handler {
        { _ in
            .streaming(
                BodyStream(0) { place in
                    guard place < count else { return nil }
                    guard place < breaksAt else { throw Broken() }
                    place += 1
                    return [UInt8](repeating: 65, count: 999) + [10]
                }, contentType: "text/csv")
        }
    }

    private let host = "Host: localhost\r\n"

    /// The chunks of a body put together; nil when they do not end with the last one.
    private func dechunked(_ text: String) -> String? {
        var rest = Array(text.utf8)[...]
        var body: [UInt8] = []
        while let end = rest.firstIndex(of: 13) {
            guard let size = Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16) else { return nil }
            rest = rest[(end + 2)...]
            if size == 0 { return String(decoding: body, as: UTF8.self) }
            guard rest.count >= size + 2 else { return nil }
            body += rest.prefix(size)
            rest = rest.dropFirst(size + 2)
        }
        return nil
    }

    @Test func `a long body arrives whole, in chunks, and is counted in the log`() throws {
        let site = try TestSite([.get("/export", handler: lines(3_000))])
        let client = site.client()
        client.send("GET /export HTTP/1.1\r\n\(host)Connection: close\r\n\r\n")
        let (head, body) = client.everything()
        #expect(head.lowercased().contains("transfer-encoding: chunked"))
        #expect(head.contains("text/csv"))
        #expect(head.lowercased().contains("content-security-policy"))
        #expect(dechunked(body)?.utf8.count == 3_000_000)
        #expect(site.log(1).first?.bytes == 3_000_000)
    }

    @Test func `the connection goes on after a stream`() throws {
        let site = try TestSite([.get("/export", handler: lines(3)), .get("/") { _ in .text("home") }])
        let client = site.client()
        client.send("GET /export HTTP/1.1\r\n\(host)\r\nGET / HTTP/1.1\r\n\(host)Connection: close\r\n\r\n")
        let (_, rest) = client.everything()
        #expect(rest.hasSuffix("home"))
    }

    @Test func `HEAD asks for nothing of it`() throws {
        let asked = Mutex(0)
        let site = try TestSite([
            .get("/export") { _ in
                .streaming(
                    BodyStream(0) { _ in
                        asked.withLock { $0 += 1 }
                        return nil
                    }, contentType: "text/csv")
            }
        ])
        let client = site.client()
        client.send("HEAD /export HTTP/1.1\r\n\(host)Connection: close\r\n\r\n")
        let (head, body) = client.everything()
        #expect(head.dropFirst(9).hasPrefix("200"))
        #expect(!head.lowercased().contains("content-length"))
        #expect(body.isEmpty)
        #expect(asked.withLock { $0 } == 0)
    }

    @Test func `a failure on the way cuts the connection: the half is not taken for the whole`() throws {
        let site = try TestSite([.get("/export", handler: lines(200, breaksAt: 100))])
        let client = site.client()
        client.send("GET /export HTTP/1.1\r\n\(host)\r\n")
        let (_, body) = client.everything()
        #expect(dechunked(body) == nil)
        let entry = try #require(site.log(1).first)
        #expect(entry.isAborted)
        #expect(entry.reason == "the body could not be made")
    }

    @Test func `a browser that goes away ends it`() throws {
        let asked = Mutex(0)
        let site = try TestSite([
            .get("/export") { _ in
                .streaming(
                    BodyStream(0) { _ in
                        asked.withLock { $0 += 1 }
                        return [UInt8](repeating: 65, count: 60_000)
                    }, contentType: "text/csv")
            }
        ])
        do {
            let client = site.client()
            client.send("GET /export HTTP/1.1\r\n\(host)\r\n")
            usleep(100_000)
        }
        #expect(site.log(1).first?.isAborted == true)
        let after = asked.withLock { $0 }
        usleep(50_000)
        #expect(asked.withLock { $0 } == after)
    }

    @Test func `a browser that reads nothing is cut, and keeps nothing but a piece`() throws {
        let site = try TestSite([.get("/export", handler: lines(1_000_000))]) {
            $0.bodyTime = .milliseconds(300)
            $0.minimumRate = 10_000_000
            $0.headerTime = .milliseconds(400)
        }
        let client = site.client()
        client.send("GET /export HTTP/1.1\r\n\(host)\r\n")
        let entry = try #require(site.log(1).first)
        #expect(entry.isAborted)
        #expect(entry.bytes < 20_000_000)
    }

    @Test func `two hundred megabytes need the memory of one piece`() throws {
        let site = try TestSite([.get("/export", handler: lines(200_000))])
        let client = site.client()
        let before = residentBytes()
        client.send("GET /export HTTP/1.1\r\n\(host)Connection: close\r\n\r\n")
        #expect(client.countEverything() > 200_000_000)
        #expect(residentBytes() - before < 64_000_000, "the tests beside this one take some, too")
    }

    @Test func `uploads beyond what the memory shall hold wait their turn`() throws {
        let site = try TestSite([.post("/import", bodyLimit: 4 << 20) { .text("\($0.body.count)") }]) { $0.uploads = 1 }
        let head = "POST /import HTTP/1.1\r\n\(host)Content-Length: 1000000\r\n\r\n"
        let first = site.client()
        first.send(head)
        first.send([UInt8](repeating: 1, count: 10))
        usleep(100_000)
        #expect(site.ask(head)?.status == 503)
        // A form is no upload.
        #expect(site.ask("POST /import HTTP/1.1\r\n\(host)Content-Length: 3\r\n\r\nabc")?.body == "3")
        first.send([UInt8](repeating: 1, count: 999_990))
        #expect(first.answer()?.body == "1000000")
        #expect(site.log(3).count == 3)
        let next = site.client()
        next.send(head)
        next.send([UInt8](repeating: 1, count: 1_000_000))
        #expect(next.answer()?.body == "1000000")
    }

    private func residentBytes() -> Int {
        guard let file = unsafe fopen("/proc/self/statm", "r") else { return 0 }
        defer { unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 200)
        guard unsafe fgets(&line, 200, file) != nil else { return 0 }
        let numbers = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: " ")
        return (numbers.count > 1 ? Int(numbers[1]) ?? 0 : 0) * 4096
    }
}
