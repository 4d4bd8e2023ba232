import Glibc
import Synchronization
import Testing

@testable import HTTP

@Suite(.serialized) struct BoundsTests {
    private let host = "Host: localhost\r\n"

    @Test func `a header that comes byte by byte is cut`() throws {
        let site = try TestSite(change: { $0.headerTime = .milliseconds(400) })
        let client = site.client()
        let start = ContinuousClock.now
        client.send("GET / HTTP/1.1\r\nX: ")
        while client.send("a"), ContinuousClock.now - start < .seconds(5) { usleep(50_000) }
        #expect(ContinuousClock.now - start < .seconds(3))
        #expect(site.ask("GET / HTTP/1.1\r\n\(host)\r\n")?.status == 200)
    }

    @Test func `a second request on a connection has no more time`() throws {
        let site = try TestSite(change: { $0.headerTime = .milliseconds(400) })
        let client = site.client()
        client.send("GET / HTTP/1.1\r\n\(host)\r\n")
        #expect(client.answer()?.status == 200)
        let start = ContinuousClock.now
        client.send("GET / HTTP/1.1\r\n")
        while client.send("X: a\r\n"), ContinuousClock.now - start < .seconds(5) { usleep(50_000) }
        #expect(ContinuousClock.now - start < .seconds(3))
    }

    @Test func `a body that comes byte by byte is cut`() throws {
        let site = try TestSite(change: {
            $0.headerTime = .milliseconds(400)
            $0.bodyTime = .milliseconds(400)
        })
        let client = site.client()
        client.send("POST /echo HTTP/1.1\r\n\(host)Content-Length: 1000\r\n\r\n")
        let start = ContinuousClock.now
        while client.send("a"), ContinuousClock.now - start < .seconds(5) { usleep(50_000) }
        #expect(ContinuousClock.now - start < .seconds(3))
        #expect(site.log(1).first?.isAborted == true)
    }

    @Test func `an answer that is not read is cut`() throws {
        let site = try TestSite(change: {
            $0.headerTime = .milliseconds(400)
            $0.bodyTime = .milliseconds(400)
            $0.minimumRate = 100_000_000
        })
        let client = site.client()
        client.send(String(repeating: "GET /big HTTP/1.1\r\n\(host)\r\n", count: 8))
        #expect(site.log(1).contains { $0.isAborted } || site.log(8).contains { $0.isAborted })
    }

    @Test func `an idle connection is closed, and an unused one`() throws {
        let site = try TestSite(change: {
            $0.headerTime = .milliseconds(400)
            $0.idleTime = .seconds(1)
        })
        let silent = site.client()
        silent.wait(atMost: 4)
        #expect(silent.isClosed())
        let idle = site.client()
        idle.send("GET / HTTP/1.1\r\n\(host)\r\n")
        #expect(idle.answer()?.status == 200)
        idle.wait(atMost: 4)
        #expect(idle.isClosed())
    }

    @Test func `one address has its share of connections`() throws {
        let site = try TestSite(change: { $0.connectionsPerAddress = 3 })
        let clients = (0..<3).map { _ in site.client() }
        for client in clients {
            client.send("GET / HTTP/1.1\r\n\(host)\r\n")
            #expect(client.answer()?.status == 200)
        }
        let fourth = site.client()
        fourth.send("GET / HTTP/1.1\r\n\(host)\r\n")
        #expect(fourth.answer() == nil)
        #expect(clients.count == 3)
    }

    @Test func `one client behind the proxy has its share of requests, others go on`() throws {
        let proxies = try #require(TrustedProxies(["loopback"]))
        let site = try TestSite(change: {
            $0.trustedProxies = proxies
            $0.requestsPerClient = 2
            $0.connectionsPerAddress = 1
        })
        let slow = (0..<2).map { _ in site.client() }
        for client in slow {
            client.send("POST /echo HTTP/1.1\r\n\(host)X-Forwarded-For: 192.0.2.1\r\nContent-Length: 5\r\n\r\n")
        }
        usleep(100_000)
        let answer = try #require(site.ask("GET / HTTP/1.1\r\n\(host)X-Forwarded-For: 192.0.2.1\r\n\r\n"))
        #expect(answer.status == 429)
        #expect(answer.field("Retry-After") != nil)
        #expect(site.ask("GET / HTTP/1.1\r\n\(host)X-Forwarded-For: 192.0.2.2\r\n\r\n")?.status == 200)
        for client in slow {
            client.send("abcde")
            #expect(client.answer()?.status == 200)
        }
        _ = site.log(3)
        #expect(site.ask("GET / HTTP/1.1\r\n\(host)X-Forwarded-For: 192.0.2.1\r\n\r\n")?.status == 200)
    }

    @Test func `two hundred slow headers do not keep others out`() throws {
        let site = try TestSite()
        let slow = (0..<200).map { _ in site.client() }
        for client in slow { client.send("GET / HTTP/1.1\r\nX: ") }
        var worst = Duration.zero
        for _ in 0..<50 {
            let start = ContinuousClock.now
            #expect(site.ask("GET / HTTP/1.1\r\n\(host)\r\n")?.status == 200)
            worst = max(worst, ContinuousClock.now - start)
        }
        #expect(worst < .seconds(1))
        #expect(slow.count == 200)
    }
}
