import Testing

@testable import HTTP

struct PublicURLTests {
    @Test(arguments: [
        ("https://auth.example.fr", "https://auth.example.fr"), ("HTTPS://Auth.Example.fr/", "https://auth.example.fr"),
        ("https://auth.example.fr:443", "https://auth.example.fr"), ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"), ("https://[::1]", "https://[::1]"),
    ])
    func `scheme, name and port have one spelling`(text: String, description: String) {
        #expect(PublicURL(text)?.description == description)
    }

    @Test(arguments: [
        "", "auth.example.fr", "ftp://a", "https://", "https://a/b", "https://a?b", "https://u@a", "https://a:0",
        "https://a:99999", "https://a:+1", "https://a:", "https://a b", "https://::1", "https://é.fr",
    ])
    func `anything else is no public URL`(text: String) {
        #expect(PublicURL(text) == nil)
    }

    @Test func `only the site's own name is accepted as Host`() throws {
        let url = try #require(PublicURL("https://auth.example.fr"))
        #expect(url.accepts(hostHeader: "auth.example.fr"))
        #expect(url.accepts(hostHeader: "AUTH.example.fr:443"))
        for host in [
            "", "auth.example.fr:80", "auth.example.fr.", "evil.fr", "auth.example.fr@evil.fr", "a,auth.example.fr",
        ] {
            #expect(!url.accepts(hostHeader: host))
        }
    }

    @Test func `loopback names`() throws {
        #expect(try #require(PublicURL("http://127.0.0.1:8081")).isLoopback)
        #expect(try #require(PublicURL("http://localhost")).isLoopback)
        #expect(try #require(PublicURL("https://auth.example.fr")).isLoopback == false)
    }
}
