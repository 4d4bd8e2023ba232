import Accounts
import Calendar
import Crypto
import Database
import Directory
import FoundationEssentials
import HTTP
import PageInspection
import SAML
import Testing
import XML

@testable import IdentityProvider

/// Single logout (SAML Profiles §4.4; IIP-IDP17 to IDP20, SDP-IDP21 to IDP31): what ends, who is told, what is said.
@Suite struct LogoutTests {
    let site: Site
    let bip: Peer
    let net: Peer
    let browser: Browser

    init() throws {
        site = try Site(publicURL: "http://localhost:8080")
        bip = try Peer("bip")
        net = try Peer("net", key: Keys.theirsEC)
        browser = try Browser(site, signedIn: "sofia")
    }

    /// Opens BIP and NetCotisation in the browser.
    func open() throws -> (bip: Answer, net: Answer) {
        (
            try browser.answer(bip, try bip.request(site)),
            try browser.answer(
                net, try net.request(site), actingFor: site.world.town)
        )
    }

    func signOut() throws -> Response {
        let path = try site.identityProvider.signOut(
            browser.session, from: Client(address: "192.0.2.1", userAgent: nil, deviceToken: nil), at: site.now)
        browser.signOut()
        return try browser.get(path)
    }

    /// Where the page of a logout sends the browser by itself.
    func next(_ page: Response) -> String? {
        page.headers["refresh"].flatMap { $0.hasPrefix("0; url=") ? String($0.dropFirst("0; url=".count)) : nil }
    }

    private func isSignedIn(_ browser: Browser) -> Bool { (try? browser.session) != nil }

    // MARK: - From the portal

    @Test func `signing out tells each service provider from server to server, and the page says so`() throws {
        let endpoint = try LogoutEndpoint(of: bip, at: site)
        try site.registerForLogout(bip, soap: endpoint.location)
        try site.registerForLogout(net, of: site.world.net)
        let answers = try open()
        let page = try signOut()
        #expect(page.faults == [])
        #expect(endpoint.received.count == 1)
        #expect(try endpoint.received.first?.sessionIndexes == [answers.bip.sessionIndex.orThrow()])
        #expect(endpoint.received.first?.principal == answers.bip.nameID.map { .named($0) })
        #expect(endpoint.received.first?.reason == .user)
        #expect(page.says("BIP", "Déconnecté"))
        #expect(page.says("NetCotisation", "En cours"))
        #expect(page.headers["refresh"]?.hasPrefix("0; url=/deconnexion/") == true)
    }

    @Test func `a session that opened nothing ends with a plain word`() throws {
        let page = try signOut()
        #expect(page.page.words.contains("Aucune application n’a été ouverte"))
        #expect(page.faults == [])
        #expect(page.headers["refresh"] == nil)
    }

    @Test(arguments: LogoutEndpoint.Manner.allCases)
    func `one that fails holds up nobody, and is named`(manner: LogoutEndpoint.Manner) throws {
        let good = try LogoutEndpoint(of: bip, at: site)
        let other = try LogoutEndpoint(of: net, at: site, manner)
        try site.registerForLogout(bip, soap: good.location)
        try site.registerForLogout(net, of: site.world.net, soap: other.location)
        _ = try open()
        let start = ContinuousClock.now
        let page = try signOut()
        #expect(ContinuousClock.now - start < .seconds(4))
        #expect(page.says("BIP", "Déconnecté"))
        let isFine = manner == .success || manner == .unsigned || manner == .late
        #expect(page.says("NetCotisation", "Déconnecté") == isFine, "\(page.page.words)")
        #expect(page.page.words.contains("mais pas de NetCotisation") == !isFine)
    }

    @Test func `a service provider that is gone is asked again later, and given up in the end`() throws {
        let endpoint = try LogoutEndpoint(of: bip, at: site)
        try site.registerForLogout(bip, soap: endpoint.location)
        _ = try browser.answer(bip, try bip.request(site))
        endpoint.stop()
        #expect(try signOut().page.words.contains("BIP"))
        for _ in 1...6 {
            site.pass(7 * 3600)
            try site.identityProvider.logoutSender.workThroughQueue(at: site.now)
        }
        #expect(try site.count("SELECT count(*) FROM logout_participant WHERE state = 'failed'") == 1)
        #expect(site.log.contains { $0.contains("logout: service provider") })
    }

