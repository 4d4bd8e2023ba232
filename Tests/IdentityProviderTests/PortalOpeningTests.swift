import Accounts
import Database
import Directory
import FoundationEssentials
import HTTP
import PageInspection
import SAML
import Testing

@testable import IdentityProvider

/// Opening an application from the portal: SAML Profiles §4.1.5, R14.
@Suite struct PortalOpeningTests {
    private func world() throws -> (Site, Peer, Browser) {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer) { $0.defaultRelayState = "https://bip.example/accueil?a=1&b=2" }
        return (site, peer, try Browser(site, signedIn: "helene"))
    }

    @Test func `a tile opens its application with an assertion that answers no request`() throws {
        let (site, peer, browser) = try world()
        for origin in ["same-origin", "none"] {
            let answer = try Answer(browser.get("/ouvrir/bip", from: origin), from: site)
            #expect(answer.destination == peer.consumer)
            #expect(answer.relayState == "https://bip.example/accueil?a=1&b=2")
            #expect(answer.response.inResponseTo == nil)
            #expect(answer.assertion?.subject?.confirmations.first?.data?.inResponseTo == nil)
            #expect(answer.values("role") == ["user", "Rédaction & <web>; été"])
        }
    }

    @Test(arguments: ["cross-site", "same-site", "", "x"])
    func `another site's link only offers to open the application`(origin: String) throws {
        let (site, _, browser) = try world()
        for target in ["/ouvrir/bip", "/ouvrir/bip?structure=\(site.world.town)&x=%22%3Ecanari"] {
            for browser in [browser, Browser(site)] {
                let page = try browser.get(target, from: origin)
                #expect(page.status == .ok)
                #expect(page.faults == [])
                #expect(!page.text.contains("SAMLResponse"))
                #expect(!page.text.contains("canari"))
                #expect(page.page.words.contains("Un lien vous propose d’ouvrir BIP"))
                let own = target.contains("structure") ? "/ouvrir/bip?structure=\(site.world.town)" : "/ouvrir/bip"
                #expect(page.page.links.contains(own))
            }
        }
        #expect(try site.count("SELECT count(*) FROM sign_on_request") == 0)
        #expect(try site.count("SELECT count(*) FROM sign_on_event") == 0)
    }

    @Test(arguments: [
        ("https://auth.valmont.example/", true), ("https://auth.valmont.example", true),
        ("https://auth.valmont.example/aide?x", true), ("https://auth.valmont.example.evil.example/", false),
        ("https://evil.example/https://auth.valmont.example/", false), ("http://auth.valmont.example/", false),
        ("https://auth.valmont.example:8443/", false), ("", false),
    ])
    func `an old browser's Referer tells where it comes from`(referer: String, isOwn: Bool) throws {
        let (site, _, browser) = try world()
        let page = try browser.get("/ouvrir/bip", from: nil, headers: ["referer": referer])
        #expect(page.text.contains("SAMLResponse") == isOwn)
        #expect(try browser.get("/ouvrir/bip", from: nil).page.words.contains("Un lien vous propose"))
        // What the browser says itself goes before the Referer.
        let mixed = try browser.get("/ouvrir/bip", from: "cross-site", headers: ["referer": referer])
        #expect(!mixed.text.contains("SAMLResponse"))
        _ = site
    }

    @Test func `a person signs in on the way, and the structure of the tile is kept`() throws {
        let site = try Site()
        let net = try Peer("net")
        try site.register(net, of: site.world.net)
        let browser = Browser(site)
        let parked = try browser.get("/ouvrir/netcotisation?structure=\(site.world.ccas)")
        #expect(parked.location.hasPrefix("/connexion?suite="))
        try browser.signIn("sofia")
        let answer = try Answer(browser.get("/saml/continue/\(parked.waitingID)"), from: site)
        #expect(answer.values("structure") == ["CCAS de Valmont"])
        site.pass(6)
        #expect(try browser.get("/saml/continue/\(parked.waitingID)").page.words.contains("Revenir à NetCotisation"))
    }

    @Test func `a tile may be opened as often as one likes`() throws {
        let (site, _, browser) = try world()
        let answers = try (0..<5).map { _ in try Answer(browser.get("/ouvrir/bip"), from: site) }
        #expect(Set(answers.map { $0.assertion?.id }).count == 5)
        #expect(try site.count("SELECT count(*) FROM sign_on_request") == 0)
        #expect(try site.identityProvider.applicationsOpened(in: try browser.session.id) == ["BIP"])
        #expect(try site.identityProvider.lastUses(of: site.world.helene) == [site.world.bip: Site.morning])
    }

    @Test func `a chooser of the portal goes on by its form`() throws {
        let site = try Site()
        let net = try Peer("net")
        try site.register(net, of: site.world.net)
        let browser = try Browser(site, signedIn: "sofia")
        let parked = try browser.get("/ouvrir/netcotisation")
        let chooser = try browser.follow(parked)
        let token = try #require(chooser.page.value(of: "jeton"))
        let page = try browser.post(parked.location, [("jeton", token), ("structure", "\(site.world.town)")])
        #expect(try Answer(page, from: site).values("role") == ["net cotisation"])
    }

    @Test func `an unknown application, and one that nothing opens, are not found`() throws {
        let (site, peer, browser) = try world()
        for target in ["/ouvrir/inconnue", "/ouvrir/BIP", "/ouvrir/netcotisation", "/ouvrir/bip%2F"] {
            let page = try browser.get(target)
            #expect(page.status == .notFound)
            #expect(!page.page.words.contains("inconnue"))
        }
        let id = try #require(try site.directory.read { try $0.serviceProvider(entityID: peer.entityID) }).id
        try site.change { try $0.setEnabled(false, serviceProvider: id) }
        #expect(try browser.get("/ouvrir/bip").status == .notFound)
    }

    @Test func `of several service providers the default one opens the application`() throws {
        let (site, peer, browser) = try world()
        let newer = try Peer("nouveau")
        let id = try site.register(newer)
        #expect(try Answer(browser.get("/ouvrir/bip"), from: site).destination == peer.consumer)
        try site.change { try $0.makeDefault(id) }
        #expect(try Answer(browser.get("/ouvrir/bip"), from: site).destination == newer.consumer)
    }

    @Test func `a service provider that takes no HTTP-POST opens nothing`() throws {
        let site = try Site()
        try site.register(
            try Peer(), settings: { $0.assertionConsumerServices[0].binding = Binding.paos.rawValue })
        expectRefusal(try Browser(site, signedIn: "helene").get("/ouvrir/bip"), at: site)
    }
}
