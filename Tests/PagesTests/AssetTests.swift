import HTTP
import Markup
import Testing

@testable import Pages

struct AssetTests {
    private let router = Router(Assets.embedded.routes)

    private func file(_ type: String, encoding: String? = nil) throws -> Response {
        let route = try #require(router.routes.first { $0.pattern.hasSuffix(type) })
        return router.answer(try request(.get, route.pattern, headers: encoding.map { ["accept-encoding": $0] } ?? [:]))
    }

    @Test func `every file a page loads is served, for ever, under a name that holds its hash`() throws {
        let html = Page(Words.profile, content: "").document(website.context(for: try request())).string
        for route in router.routes where !route.pattern.contains("{") {
            #expect(html.contains("\"\(route.pattern)\""))
            let answer = router.answer(try request(.get, route.pattern))
            #expect(answer.status == .ok)
            #expect(answer.headers["cache-control"] == "public, max-age=31536000, immutable")
            #expect(answer.headers["vary"] == "accept-encoding")
        }
        #expect(router.routes.count == 4, "the fourth is the style sheet with a colour of the site's own")
    }

    @Test func `the style sheet and the script keep within their weight`() throws {
        #expect(try file(".css", encoding: "gzip").body.count <= 12 * 1024)
        #expect(try file(".js", encoding: "gzip").body.count <= 8 * 1024)
    }

    @Test(arguments: [
        ("gzip", true), ("br, GZIP;q=0.5", true), ("gzip;q=0", false), ("br", false), ("gzip; q=0.0", false),
    ])
    func `gzip is sent to who takes it`(_ accepted: String, _ isCompressed: Bool) throws {
        let answer = try file(".css", encoding: accepted)
        #expect(answer.headers["content-encoding"] == (isCompressed ? "gzip" : nil))
        #expect(answer.body.starts(with: [0x1F, 0x8B]) == isCompressed)
    }

    @Test func `nothing in the style sheet or the script comes from elsewhere`() throws {
        for type in [".css", ".js"] {
            let text = String(decoding: try file(type).body, as: UTF8.self)
            #expect(
                !text.contains("http:") && !text.contains("https:") && !text.contains("//cdn")
                    && !text.contains("@import"))
        }
    }
}