    @Test func `an application that takes no logout is named`() throws {
        try site.register(bip)
        _ = try browser.answer(bip, try bip.request(site))
        let page = try signOut()
        #expect(page.page.words.contains("Ne gère pas la déconnexion"))
        #expect(page.page.words.contains("mais pas de BIP"))
    }

    // MARK: - A service provider begins

    @Test func `a service provider ends the session of its person, and gets Success with its RelayState`() throws {
        try site.registerForLogout(bip)
        let answer = try browser.answer(bip, try bip.request(site))
        let request = try bip.logoutRequest(site, try answer.nameID.orThrow(), [try answer.sessionIndex.orThrow()])
        let target = try bip.toLogout(request, relayState: "/accueil?a=1&b=2", signedBy: bip.key)
        let done = try browser.get(target, from: "cross-site")
        #expect(done.cookies.contains { $0.name == "session" && $0.maxAge == 0 })
        let sent = try site.redirected(done)
        let response = try LogoutResponse(sent.message)
        #expect(response.status == SAML.Status.success)
        #expect(response.inResponseTo?.rawValue == request.attribute("ID"))
        #expect(response.destination == bip.logout)
        #expect(sent.relayState == "/accueil?a=1&b=2")
        #expect(!isSignedIn(browser))
    }

    @Test func `by HTTP-POST and from server to server it is the same`() throws {
        let endpoint = try LogoutEndpoint(of: net, at: site)
        try site.registerForLogout(bip)
        try site.registerForLogout(net, of: site.world.net, soap: endpoint.location)
        var answers = try open()
        let posted = try bip.signed(
            try bip.logoutRequest(site, try answers.bip.nameID.orThrow()), by: bip.key)
        let done = try browser.crossPost("/saml/slo", [("SAMLRequest", HTTPPOST.encode(posted))])
        #expect(try LogoutResponse(site.redirected(done).message).status == .success)
        #expect(endpoint.received.count == 1)
        #expect(!isSignedIn(browser))

        try browser.signIn("sofia")
        answers = try open()
        let message = try bip.signed(
            try bip.logoutRequest(site, try answers.bip.nameID.orThrow(), to: site.singleLogout + "/soap"), by: bip.key)
        let response = try soap(message)
        #expect(response.status == .ok)
        let document = try Document(parsing: response.body, limits: .message)
        let verified = try document.verified(.content(of: SOAP.body), by: [site.key.publicKey])
        #expect(try LogoutResponse(verified).status == .success)
        #expect(!isSignedIn(browser))
        #expect(endpoint.received.count == 2)
    }

    @Test func `PartialLogout is said when another application did not end, after the person has seen which`() throws {
        try site.registerForLogout(bip)
        try site.register(net, of: site.world.net)
        let answers = try open()
        let request = try bip.logoutRequest(site, try answers.bip.nameID.orThrow())
        let page = try browser.follow(try browser.get(try bip.toLogout(request, signedBy: bip.key), from: "cross-site"))
        #expect(page.page.words.contains("mais pas de NetCotisation"))
        let back = try #require(page.page.links.first { $0.hasSuffix("?suite=1") })
        let status = try LogoutResponse(site.redirected(browser.get(back, from: "same-origin")).message).status
        #expect(status == .partialLogout)
        #expect(try browser.get(back, from: "same-origin").status == .ok, "once: then the page itself")
    }

    @Test func `an asynchronous logout gets no answer but the page`() throws {
        try site.registerForLogout(bip)
        let answer = try browser.answer(bip, try bip.request(site))
        let extensions = Element(
            QName(Namespace.samlp, "Extensions"), [],
            [Element(QName("urn:oasis:names:tc:SAML:2.0:protocol:ext:async-slo", "Asynchronous"))])
        let request = try LogoutRequest(
            bip.logoutRequest(site, try answer.nameID.orThrow()) { $0.children.insert(.element(extensions), at: 1) })
        #expect(request.isAsynchronous)
    }

    // MARK: - Attacks

