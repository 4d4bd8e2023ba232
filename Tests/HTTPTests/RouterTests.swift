import FoundationEssentials
import Markup
import Testing

@testable import HTTP

struct RouterTests {
    private let router = Router([
        .get("/") { _ in .text("home") },
        .get("/ouvrir/{application}") { .text("open \($0.pathParameters["application"] ?? "?") \($0.route ?? "?")") },
        .get("/ouvrir/tout") { _ in .text("all") },
        .post("/connexion") { request throws(HTTPError) in .text(try request.form().only("email") ?? "none") },
        .get("/connexion") { _ in .text("form") },
    ])

    private func answer(_ method: Method, _ target: String, headers: Headers = [:], body: String = "") throws
        -> Response
    {
        router.answer(try Request(method, target, headers: headers, body: Array(body.utf8), receivedAt: Date()))
    }

    private func text(_ target: String) throws -> String {
        String(decoding: try answer(.get, target).body, as: UTF8.self)
    }

    @Test func `exact paths and patterns`() throws {
        #expect(try text("/") == "home")
        #expect(try text("/ouvrir/bip?x=1") == "open bip /ouvrir/{application}")
        #expect(try text("/ouvrir/tout") == "all")
    }

    @Test(arguments: [
        "", "x", "//", "/ouvrir", "/ouvrir/", "/ouvrir/a/b", "/ouvrir/..", "/ouvrir/.", "/ouvrir/%62ip", "/connexion/",
        "/Connexion", "/connexion%00", "/connexion ", "/ouvrir/é", "/ouvrir/a\u{1}", "*", "http://localhost/",
    ])
    func `another spelling of a path is not found`(path: String) throws {
        #expect(try answer(.get, path).status == .notFound)
    }

    @Test func `a page is sent as its bytes, with its type`() {
        let name = "<b>"
        let response = Response.html("<p>é \(name)</p>", status: .forbidden)
        #expect(response.body == Array("<p>é &lt;b&gt;</p>".utf8))
        #expect(response.headers["content-type"] == "text/html; charset=utf-8")
        #expect(response.status == .forbidden)
    }

    @Test func `HEAD is answered by the GET route`() throws {
        #expect(try answer(.head, "/").status == .ok)
    }

    @Test(arguments: ["OPTIONS", "PUT", "DELETE", "TRACE", "get", "PROPFIND"])
    func `other methods are refused and the right ones named`(method: String) throws {
        let response = try answer(Method(rawValue: method), "/connexion")
        #expect(response.status == .methodNotAllowed)
        #expect(response.headers["Allow"] == "POST, GET, HEAD")
        #expect(try answer(.post, "/ouvrir/x").headers["allow"] == "GET, HEAD")
    }

    @Test func `an error of a form becomes the page of its status`() throws {
        let form: Headers = ["Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"]
        #expect(try answer(.post, "/connexion", headers: form, body: "email=a%40b.fr").body == Array("a@b.fr".utf8))
        #expect(try answer(.post, "/connexion", headers: form, body: "email=%4").status == .badRequest)
        #expect(try answer(.post, "/connexion", headers: form, body: "email=a&email=b").status == .badRequest)
        #expect(try answer(.post, "/connexion", body: "email=a").status == .unsupportedMediaType)
        #expect(
            try answer(.post, "/connexion", headers: ["content-type": "text/plain"]).status == .unsupportedMediaType)
    }
}
