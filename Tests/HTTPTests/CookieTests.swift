import FoundationEssentials
import Testing

@testable import HTTP

struct CookieTests {
    private let secure = PublicURL("https://auth.example.fr") ?? .localhost

    @Test func `over https the cookie is bound to the host`() {
        #expect(
            Cookie("session", "abc", maxAge: 60).headerValue(for: secure)
                == "__Host-session=abc; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax")
    }

    @Test func `on a loopback site without TLS it has no prefix`() {
        #expect(
            Cookie("session", "abc", sameSite: .strict).headerValue(for: .localhost)
                == "session=abc; Path=/; HttpOnly; SameSite=Strict")
        #expect(Cookie.removing("session").headerValue(for: .localhost).contains("session=; Path=/; Max-Age=0"))
    }

    @Test func `a value cannot end the cookie`() {
        #expect(Cookie("a", "x; Domain=b\r\nY").headerValue(for: .localhost).hasPrefix("a=x%3B%20Domain%3Db%0D%0AY; "))
    }

    @Test func `over https a cookie without the prefix does not exist`() {
        let cookies = Cookies(headers: ["session=planted; __Host-session=true; __Host-lang=fr"], publicURL: secure)
        #expect(cookies["session"] == "true")
        #expect(cookies["lang"] == "fr")
        #expect(cookies["__Host-session"] == nil)
        #expect(Cookies(headers: ["session=planted"], publicURL: secure)["session"] == nil)
    }

    @Test func `two cookies of one name and different values are none`() {
        let cookies = Cookies(headers: ["a=1; b=2;c=x=y", "a=3; b=2; broken"], publicURL: .localhost)
        #expect(cookies["a"] == nil)
        #expect(cookies["b"] == "2")
        #expect(cookies["c"] == "x=y")
        #expect(cookies["broken"] == nil)
    }
}