    @Test func `nobody ends another person's session`() throws {
        try site.registerForLogout(bip)
        try site.registerForLogout(net, of: site.world.net)
        let helene = try Browser(site, signedIn: "helene")
        let hers = try helene.answer(bip, try bip.request(site))
        let answers = try open()
        let sofias = try answers.bip.nameID.orThrow()
        let attempts = try [
            // Her SessionIndex under one's own name, her name at a service provider that she never opened, a name of
            // another format, and a qualifier of another service provider.
            bip.toLogout(bip.logoutRequest(site, sofias, [hers.sessionIndex.orThrow()]), signedBy: bip.key),
            net.toLogout(net.logoutRequest(site, hers.nameID.orThrow()), signedBy: net.key),
            bip.toLogout(
                bip.logoutRequest(site, NameID(hers.nameID.orThrow().value, format: .persistent)), signedBy: bip.key),
            bip.toLogout(
                bip.logoutRequest(
                    site, NameID(hers.nameID.orThrow().value, format: nil, spNameQualifier: net.entityID)),
                signedBy: bip.key),
        ]
        for attempt in attempts { _ = try browser.get(attempt, from: "cross-site") }
        #expect(isSignedIn(helene))
        #expect(isSignedIn(browser))
    }

    @Test func `a LogoutRequest that is unsigned, altered, late, early, misdirected or used ends nothing`() throws {
        try site.registerForLogout(bip)
        let answer = try browser.answer(bip, try bip.request(site))
        let name = try answer.nameID.orThrow()
        let early = DateTime.string(site.now + 600)
        let late = DateTime.string(site.now - 600)
        let attempts = try [
            bip.toLogout(bip.logoutRequest(site, name), signedBy: nil),
            bip.toLogout(bip.logoutRequest(site, name), signedBy: Keys.strange.get()),
            bip.toLogout(bip.logoutRequest(site, name), relayState: "a", signedBy: bip.key) + "&RelayState=b",
            bip.toLogout(bip.logoutRequest(site, name), signedBy: bip.key)
                .replacing("SAMLRequest=", with: "SAMLResponse="),
            bip.toLogout(bip.logoutRequest(site, name) { $0.set("IssueInstant", early) }, signedBy: bip.key),
            bip.toLogout(bip.logoutRequest(site, name) { $0.set("IssueInstant", late) }, signedBy: bip.key),
            bip.toLogout(bip.logoutRequest(site, name) { $0.set("NotOnOrAfter", late) }, signedBy: bip.key),
            bip.toLogout(bip.logoutRequest(site, name, to: site.singleSignOn), signedBy: bip.key),
            bip.toLogout(bip.logoutRequest(site, name) { $0.set("Destination", nil) }, signedBy: bip.key),
            bip.toLogout(bip.logoutRequest(site, name) { $0.set("Version", "1.1") }, signedBy: bip.key),
        ]
        for (number, attempt) in attempts.enumerated() {
            let response = try browser.get(attempt, from: "cross-site")
            #expect((400..<500).contains(response.status.rawValue), "\(number)")
            #expect(isSignedIn(browser), "\(number)")
        }
        let good = try bip.toLogout(try bip.logoutRequest(site, name), signedBy: bip.key)
        _ = try browser.get(good, from: "cross-site")
        #expect(!isSignedIn(browser))
        try browser.signIn("sofia")
        _ = try browser.answer(bip, try bip.request(site))
        expectRefusal(try browser.get(good, from: "cross-site"), at: site)
        #expect(isSignedIn(browser), "a replay ends nothing")
    }

