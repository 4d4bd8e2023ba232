import Testing

@testable import HTTP

struct SecurityHeadersTests {
    private let secure = PublicURL("https://auth.example.fr") ?? .localhost

    @Test func `every answer carries the fields of R14`() {
        let headers = SecurityHeaders(publicURL: secure).fields(for: .text("x", status: .notFound))
        #expect(
            headers["content-security-policy"]
                == "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
        #expect(headers["x-content-type-options"] == "nosniff")
        #expect(headers["referrer-policy"] == "strict-origin")
        #expect(headers["cross-origin-opener-policy"] == "same-origin")
        #expect(headers["permissions-policy"] != nil)
        #expect(headers["strict-transport-security"] == "max-age=31536000; includeSubDomains")
        #expect(headers["cache-control"] == "no-store")
    }

    @Test func `a page to a service provider may post to any of them`() {
        var response = Response.text("x")
        response.formTargets = .serviceProviders
        let policy = SecurityHeaders(publicURL: secure).fields(for: response)["content-security-policy"]
        #expect(policy?.contains("form-action https:;") == true)
        let local = SecurityHeaders(publicURL: .localhost).fields(for: response)
        #expect(local["content-security-policy"]?.contains("form-action https: http:;") == true)
        #expect(local["strict-transport-security"] == nil)
    }

    @Test func `an answer chooses its caching and nothing else`() {
        let response = Response.immutableFile([1], contentType: "text/css", encoding: "gzip")
            .with("X-Content-Type-Options", "sniff").with("Content-Security-Policy", "default-src *")
        let headers = SecurityHeaders(publicURL: secure).fields(for: response)
        #expect(headers["cache-control"] == "public, max-age=31536000, immutable")
        #expect(headers.all("x-content-type-options") == ["nosniff"])
        #expect(headers.all("content-security-policy").count == 1)
        #expect(headers["content-encoding"] == "gzip")
    }

    @Test func `cookies are added with the site's prefix`() {
        let response = Response.seeOther("/").setting(Cookie("a", "1")).setting(.removing("b"))
        let cookies = SecurityHeaders(publicURL: secure).fields(for: response).all("set-cookie")
        #expect(cookies.count == 2)
        #expect(cookies.allSatisfy { $0.hasPrefix("__Host-") })
    }
}
