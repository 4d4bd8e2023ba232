import Directory
import FoundationEssentials
import SAML
import Database
import Testing

@testable import IdentityProvider

/// Where a Response goes: SAML Core §3.4.1, SAML Metadata §2.2.3, R8.
@Suite struct ConsumerTests {
    /// A binding that we do not answer by.
    private static let paos = Binding.paos.rawValue
    private static let post = Binding.httpPOST.rawValue

    private func site(_ consumers: [ServiceProviderSettings.AssertionConsumerService]) throws -> (Site, Peer, Browser) {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer, settings: { $0.assertionConsumerServices = consumers })
        return (site, peer, try Browser(site, signedIn: "helene"))
    }

    private static func consumer(
        _ index: Int, _ path: String, _ isDefault: Bool? = nil, _ binding: String = post
    ) -> ServiceProviderSettings.AssertionConsumerService {
        .init(index: index, binding: binding, location: "https://bip.example/\(path)", isDefault: isDefault)
    }

    @Test(arguments: [
        (RequestedConsumer.index(7), "b"), (.index(3), "a"),
        (.described(url: "https://bip.example/b", binding: nil), "b"),
        (.described(url: "https://bip.example/c", binding: .httpPOST), "c"),
        (.described(url: nil, binding: .httpPOST), "c"), (.unspecified, "c"),
    ])
    func `the consumer is chosen by index, by address, or is the default one`(
        asked: RequestedConsumer, expected: String
    ) throws {
        let (site, peer, browser) = try site([
            Self.consumer(3, "a"), Self.consumer(7, "b"), Self.consumer(0, "c", true), Self.consumer(1, "d", true),
        ])
        let answer = try browser.answer(peer, try peer.request(site, consumer: asked))
        #expect(answer.destination == "https://bip.example/\(expected)")
        #expect(answer.response.destination == answer.destination)
        #expect(answer.assertion?.subject?.confirmations.first?.data?.recipient == answer.destination)
    }

    @Test(
        arguments: [
            ([(nil, post), (nil, post)], 0), ([(false, post), (nil, post)], 1), ([(false, post), (false, post)], 0),
            ([(nil, post), (false, post), (true, post)], 2), ([(true, paos), (nil, post)], 1),
            ([(nil, paos), (false, post)], 1),
        ] as [([(Bool?, String)], Int)])
    func `the default consumer follows isDefault among those that take HTTP-POST`(
        marks: [(Bool?, String)], expected: Int
    ) throws {
        let (site, peer, browser) = try site(
            marks.enumerated().map { Self.consumer($0.offset, "\($0.offset)", $0.element.0, $0.element.1) })
        let answer = try browser.answer(peer, try peer.request(site))
        #expect(answer.destination == "https://bip.example/\(expected)")
    }

    @Test(arguments: [
        RequestedConsumer.index(9), .index(2), .described(url: "https://bip.example/A", binding: nil),
        .described(url: "https://bip.example/a/", binding: nil),
        .described(url: "https://bip.example/a?x=1", binding: nil),
        .described(url: "https://bip.example/a#x", binding: nil),
        .described(url: "https://bip.example/artifact", binding: nil),
        .described(url: "https://other.example/acs?tenant=1&lang=fr", binding: nil),
        .described(url: "https://evil.example/acs", binding: .httpPOST),
        .described(url: "https://bip.example@evil.example/a", binding: nil),
        .described(url: "https://bip.example/a", binding: .httpArtifact),
        .described(url: nil, binding: .httpRedirect), .described(url: nil, binding: .paos),
        .described(url: "javascript:alert(document.cookie)", binding: nil),
        .described(url: "data:text/html,x", binding: nil), .described(url: "//evil.example/acs", binding: nil),
    ])
    func `a consumer that is not registered, byte for byte, is never answered`(asked: RequestedConsumer) throws {
        let (site, peer, browser) = try site([
            Self.consumer(1, "a"), Self.consumer(2, "artifact", nil, Self.paos),
        ])
        try site.register(try Peer("other"))
        let hidden = ["evil.example", "javascript:", "data:text", "other.example"]
        for key in [nil, peer.key] {
            let request = try peer.request(site, consumer: asked)
            expectRefusal(try browser.get(try peer.redirect(request, signedBy: key)), at: site, hiding: hidden)
        }
        expectRefusal(
            try browser.crossPost("/saml/sso", try peer.form(try peer.request(site, consumer: asked))), at: site,
            hiding: hidden)
        // Nothing was accepted, so nobody is asked to sign in for it either.
        expectRefusal(try Browser(site).get(try peer.redirect(try peer.request(site, consumer: asked))), at: site)
        #expect(try site.count("SELECT count(*) FROM sign_on_request") == 0)
    }

    @Test(arguments: ["javascript:alert(1)", "http://bip.example/acs", "data:text/html,x", "https:///acs", "/acs"])
    func `a consumer whose address came into the record with a wrong scheme is not answered`(location: String) throws {
        var consumer = Self.consumer(0, "a")
        consumer.location = location
        let (site, peer, browser) = try site([consumer])
        expectRefusal(try browser.get(try peer.redirect(try peer.request(site))), at: site, hiding: [location])
        expectRefusal(try browser.get("/ouvrir/bip"), at: site, hiding: [location == "/acs" ? "" : location])
    }

    @Test func `a consumer that goes while the person signs in is not answered`() throws {
        let (site, peer, _) = try site([Self.consumer(0, "a"), Self.consumer(1, "b")])
        let browser = Browser(site)
        let asked = RequestedConsumer.described(url: "https://bip.example/b", binding: nil)
        let parked = try browser.get(try peer.redirect(try peer.request(site, consumer: asked)))
        try browser.signIn("helene")
        let provider = try #require(try site.directory.read { try $0.serviceProvider(entityID: peer.entityID) })
        var settings = provider.settings
        settings.assertionConsumerServices = [Self.consumer(0, "a")]
        let final = settings
        try site.change { try $0.updateMetadata(of: provider.id, settings: final, metadata: nil) }
        expectRefusal(try browser.get("/saml/continue/\(parked.waitingID)"), at: site)
    }
}