    @Test func `signature wrapping in a SOAP envelope ends nothing`() throws {
        try site.registerForLogout(bip)
        let helene = try Browser(site, signedIn: "helene")
        let hers = try helene.answer(bip, try bip.request(site)).nameID.orThrow()
        let sofias = try browser.answer(bip, try bip.request(site)).nameID.orThrow()
        let destination = site.singleLogout + "/soap"
        let signed = String(
            decoding: try bip.signed(try bip.logoutRequest(site, sofias, to: destination), by: bip.key), as: UTF8.self)
        let forged = String(
            decoding: try bip.logoutRequest(site, hers, to: destination).bytes(), as: UTF8.self)
        let signature = try String(signed.firstMatch(of: #/<ds:Signature.*</ds:Signature>/#).orThrow().0)
        let stolen = forged.replacing("</saml:Issuer>", with: "</saml:Issuer>\(signature)")
        let open = "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"
        let envelopes = [
            "\(open)<soap:Body>\(forged)\(signed)</soap:Body></soap:Envelope>",
            "\(open)<soap:Body>\(signed)\(forged)</soap:Body></soap:Envelope>",
            "\(open)<soap:Header>\(signed)</soap:Header><soap:Body>\(forged)</soap:Body></soap:Envelope>",
            "\(open)<soap:Body>\(forged)</soap:Body><soap:Body>\(signed)</soap:Body></soap:Envelope>",
            "\(open)<soap:Body>\(stolen)</soap:Body></soap:Envelope>",
            "\(open)<soap:Body>\(forged)</soap:Body></soap:Envelope>",
            "\(open)<soap:Body/></soap:Envelope>",
            signed,
        ]
        for (number, envelope) in envelopes.enumerated() {
            let response = try soap(envelope: Array(envelope.utf8))
            #expect(response.status == .badRequest, "\(number)")
            #expect(isSignedIn(helene) && isSignedIn(browser), "\(number)")
        }
    }

    // MARK: - Sessions that end without a browser

    @Test func `whatever ends a session or a person's last right tells the service providers`() throws {
        let endpoint = try LogoutEndpoint(of: bip, at: site)
        try site.registerForLogout(bip, soap: endpoint.location)
        let world = site.world
        let ends: [() throws -> Void] = [
            { _ = try site.accounts.endSessions(of: world.sofia, at: site.now) },
            {
                _ = try site.accounts.directory.change(by: .commandLine("test"), at: site.now) {
                    try $0.revoke(world.bipUsers, from: world.sofia, for: world.town)
                }
                try site.change { try $0.grant(world.bipUsers, to: world.sofia, for: world.town) }
            },
            {
                _ = try site.accounts.directory.change(by: .commandLine("test"), at: site.now) {
                    try $0.detachUser(world.sofia, from: world.town)
                }
                try site.change {
                    try $0.attachUser(world.sofia, to: world.town)
                    try $0.grant(world.bipUsers, to: world.sofia, for: world.town)
                }
            },
            {
                try site.accounts.directory.change(by: .commandLine("test"), at: site.now) {
                    try $0.suspendUser(world.sofia)
                }
            },
        ]
        for (number, end) in ends.enumerated() {
            try browser.signIn("sofia")
            let answer = try browser.answer(bip, try bip.request(site))
            try end()
            try site.identityProvider.logoutSender.workThroughQueue(at: site.now)
            #expect(endpoint.received.count == number + 1)
            #expect(try endpoint.received.last?.sessionIndexes == [answer.sessionIndex.orThrow()], "\(number)")
            #expect(endpoint.received.last?.reason == .admin)
        }
    }

    @Test func `a session that runs out tells nobody: its end was told when it began`() throws {
        try site.registerForLogout(bip)
        _ = try browser.answer(bip, try bip.request(site))
        site.pass(3 * 3600)
        try site.identityProvider.deleteExpired(at: site.now)
        try site.accounts.deleteExpired(at: site.now)
        #expect(try site.count("SELECT count(*) FROM logout_participant") == 0)
        #expect(try site.count("SELECT count(*) FROM session_participant") == 0)
    }

    @Test func `a right for another structure keeps the session of an application that knows only the person`() throws {
        let world = site.world
        try site.registerForLogout(net, of: world.net)
        _ = try browser.answer(net, try net.request(site), actingFor: world.town)
        try site.accounts.directory.change(by: .commandLine("test"), at: site.now) {
            try $0.revoke(world.netUsers, from: world.sofia, for: world.town)
        }
        #expect(try site.count("SELECT count(*) FROM logout_participant") == 0)
        try site.accounts.directory.change(by: .commandLine("test"), at: site.now) {
            try $0.revoke(world.netManagers, from: world.sofia, for: world.ccas)
        }
        #expect(try site.count("SELECT count(*) FROM logout_participant") == 1)
    }

    private func soap(_ message: [UInt8]) throws -> Response { try soap(envelope: SOAP.envelope(message)) }

    private func soap(envelope: [UInt8]) throws -> Response {
        site.router.answer(
            try Request(
                .post, "/saml/slo/soap", headers: ["content-type": "text/xml"], body: envelope,
                publicURL: site.publicURL, receivedAt: site.now, reference: "7K3M-X9QF"))
    }
}

extension Response {
    /// Whether the page of a logout says that of an application.
    func says(_ application: String, _ state: String) -> Bool {
        page.words.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains("\(application) \(state)")
    }
}
