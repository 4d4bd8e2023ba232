import Glibc
import Testing

@testable import HTTP

struct ServerTests {
    private let host = "Host: localhost\r\n"

    @Test func `a page, its security headers and its log line`() throws {
        let site = try TestSite()
        let answer = try #require(site.ask("GET /?secret=1 HTTP/1.1\r\n\(host)\r\n"))
        #expect(answer.status == 200)
        #expect(answer.body == "home")
        #expect(answer.field("Content-Security-Policy")?.contains("default-src 'none'") == true)
        #expect(answer.field("Cache-Control") == "no-store")
        let entry = try #require(site.log(1).first)
        #expect(entry.path == "/")
        #expect(entry.status == .ok)
        #expect(entry.bytes == 4)
        #expect(entry.reference.count == 10)
        #expect(!entry.line.contains("secret"))
        #expect(entry.client == .loopback)
    }

    @Test func `a link with a token is logged by its pattern`() throws {
        let site = try TestSite()
        #expect(site.ask("GET /lien/s3cr3t HTTP/1.1\r\n\(host)\r\n")?.body == "link")
        #expect(site.log(1).first?.path == "/lien/{jeton}")
    }

    @Test func `keep-alive and pipelining on one connection`() throws {
        let site = try TestSite()
        let client = site.client()
        for _ in 0..<3 {
            client.send("GET / HTTP/1.1\r\n\(host)\r\n")
            #expect(client.answer()?.body == "home")
        }
        client.send(
            "GET / HTTP/1.1\r\n\(host)\r\nPOST /echo HTTP/1.1\r\n\(host)Content-Length: 2\r\n\r\nab"
                + "GET /qui?x HTTP/1.1\r\n\(host)\r\n")
        #expect(client.answer()?.body == "home")
        #expect(client.answer()?.body == "2 ab")
        #expect(client.answer()?.body == "127.0.0.1 false localhost x")
    }

    @Test func `HEAD sends the length and no body`() throws {
        let site = try TestSite()
        let client = site.client()
        client.send("HEAD / HTTP/1.1\r\n\(host)\r\n")
        let answer = try #require(client.answer(hasBody: false))
        #expect(answer.status == 200)
        #expect(answer.field("Content-Length") == "4")
        client.send("GET / HTTP/1.1\r\n\(host)\r\n")
        #expect(client.answer()?.body == "home")
        #expect(site.log(1).first?.bytes == 0)
    }

    @Test func `unknown paths and methods carry the security headers too`() throws {
        let site = try TestSite()
        let missing = try #require(site.ask("GET /no%2Fsuch HTTP/1.1\r\n\(host)\r\n"))
        #expect(missing.status == 404)
        #expect(missing.field("X-Content-Type-Options") == "nosniff")
        let refused = try #require(site.ask("OPTIONS / HTTP/1.1\r\n\(host)\r\n"))
        #expect(refused.status == 405)
        #expect(refused.field("Allow") == "GET, HEAD")
        #expect(site.ask("OPTIONS * HTTP/1.1\r\n\(host)\r\n")?.status == 404)
        #expect(site.ask("POST /none HTTP/1.1\r\n\(host)Content-Length: 3\r\n\r\nabc")?.status == 404)
        #expect(site.ask("GET /?a=%ff HTTP/1.1\r\n\(host)\r\n")?.status == 400)
    }

    @Test func `a redirect sets its cookie, and no field can be broken open`() throws {
        let site = try TestSite(publicURL: try #require(PublicURL("https://auth.example.fr")))
        let head = "HTTP/1.1\r\nHost: auth.example.fr\r\n\r\n"
        let answer = try #require(site.ask("GET /redirect?to=/portail \(head)"))
        #expect(answer.status == 303)
        #expect(answer.field("Location") == "/portail")
        #expect(answer.field("Set-Cookie") == "__Host-session=1; Path=/; Secure; HttpOnly; SameSite=Lax")
        #expect(answer.field("Strict-Transport-Security") != nil)
        let split = try #require(site.ask("GET /redirect?to=/%0d%0aX-Evil:1 \(head)"))
        #expect(split.status == 500)
        #expect(split.field("X-Evil") == nil)
    }

    @Test func `a large answer arrives whole`() throws {
        let site = try TestSite()
        #expect(site.ask("GET /big HTTP/1.1\r\n\(host)\r\n")?.body.utf8.count == 3_000_000)
    }

    @Test func `forms, Expect and chunked bodies within the limit`() throws {
        let site = try TestSite()
        let type = "Content-Type: application/x-www-form-urlencoded\r\n"
        #expect(site.ask("POST /form HTTP/1.1\r\n\(host)\(type)Content-Length: 3\r\n\r\na=b")?.body == "b")
        #expect(site.ask("POST /form HTTP/1.1\r\n\(host)Content-Length: 3\r\n\r\na=b")?.status == 415)
        let client = site.client()
        client.send("POST /echo HTTP/1.1\r\n\(host)Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        #expect(client.answer()?.status == 100)
        client.send("ok")
        #expect(client.answer()?.body == "2 ok")
        client.send("POST /echo HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
        #expect(client.answer()?.body == "5 abcde")
    }

    @Test func `a port in use is told`() throws {
        let site = try TestSite()
        #expect(throws: HTTPError.cannotListen(address: "127.0.0.1", port: site.port, errno: EADDRINUSE)) {
            _ = try TestSite(change: { $0.port = site.port })
        }
    }

    @Test func `forwarded headers count from a trusted proxy only`() throws {
        let fields = "X-Forwarded-For: 6.6.6.6, 192.0.2.7, 10.0.0.2\r\nX-Forwarded-Proto: https\r\n"
        let open = try TestSite()
        #expect(open.ask("GET /qui HTTP/1.1\r\n\(host)\(fields)\r\n")?.body == "127.0.0.1 false localhost none")
        let proxies = try #require(TrustedProxies(["loopback", "10.0.0.0/8"]))
        let behind = try TestSite(change: { $0.trustedProxies = proxies })
        #expect(behind.ask("GET /qui HTTP/1.1\r\n\(host)\(fields)\r\n")?.body == "192.0.2.7 true localhost none")
        #expect(behind.log(1).first?.client == IPAddress("192.0.2.7"))
    }
}
