import Glibc
import Synchronization
import Testing

@testable import HTTP

@Suite(.serialized) struct LaneTests {
    private let host = "Host: localhost\r\n"

    @Test func `a full hash lane does not delay inline requests`() throws {
        let site = try TestSite()
        let slow = (0..<50).map { _ in site.client() }
        for client in slow { client.send("GET /hash HTTP/1.1\r\n\(host)\r\n") }
        usleep(50_000)
        var times: [Duration] = []
        let client = site.client()
        for _ in 0..<100 {
            let start = ContinuousClock.now
            client.send("GET / HTTP/1.1\r\n\(host)\r\n")
            #expect(client.answer()?.status == 200)
            times.append(ContinuousClock.now - start)
        }
        times.sort()
        #expect(times[times.count / 2] < .milliseconds(20))
        #expect(times[times.count * 9 / 10] < .milliseconds(250))
        for client in slow { #expect(client.answer()?.body == "hashed") }
    }

    @Test func `past the queue a request is told to come back`() throws {
        let site = try TestSite(change: { $0.hashLane = .init(threads: 1, queue: 4, queuePerClient: 4) })
        let clients = (0..<12).map { _ in site.client() }
        for client in clients { client.send("GET /hash HTTP/1.1\r\n\(host)\r\n") }
        let answers = clients.compactMap { $0.answer() }
        let refused = answers.filter { $0.status == 503 }
        #expect(answers.count == 12)
        #expect((6...8).contains(refused.count), "refused \(refused.count)")
        #expect(refused.allSatisfy { $0.field("Retry-After") != nil })
        #expect(answers.filter { $0.status == 200 }.count + refused.count == 12)
        // A refused connection goes on.
        clients[0].send("GET / HTTP/1.1\r\n\(host)\r\n")
        #expect(clients[0].answer()?.body == "home")
    }

    @Test func `one client cannot take the whole queue`() throws {
        let proxies = try #require(TrustedProxies(["loopback"]))
        let site = try TestSite(change: {
            $0.trustedProxies = proxies
            $0.hashLane = .init(threads: 1, queue: 100, queuePerClient: 3)
        })
        let flood = (0..<20).map { _ in site.client() }
        for client in flood { client.send("GET /hash HTTP/1.1\r\n\(host)X-Forwarded-For: 192.0.2.1\r\n\r\n") }
        usleep(50_000)
        #expect(site.ask("GET /hash HTTP/1.1\r\n\(host)X-Forwarded-For: 192.0.2.2\r\n\r\n")?.status == 200)
        #expect(flood.compactMap { $0.answer()?.status }.filter { $0 == 503 }.count >= 15)
    }

    @Test func `a body reaches its lane and pipelined requests keep their order`() throws {
        let site = try TestSite()
        let client = site.client()
        client.send(
            "POST /wait HTTP/1.1\r\n\(host)Content-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\n\(host)\r\n"
                + "GET /hash HTTP/1.1\r\n\(host)\r\nHEAD /hash HTTP/1.1\r\n\(host)\r\n")
        #expect(client.answer()?.body == "waited 3")
        #expect(client.answer()?.body == "home")
        #expect(client.answer()?.body == "hashed")
        #expect(client.answer(hasBody: false)?.status == 200)
    }

    @Test func `a client that leaves while it waits harms nobody`() throws {
        let site = try TestSite()
        for _ in 0..<20 {
            let client = site.client()
            client.send("GET /hash HTTP/1.1\r\n\(host)\r\n")
        }
        #expect(site.ask("GET / HTTP/1.1\r\n\(host)\r\n")?.body == "home")
        #expect(site.log(21).count == 21)
    }

    @Test func `stopping lets running requests end and takes no new ones`() throws {
        let site = try TestSite()
        let waiting = site.client()
        waiting.send("POST /wait HTTP/1.1\r\n\(host)Content-Length: 0\r\n\r\n")
        let idle = site.client()
        idle.send("GET / HTTP/1.1\r\n\(host)\r\n")
        #expect(idle.answer()?.status == 200)
        usleep(50_000)
        let start = ContinuousClock.now
        site.server.stop()
        #expect(ContinuousClock.now - start < .seconds(2))
        let answer = try #require(waiting.answer())
        #expect(answer.body == "waited 0")
        #expect(answer.field("Connection")?.lowercased() == "close")
        #expect(idle.isClosed())
        #expect(site.ask("GET / HTTP/1.1\r\n\(host)\r\n") == nil)
        #expect(site.server.port == nil)
    }

    @Test func `stopping does not wait for ever`() throws {
        let site = try TestSite([
            .get("/slow", lane: .wait) { _ in
                sleep(4)
                return .text("late")
            }
        ])
        let client = site.client()
        client.send("GET /slow HTTP/1.1\r\n\(host)\r\n")
        usleep(100_000)
        let start = ContinuousClock.now
        site.server.stop(patience: .milliseconds(300))
        #expect(ContinuousClock.now - start < .seconds(2))
        #expect(client.answer()?.status == 503)
    }

    @Test func `stopping forgets what still waits for a lane, and answers it`() throws {
        let runs = Mutex(0)
        let site = try TestSite(
            [
                .get("/slow", lane: .hash) { _ in
                    runs.withLock { $0 += 1 }
                    usleep(400_000)
                    return .text("late")
                }
            ], change: { $0.hashLane = .init(threads: 1, queue: 10, queuePerClient: 10) })
        let clients = (0..<5).map { _ in site.client() }
        for client in clients { client.send("GET /slow HTTP/1.1\r\n\(host)\r\n") }
        usleep(100_000)
        site.server.stop(patience: .milliseconds(50))
        #expect(clients.compactMap { $0.answer()?.status } == [503, 503, 503, 503, 503])
        usleep(900_000)
        #expect(runs.withLock { $0 } == 1)
    }

    @Test func `a server starts again after it stopped`() throws {
        let site = try TestSite()
        site.server.stop()
        try site.server.start()
        let port = try #require(site.server.port)
        let client = RawClient(port: port)
        client.send("GET / HTTP/1.1\r\n\(host)\r\n")
        #expect(client.answer()?.body == "home")
    }
}
