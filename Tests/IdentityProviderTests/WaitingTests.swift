import Accounts
import Crypto
import Directory
import FoundationEssentials
import HTTP
import SAML
import PageInspection
import Database
import XML
import Testing

@testable import IdentityProvider

/// Requests that wait: for a sign-in, for the browser that follows a POST, for a choice; and that come again.
@Suite struct WaitingTests {
    private func world() throws -> (Site, Peer) {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer)
        return (site, peer)
    }

    @Test func `who is not signed in signs in first, then the request goes on`() throws {
        let (site, peer) = try world()
        let browser = Browser(site)
        let id = MessageID(random: .system)
        let parked = try browser.get(try peer.redirect(try peer.request(site, id: id), relayState: "retour"))
        #expect(parked.status == .seeOther)
        #expect(parked.location == "/connexion?suite=\(parked.waitingID)")
        // Before the sign-in, the way on leads to it.
        let early = try browser.get("/saml/continue/\(parked.waitingID)")
        #expect(early.location == parked.location)
        #expect(try site.identityProvider.waiting(parked.waitingID, at: site.now)?.application == "BIP")
        site.pass(29 * 60)
        try browser.signIn("helene")
        let answer = try Answer(browser.get("/saml/continue/\(parked.waitingID)"), from: site)
        #expect(answer.response.inResponseTo == id)
        #expect(answer.relayState == "retour")
        #expect(try site.identityProvider.waiting(parked.waitingID, at: site.now) == nil)
    }

    @Test func `looking at a link with HEAD does not use up the request`() throws {
        let (site, peer) = try world()
        let browser = Browser(site)
        try browser.signIn("helene")
        let link = try peer.redirect(try peer.request(site))
        let looked = try browser.head(link)
        #expect(looked.status == .methodNotAllowed)
        #expect(looked.body.isEmpty)
        #expect(try Answer(browser.get(link), from: site).response.inResponseTo != nil)
    }

    @Test func `several tabs wait, and each goes on after one sign-in`() throws {
        let (site, peer) = try world()
        let net = try Peer("net")
        try site.register(net, of: site.world.net)
        let browser = Browser(site)
        let tabs = try [
            browser.get(peer.redirect(peer.request(site))),
            browser.get(net.redirect(net.request(site))),
            browser.follow(browser.crossPost("/saml/sso", peer.form(peer.request(site)))),
            browser.get("/ouvrir/bip"),
        ]
        #expect(Set(tabs.map(\.location)).count == 4)
        #expect(tabs.allSatisfy { $0.location.hasPrefix("/connexion?suite=") })
        try browser.signIn("sofia")
        let answers = try tabs.map { try browser.get("/saml/continue/\($0.waitingID)") }
        #expect(try Answer(answers[0], from: site).destination == peer.consumer)
        #expect(answers[1].page.value(of: "structure") != nil)
        #expect(try Answer(answers[2], from: site).destination == peer.consumer)
        #expect(try Answer(answers[3], from: site).response.inResponseTo == nil)
    }

    @Test func `a POST is parked without cookies and belongs to the first browser that follows`() throws {
        let (site, peer) = try world()
        let browser = try Browser(site, signedIn: "helene")
        let parked = try browser.crossPost("/saml/sso", try peer.form(try peer.request(site), relayState: "é & <x>"))
        #expect(parked.status == .seeOther)
        #expect(parked.location.hasPrefix("/saml/continue/"))
        #expect(parked.cookies.isEmpty)
        let answer = try Answer(browser.follow(parked), from: site)
        #expect(answer.relayState == "é & <x>")
        #expect(answer.codes == [.success])

        let second = try browser.crossPost("/saml/sso", try peer.form(try peer.request(site)))
        let other = try Browser(site, signedIn: "sofia")
        #expect(try Answer(other.follow(second), from: site).nameID?.value == "sofia@ville-valmont.example")
        expectRefusal(try browser.follow(second), at: site)
    }

    @Test func `a signed POST is answered`() throws {
        let (site, peer) = try world()
        try site.register(try Peer("signs", key: Keys.theirsEC), decide: { $0.requireSignedRequests = true })
        let signs = try Peer("signs", key: Keys.theirsEC)
        let browser = try Browser(site, signedIn: "helene")
        for peer in [peer, signs] {
            let form = try peer.form(try peer.request(site), signedBy: peer.key)
            #expect(try Answer(browser.follow(browser.crossPost("/saml/sso", form)), from: site).codes == [.success])
        }
    }

    @Test func `another browser never goes on with a request`() throws {
        let (site, peer) = try world()
        let browser = Browser(site)
        let parked = try browser.get(try peer.redirect(try peer.request(site)))
        let thief = try Browser(site, signedIn: "sofia")
        expectRefusal(try thief.get("/saml/continue/\(parked.waitingID)"), at: site)
        expectRefusal(
            try thief.post("/saml/continue/\(parked.waitingID)", [("structure", "\(site.world.town)")]), at: site)
        expectRefusal(try thief.get("/saml/continue/\(parked.waitingID)x"), at: site)
        try browser.signIn("helene")
        #expect(try Answer(browser.get("/saml/continue/\(parked.waitingID)"), from: site).codes == [.success])
    }

    @Test func `what has waited for half an hour has expired`() throws {
        let (site, peer) = try world()
        let browser = try Browser(site, signedIn: "helene")
        let form = try peer.form(try peer.request(site))
        let parked = try browser.crossPost("/saml/sso", form)
        site.pass(30 * 60)
        let page = try browser.follow(parked)
        #expect(page.status == 410)
        expectRefusal(page, at: site)
    }

    @Test func `a double click is answered again, a reload or Back later gets the way back`() throws {
        let (site, peer) = try world()
        let browser = try Browser(site, signedIn: "helene")
        let direct = try peer.redirect(try peer.request(site))
        let waiting = try browser.crossPost("/saml/sso", try peer.form(try peer.request(site))).location
        for target in [direct, waiting] {
            let first = try Answer(browser.get(target), from: site)
            site.pass(4)
            let second = try Answer(browser.get(target), from: site)
            #expect(first.assertion?.id != second.assertion?.id)
            #expect(first.response.inResponseTo == second.response.inResponseTo)
            site.pass(2)
            let later = try browser.get(target)
            #expect(later.status == .ok)
            #expect(later.page.words.contains("Revenir à BIP"))
            #expect(later.page.links.contains("/ouvrir/bip"))
            #expect(later.faults == [])
            #expect(!later.text.contains("SAMLResponse"))
        }
    }

    @Test func `a message that is too old finds its request again in its own browser, for as long as that is kept`()
        throws
    {
        let (site, peer) = try world()
        let target = try peer.redirect(try peer.request(site))
        let answered = try Browser(site, signedIn: "helene")
        _ = try Answer(answered.get(target), from: site)
        let waiting = Browser(site)
        let waitingTarget = try peer.redirect(try peer.request(site))
        let parked = try waiting.get(waitingTarget)
        site.pass(20 * 60)
        #expect(try answered.get(target).page.words.contains("Revenir à BIP"))
        #expect(try waiting.get(waitingTarget).location == "/saml/continue/\(parked.waitingID)")
        for (browser, target) in [(waiting, target), (answered, waitingTarget)] {
            let page = try browser.get(target)
            #expect(page.status == 410)
            expectRefusal(page, at: site)
        }
        site.pass(11 * 60)
        #expect(try answered.get(target).status == 410)
    }

    @Test func `the way back is also there after signing out, and for the next person at the same browser`() throws {
        let (site, peer) = try world()
        let browser = try Browser(site, signedIn: "helene")
        let direct = try peer.redirect(try peer.request(site))
        _ = try Answer(browser.get(direct), from: site)
        browser.signOut()
        let outside = try browser.follow(browser.get(direct))
        #expect(outside.status == .ok)
        #expect(outside.page.words.contains("Revenir à BIP"))
        try browser.signIn("sofia")
        // Within the double click, but another person: the request is not answered for both.
        let next = try browser.get(direct)
        #expect(next.page.words.contains("Revenir à BIP"))
        #expect(!next.text.contains("SAMLResponse"))
    }

    @Test func `a message that was answered is refused in every other browser and session`() throws {
        let (site, peer) = try world()
        let browser = try Browser(site, signedIn: "helene")
        let request = try peer.request(site)
        let target = try peer.redirect(request)
        _ = try Answer(browser.get(target), from: site)
        expectRefusal(try Browser(site, signedIn: "sofia").get(target), at: site)
        expectRefusal(try Browser(site, signedIn: "helene").get(target), at: site)
        let stranger = Browser(site)
        expectRefusal(try stranger.follow(stranger.get(target)), at: site)
        let posted = try stranger.crossPost("/saml/sso", try peer.form(request))
        expectRefusal(try stranger.follow(posted), at: site)
        // The identifier counts, not the bytes: another message under the same ID is a replay too.
        let twin = try peer.request(site, id: try #require(MessageID(rawValue: request.attribute("ID") ?? ""))) {
            $0.set("ForceAuthn", "false")
        }
        expectRefusal(try Browser(site, signedIn: "sofia").get(try peer.redirect(twin)), at: site)
    }

    @Test func `a message that waits in one browser is refused in another that is signed in`() throws {
        let (site, peer) = try world()
        let browser = Browser(site)
        let target = try peer.redirect(try peer.request(site))
        let parked = try browser.get(target)
        expectRefusal(try Browser(site, signedIn: "sofia").get(target), at: site)
        // The same browser may send it again: after the sign-in elsewhere it is answered once.
        #expect(try browser.get(target).location == "/saml/continue/\(parked.waitingID)")
        try browser.signIn("helene")
        #expect(try Answer(browser.get(target), from: site).codes == [.success])
        site.pass(6)
        let page = try browser.get("/saml/continue/\(parked.waitingID)")
        #expect(page.page.words.contains("Revenir à BIP"))
    }

    @Test func `two service providers may use the same identifier`() throws {
        let (site, peer) = try world()
        let other = try Peer("other")
        try site.register(other)
        let id = MessageID(random: .system)
        let browser = try Browser(site, signedIn: "helene")
        for peer in [peer, other] {
            #expect(try browser.answer(peer, try peer.request(site, id: id)).response.inResponseTo == id)
        }
    }

    @Test func `of sixteen parallel uses of one message, in as many browsers, exactly one is answered`() async throws {
        let (site, peer) = try world()
        let browsers = try (0..<16).map { _ in try Browser(site, signedIn: "helene") }
        for _ in 0..<5 {
            let target = try peer.redirect(try peer.request(site))
            let pages = try await inParallel(16) { try browsers[$0].get(target) }
            #expect(pages.filter { (try? Answer($0, from: site)) != nil }.count == 1)
            #expect(pages.filter { $0.status == .badRequest }.count == 15)

            let posted = try browsers[0].crossPost("/saml/sso", try peer.form(try peer.request(site)))
            let followed = try await inParallel(16) { try browsers[$0].follow(posted) }
            #expect(followed.filter { (try? Answer($0, from: site)) != nil }.count == 1)
            #expect(followed.filter { $0.status == .badRequest }.count == 15)
        }
        #expect(try site.count("SELECT count(*) FROM sign_on_event") == 10)
    }

    @Test func `the memory of messages survives a restart`() throws {
        let (site, peer) = try world()
        let browser = try Browser(site, signedIn: "helene")
        let target = try peer.redirect(try peer.request(site))
        _ = try Answer(browser.get(target), from: site)
        let restarted = try site.restarted()
        expectRefusal(try Browser(restarted, signedIn: "sofia").get(target), at: restarted)
    }

    @Test func `what has had its time is forgotten, and not sooner than a replay could come`() throws {
        let (site, peer) = try world()
        let browser = try Browser(site, signedIn: "helene")
        let target = try peer.redirect(try peer.request(site))
        _ = try Answer(browser.get(target), from: site)
        site.pass(15 * 60)
        try site.identityProvider.deleteExpired(at: site.now)
        #expect(try site.count("SELECT count(*) FROM sign_on_request") == 1)
        site.pass(16 * 60)
        try site.identityProvider.deleteExpired(at: site.now)
        #expect(try site.count("SELECT count(*) FROM sign_on_request") == 0)
        #expect(try site.count("SELECT count(*) FROM session_participant") == 1)
        expectRefusal(try browser.get(target), at: site)
        try site.accounts.endSessions(of: site.world.helene, at: site.now)
        site.pass(366 * 86_400)
        try site.identityProvider.deleteExpired(at: site.now)
        #expect(try site.count("SELECT count(*) FROM session_participant") == 0)
        #expect(try site.count("SELECT count(*) FROM sign_on_event") == 0)
    }
}

/// Runs `body` on `count` threads at once and collects what each answers.
func inParallel<Value: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) throws -> Value
) async throws -> [Value] {
    try await withThrowingTaskGroup(of: Value.self) { group in
        for index in 0..<count { group.addTask { try body(index) } }
        var values: [Value] = []
        for try await value in group { values.append(value) }
        return values
    }
}
