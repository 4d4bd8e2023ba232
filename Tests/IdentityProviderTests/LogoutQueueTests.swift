import Accounts
import Database
import Directory
import PageInspection
import SAML
import Testing

@testable import IdentityProvider

/// Who tells the service providers of a session that ended: the page that somebody looks at, or the logoutSender that works
/// through the queue beside it.
@Suite struct LogoutQueueTests {
    private let site: Site
    private let bip: Peer
    private let browser: Browser
    private let client = Client(address: "192.0.2.1", userAgent: nil, deviceToken: nil)

    init() throws {
        site = try Site(publicURL: "http://localhost:8080")
        bip = try Peer("bip")
        browser = try Browser(site, signedIn: "sofia")
    }

    private var queue: LogoutQueue { site.identityProvider.logoutQueue }
    private var logoutSender: LogoutSender { site.identityProvider.logoutSender }

    /// Ends the session as a page of a logout does, up to where it begins to tell.
    private func beginLogout() throws -> String {
        let name = queue.newName()
        let session = try browser.session
        try site.accounts.endSession(session, from: client, at: site.now) { (connection) throws(DatabaseError) in
            try queue.begin(name, of: [session.id], reply: nil, at: site.now, in: connection)
        }
        return name
    }

    @Test func `the queue's thread takes nothing that a page has begun to send`() throws {
        try site.registerForLogout(bip)
        _ = try browser.answer(bip, try bip.request(site))
        let logout = try beginLogout()
        try logoutSender.workThroughQueue(at: site.now)
        #expect(try queue.participants(of: logout).map(\.state) == [.waiting])
        try logoutSender.send(logout, hasBrowser: true, waitingAtMost: .seconds(1), at: site.now)
        #expect(try queue.participants(of: logout).map(\.state) == [.browser], "only the browser reaches it")
    }

    @Test func `a logout that was cut off before anybody was told is taken up`() throws {
        let endpoint = try LogoutEndpoint(of: bip, at: site)
        try site.registerForLogout(bip, soap: endpoint.location)
        _ = try browser.answer(bip, try bip.request(site))
        let logout = try beginLogout()
        site.pass(61)
        try logoutSender.workThroughQueue(at: site.now)
        #expect(endpoint.received.count == 1)
        #expect(try queue.participants(of: logout).map(\.state) == [.done])
    }

    @Test func `a session and its logout end together or not at all`() throws {
        try site.registerForLogout(bip)
        _ = try browser.answer(bip, try bip.request(site))
        let session = try browser.session
        #expect(throws: AccountsError.self) {
            try site.accounts.endSession(session, from: client, at: site.now) { (connection) throws(DatabaseError) in
                try connection.execute("INSERT INTO logout (id) VALUES (NULL)")
            }
        }
        #expect(try browser.session == session)
        #expect(try site.count("SELECT count(*) FROM logout_participant") == 0)
    }

    @Test(arguments: [nil, "http://127.0.0.1:9/slo"])
    func `an application that got no name is named, and nothing that names nobody is sent to it`(soap: String?) throws {
        try site.register(bip, decide: { $0.nameIDForm = ServiceProviderOverrides.NameIDForm.none }) { settings in
            settings.singleLogoutServices = [
                .init(binding: Binding.httpRedirect.rawValue, location: bip.logout)
            ]
            if let soap {
                settings.singleLogoutServices.append(.init(binding: Binding.soap.rawValue, location: soap))
            }
        }
        _ = try browser.answer(bip, try bip.request(site))
        let path = try site.identityProvider.signOut(try browser.session, from: client, at: site.now)
        browser.signOut()
        let page = try browser.get(path)
        #expect(page.page.words.contains("Ne gère pas la déconnexion"))
        #expect(page.page.words.contains("mais pas de BIP"))
        #expect(!page.text.contains("\(path)/"), "no link to a request that could not be made")
        let participant = try #require(
            try queue.participants(of: String(path.dropFirst("/deconnexion/".count))).first)
        #expect(try browser.get("\(path)/\(participant.id)").location == path)
    }
}
