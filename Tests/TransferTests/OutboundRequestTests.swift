import TestServers
import Testing

@testable import Transfer

/// Requests to a real HTTP server on this machine.
struct OutboundRequestTests {
    let server: RunningServer
    var site: String { "http://127.0.0.1:\(server.port)" }
    var client: OutboundClient

    init() throws {
        server = try RunningServer("http_server.py", [])
        client = OutboundClient()
        client.schemes = .any
        client.allowsPrivateAddresses = true
        client.wholeTime = .seconds(10)
    }

    func failure(_ request: OutboundRequest, _ client: OutboundClient) throws -> TransferError {
        try #require(throws: TransferError.self) { try client.send(request) }
    }

    @Test func `a document comes with its status, fields and body`() throws {
        let response = try client.send(.get("\(site)/document"))
        #expect(response.status == 200)
        #expect(String(decoding: response.body, as: UTF8.self) == "voilà")
        #expect(response["Content-Type"] == "text/plain; charset=utf-8")
        #expect(response.entityTag == "\"v1\"")
        #expect(response.url == "\(site)/document")
    }

    @Test func `a document that has not changed does not come again`() throws {
        let response = try client.send(.get("\(site)/document", unless: "\"v1\""))
        #expect(response.isNotModified)
        #expect(response.body.isEmpty)
        #expect(try client.send(.get("\(site)/document", unless: "\"v0\"")).status == 200)
    }

    @Test func `an answer that is not there is an answer`() throws {
        #expect(try client.send(.get("\(site)/nowhere")).status == 404)
    }

    @Test func `a body is posted, and the answer read`() throws {
        let body = Array("<Envelope>é</Envelope>".utf8) + [UInt8](repeating: 65, count: 100_000)
        let request = try OutboundRequest(
            .post(body, contentType: "text/xml; charset=utf-8"), "\(site)/echo",
            headers: [("SOAPAction", "http://www.oasis-open.org/committees/security")])
        let response = try client.send(request)
        #expect(response.body == body)
        #expect(response["content-type"] == "text/xml; charset=utf-8")
        #expect(response["x-expect"] == "None")
    }

    @Test func `an empty body can be posted`() throws {
        let request = try OutboundRequest(.post([], contentType: "text/xml"), "\(site)/echo")
        #expect(try client.send(request).status == 200)
    }

    @Test func `a body up to the limit comes whole, one byte more not at all`() throws {
        var client = client
        client.bodyLimit = 50_000
        #expect(try client.send(.get("\(site)/big?size=50000")).body.count == 50_000)
        #expect(try failure(.get("\(site)/big?size=50001"), client) == .tooLarge)
        #expect(try failure(.get("\(site)/endless"), client) == .tooLarge)
    }

    @Test func `a header without end is refused`() throws {
        #expect(try failure(.get("\(site)/many-headers"), client) == .tooLarge)
    }

    @Test func `a slow server is given up after the time that was allowed`() throws {
        var client = client
        client.wholeTime = .milliseconds(300)
        guard case .timedOut = try failure(.get("\(site)/slow?seconds=3"), client) else {
            Issue.record("waited")
            return
        }
    }

    @Test func `nobody there`() throws {
        server.stop()
        guard case .unreachable = try failure(.get("\(site)/document"), client) else {
            Issue.record("reached")
            return
        }
    }

    @Test func `a redirect is an answer unless it may be followed, and then so often`() throws {
        let away = "\(site)/redirect?to=/redirect?to=/document"
        #expect(try client.send(.get(away)).status == 302)
        var client = client
        client.redirects = 2
        let response = try client.send(.get(away))
        #expect(response.status == 200)
        #expect(response.url == "\(site)/document")
        #expect(response["location"] == nil)
        client.redirects = 1
        #expect(try failure(.get(away), client) == .tooManyRedirects)
    }

    @Test func `a redirect of a POST is never followed`() throws {
        var client = client
        client.redirects = 5
        let request = try OutboundRequest(.post([1], contentType: "text/xml"), "\(site)/moved")
        #expect(try client.send(request).status == 307)
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "dict://127.0.0.1/", "x"])
    func `a redirect to another scheme is refused`(target: String) throws {
        var client = client
        client.redirects = 5
        let request = try OutboundRequest.get("\(site)/redirect?to=\(target)")
        let outcome = Result { try client.send(request) }
        // "x" is a path of the same server.
        if target == "x" {
            #expect(try outcome.get().status == 404)
        } else {
            guard case .failure(let error) = outcome, case .invalid? = error as? TransferError else {
                Issue.record("followed: \(outcome)")
                return
            }
        }
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://127.0.0.1/x", "smtp://127.0.0.1/", "", "http://", "http://user:secret@127.0.0.1/",
        "http://127.0.0.1:99999/", "gopher://127.0.0.1/",
    ])
    func `what is no http URL is not asked for, and its secret not told`(url: String) throws {
        let error = try failure(.get(url), client)
        guard case .invalid = error else {
            Issue.record("\(error)")
            return
        }
        #expect(!"\(error)".contains("secret"))
    }

    @Test func `http is refused where only https is spoken`() throws {
        var client = client
        client.schemes = .encrypted
        guard case .invalid = try failure(.get("\(site)/document"), client) else {
            Issue.record("spoken")
            return
        }
    }

    @Test func `https is spoken with whom one trusts`() throws {
        let certificate = try TestCertificate.shared.get()
        let server = try RunningServer(
            "http_server.py", ["--certificate", certificate.certificate, "--key", certificate.key])
        var client = OutboundClient()
        client.allowsPrivateAddresses = true
        guard case .certificate = try failure(.get("https://127.0.0.1:\(server.port)/document"), client) else {
            Issue.record("trusted")
            return
        }
        client.authorities = certificate.certificate
        #expect(try client.send(.get("https://localhost:\(server.port)/document")).status == 200)
    }

    @Test(arguments: [
        "127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "0", "[::1]", "[::ffff:127.0.0.1]",
    ])
    func `this machine is not asked unless it may be, however its name is written`(host: String) throws {
        var client = client
        client.allowsPrivateAddresses = false
        let error = try failure(.get("http://\(host):\(server.port)/document"), client)
        #expect(error == .refusedAddress)
    }

    @Test func `a field cannot smuggle in another one`() {
        for (name, value) in [("X", "a\r\nY: b"), ("X\r\nY", "a"), ("X", "é"), ("", "a"), ("X:Y", "a"), ("X", "a\0b")] {
            #expect(throws: TransferError.self) {
                try OutboundRequest(.get, "http://127.0.0.1/", headers: [(name, value)])
            }
        }
        for url in ["http://a/b c", "http://a/\r\nX: y", "http://a/é", "http://a/\0"] {
            #expect(throws: TransferError.self) { try OutboundRequest(.get, url) }
        }
        #expect(throws: TransferError.self) {
            try OutboundRequest(.post([], contentType: "text/xml\r\nX: y"), "http://127.0.0.1/")
        }
    }

    @Test func `nothing of ours is told that was not asked for`() throws {
        let response = try client.send(.get("\(site)/request"))
        let names = String(decoding: response.body, as: UTF8.self).split(separator: "\n")
            .compactMap { $0.split(separator: ":").first?.lowercased() }
        #expect(Set(names) == ["host", "accept"])
    }
}
