import FoundationEssentials
import Glibc
import Synchronization

@testable import HTTP

/// A server on a free port for one test, stopped with it.
final class TestSite: Sendable {
    let port: UInt16
    let server: Server
    private let entries: Entries

    final class Entries: Sendable {
        let list = Mutex<[AccessLogEntry]>([])
    }

    init(
        _ routes: [Route] = TestSite.routes, publicURL: PublicURL = .localhost,
        change: (inout ServerConfiguration) -> Void = { _ in }
    ) throws {
        var configuration = ServerConfiguration(port: 0, publicURL: publicURL) { count in
            (0..<count).map { _ in UInt8.random(in: 0...255) }
        }
        change(&configuration)
        let entries = Entries()
        self.entries = entries
        server = Server(configuration, router: Router(routes), clock: { Date() }) { entry in
            entries.list.withLock { $0.append(entry) }
        }
        try server.start()
        port = server.port ?? 0
    }

    deinit {
        server.stop(patience: .seconds(2))
    }

    func client() -> RawClient { RawClient(port: port) }

    /// One request on a connection of its own.
    func ask(_ text: String) -> RawClient.Answer? {
        let client = client()
        client.send(text)
        return client.answer()
    }

    /// The access log, once it holds `count` lines.
    func log(_ count: Int) -> [AccessLogEntry] {
        for _ in 0..<400 {
            let list = entries.list.withLock { $0 }
            if list.count >= count { return list }
            usleep(5_000)
        }
        return entries.list.withLock { $0 }
    }

    static let routes: [Route] = [
        .get("/") { _ in .text("home") },
        .get("/lien/{jeton}", isSecret: true) { _ in .text("link") },
        .get("/qui") { .text("\($0.client) \($0.isSecure) \($0.host) \($0.rawQuery ?? "none")") },
        .post("/echo", bodyLimit: 1000) { .text("\($0.body.count) \(String(decoding: $0.body, as: UTF8.self))") },
        .post("/form") { request throws(HTTPError) in .text(try request.form().only("a") ?? "none") },
        .get("/redirect") { .seeOther($0.query["to"] ?? "/").setting(Cookie("session", "1")) },
        .get("/hash", lane: .hash) { _ in
            usleep(100_000)
            return .text("hashed")
        },
        .post("/wait", lane: .wait) { request in
            usleep(300_000)
            return .text("waited \(request.body.count)")
        },
        .get("/big") { _ in Response(.ok, contentType: "text/plain", body: [UInt8](repeating: 65, count: 3_000_000)) },
    ]
}
