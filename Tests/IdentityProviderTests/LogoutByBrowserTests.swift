import Crypto
import Database
import FoundationEssentials
import HTTP
import PageInspection
import SAML
import Testing
import XML

@testable import IdentityProvider

// Service providers that only the person's browser can tell (decision 0192).
extension LogoutTests {
    @Test func `a service provider that only a browser reaches is asked through it, once`() throws {
        try site.registerForLogout(bip)
        let answer = try browser.answer(bip, try bip.request(site))
        let page = try signOut()
        let asked = try site.redirected(browser.get(next(page).orThrow(), from: "same-origin"))
        let request = try LogoutRequest(asked.message)
        #expect(bip.logout.hasPrefix(asked.endpoint))
        #expect(try request.sessionIndexes == [answer.sessionIndex.orThrow()])
        let response = try bip.toLogout(try bip.logoutResponse(site, to: request.id), as: .response, signedBy: bip.key)
        let back = try browser.get(response, from: "cross-site")
        #expect(try browser.follow(back).says("BIP", "Déconnecté"))
        expectRefusal(try browser.get(response, from: "cross-site"), at: site)
    }

    @Test func `the browser goes from one to the next, in its own window`() throws {
        try site.registerForLogout(bip)
        try site.registerForLogout(net, of: site.world.net)
        _ = try open()
        let first = try next(signOut()).orThrow()
        let id = try LogoutRequest(site.redirected(browser.get(first, from: "same-origin")).message).id
        // Who comes back without an answer goes on with the other one.
        let path = String(first.prefix(upTo: try first.lastIndex(of: "/").orThrow()))
        let page = try browser.get(path)
        #expect(page.says("BIP", "N’a pas répondu"))
        #expect(page.says("NetCotisation", "En cours"))
        let second = try next(page).orThrow()
        #expect(second != first)
        let other = try LogoutRequest(site.redirected(browser.get(second, from: "same-origin")).message).id
        for (peer, request) in [(bip, id), (net, other)] {
            let answer = try peer.toLogout(
                try peer.logoutResponse(site, to: request), as: .response, signedBy: peer.key)
            _ = try browser.get(answer, from: "cross-site")
        }
        #expect(try browser.get(path).page.words.contains("de vos applications"))
    }

    @Test
    func `who comes back from an application that kept the browser goes on, and it is visited last the next time`()
        throws
    {
        try site.registerForLogout(bip)
        try site.registerForLogout(net, of: site.world.net)
        let answers = try open()
        let page = try signOut()
        let name = try page.cookies.first { $0.name == "deconnexion" }.orThrow().value
        #expect(try site.identityProvider.unfinishedLogout(name, at: site.now) == "/deconnexion/\(name)")
        _ = try browser.get(next(page).orThrow(), from: "same-origin")
        #expect(try site.identityProvider.unfinishedLogout(name, at: site.now) == "/deconnexion/\(name)")
        // BIP said good-bye. In its other window NetCotisation asks for a logout, and is not told Success at once.
        let again = try net.logoutRequest(
            site, try answers.net.nameID.orThrow(), [try answers.net.sessionIndex.orThrow()])
        let target = try net.toLogout(again, relayState: "ici", signedBy: net.key)
        let going = try browser.follow(browser.get(target, from: "cross-site"))
        let visited = try browser.get(next(going).orThrow(), from: "same-origin")
        let id = try LogoutRequest(site.redirected(visited).message).id
        let answer = try net.toLogout(try net.logoutResponse(site, to: id), as: .response, signedBy: net.key)
        let told = try browser.follow(browser.get(answer, from: "cross-site"))
        #expect(told.says("BIP", "N’a pas répondu"))
        #expect(told.page.words.contains("Revenir à NetCotisation"))
        #expect(told.cookies.contains { $0.name == "deconnexion" && $0.maxAge == 0 })
        #expect(try site.identityProvider.unfinishedLogout(name, at: site.now) == nil)

        try browser.signIn("sofia")
        _ = try open()
        let first = try browser.get(next(signOut()).orThrow(), from: "same-origin")
        #expect(try net.logout.hasPrefix(site.redirected(first).endpoint), "BIP kept the browser the last time")
    }

    @Test func `the browser is not sent where nobody answers`() throws {
        let gone = try LogoutEndpoint(of: net, at: site)
        gone.stop()
        try site.registerForLogout(bip)
        try site.registerForLogout(net, of: site.world.net, browser: gone.location)
        _ = try open()
        let page = try signOut()
        #expect(page.says("BIP", "En cours"))
        #expect(page.says("NetCotisation", "N’a pas répondu"))
        #expect(page.page.words.contains("Se déconnecter de NetCotisation"))
        #expect(site.log.contains { $0.contains("not reachable") })
        #expect(page.faults == [])
    }

    @Test func `an answer that is unsigned, another's or of nothing is refused (LogoutResponse stripping)`() throws {
        try site.registerForLogout(bip)
        try site.registerForLogout(net, of: site.world.net)
        _ = try browser.answer(bip, try bip.request(site))
        let page = try signOut()
        let id = try LogoutRequest(site.redirected(browser.get(next(page).orThrow(), from: "same-origin")).message).id
        let answers = try [
            bip.toLogout(bip.logoutResponse(site, to: id), as: .response, signedBy: nil),
            bip.toLogout(bip.logoutResponse(site, to: id), as: .response, signedBy: Keys.strange.get()),
            net.toLogout(net.logoutResponse(site, to: id), as: .response, signedBy: net.key),
            bip.toLogout(bip.logoutResponse(site, to: MessageID(random: .system)), as: .response, signedBy: bip.key),
        ]
        for answer in answers { expectRefusal(try browser.get(answer, from: "cross-site"), at: site) }
        #expect(try site.count("SELECT count(*) FROM logout_participant WHERE state = 'asked'") == 1)
    }
}
