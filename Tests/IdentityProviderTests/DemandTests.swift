import Accounts
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

/// What a service provider may ask for, and is told when it cannot be: SAML Core §3.2.2.2, §3.3.2.2.1, §3.4.1.
@Suite struct DemandTests {
    /// Checks that the service provider is told of an error, at its consumer, with nothing of any person.
    private func expectTold(
        _ page: Response, _ codes: [StatusCode], at site: Site, _ peer: Peer,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let answer = try Answer(page, from: site)
        #expect(answer.codes == codes, sourceLocation: sourceLocation)
        #expect(answer.destination == peer.consumer, sourceLocation: sourceLocation)
        #expect(answer.response.assertions.isEmpty, sourceLocation: sourceLocation)
        let text = String(decoding: answer.xml, as: UTF8.self)
        #expect(!text.contains("valmont.example\u{3c}") && !text.contains("helene"), sourceLocation: sourceLocation)
    }

    // MARK: - IsPassive

    @Test func `IsPassive is answered at once, or the service provider is told NoPassive`() throws {
        let (site, peer, browser) = try Site.withPeer()
        #expect(try browser.answer(peer, try peer.request(site, isPassive: true)).codes == [.success])
        let nobody = Browser(site)
        let page = try nobody.get(peer.redirect(peer.request(site, isPassive: true), relayState: "r"))
        try expectTold(page, [.responder, .noPassive], at: site, peer)
        #expect(try Answer(page, from: site).relayState == "r")
        let posted = try nobody.crossPost("/saml/sso", try peer.form(try peer.request(site, isPassive: true)))
        try expectTold(try nobody.follow(posted), [.responder, .noPassive], at: site, peer)
        site.pass(1)
        try expectTold(
            try browser.get(peer.redirect(peer.request(site, forceAuthn: true, isPassive: true))),
            [.responder, .noPassive], at: site, peer)
    }

    @Test func `IsPassive with several structures takes the remembered one, else NoPassive`() throws {
        let site = try Site()
        let net = try Peer("net")
        try site.register(net, of: site.world.net)
        let browser = try Browser(site, signedIn: "sofia")
        let first = try browser.get(net.redirect(net.request(site, isPassive: true)))
        try expectTold(first, [.responder, .noPassive], at: site, net)
        try site.accounts.remember(site.world.ccas, for: site.world.net, in: try browser.session)
        let second = try browser.answer(net, try net.request(site, isPassive: true))
        #expect(second.values("role") == ["gestion"])
    }

    @Test func `IsPassive without a right, or during maintenance, is told RequestDenied and shows nothing`() throws {
        let (site, peer, browser) = try Site.withPeer()
        let karim = try Browser(site, signedIn: "karim")
        try expectTold(
            try karim.get(peer.redirect(peer.request(site, isPassive: true))), [.responder, .requestDenied], at: site,
            peer)
        try site.change { try $0.setMaintenance(Bilingual(fr: "x", en: "x"), application: site.world.bip) }
        try expectTold(
            try browser.get(peer.redirect(peer.request(site, isPassive: true))), [.responder, .requestDenied],
            at: site, peer)
        try site.change { try $0.setEnabled(false, application: site.world.bip) }
        try expectTold(
            try browser.get(peer.redirect(peer.request(site, isPassive: true))), [.responder, .requestDenied],
            at: site, peer)
    }

    @Test func `a status is told once: a replay of its message elsewhere is refused`() throws {
        let (site, peer, _) = try Site.withPeer()
        let browser = Browser(site)
        let target = try peer.redirect(try peer.request(site, isPassive: true))
        try expectTold(try browser.get(target), [.responder, .noPassive], at: site, peer)
        expectRefusal(try Browser(site).get(target), at: site)
        expectRefusal(try Browser(site, signedIn: "sofia").get(target), at: site)
        site.pass(6)
        #expect(try browser.get(target).page.words.contains("Revenir à BIP"))
    }

    // MARK: - ForceAuthn

    @Test func `ForceAuthn wants a password typed after the request came`() throws {
        let (site, peer, browser) = try Site.withPeer()
        site.pass(60)
        let parked = try browser.get(try peer.redirect(try peer.request(site, forceAuthn: true)))
        let asked = try browser.get("/saml/continue/\(parked.waitingID)")
        #expect(asked.location == "/connexion?suite=\(parked.waitingID)")
        #expect(try site.identityProvider.waiting(parked.waitingID, at: site.now)?.provenSince == site.now)
        site.pass(60)
        // The old session does not get past it, however often it tries.
        #expect(try browser.get("/saml/continue/\(parked.waitingID)").location == asked.location)
        try browser.signIn("helene")
        let answer = try Answer(browser.get("/saml/continue/\(parked.waitingID)"), from: site)
        #expect(answer.assertion?.authnStatements.first?.authnInstant == site.now)
        // Without ForceAuthn the session is enough again.
        #expect(try browser.answer(peer, try peer.request(site)).codes == [.success])
    }

    // MARK: - RequestedAuthnContext

    private static let x509 = AuthnContextClass(rawValue: "urn:oasis:names:tc:SAML:2.0:ac:classes:X509")

    @Test(
        arguments: [
            (.exact, [.passwordProtectedTransport], .passwordProtectedTransport), (.exact, [.password], .password),
            (.exact, [x509, .password], .password), (.exact, [.unspecified], .unspecified), (.exact, [x509], nil),
            (.exact, [], nil),
            (.minimum, [.password], .passwordProtectedTransport),
            (.minimum, [.passwordProtectedTransport], .passwordProtectedTransport),
            (.minimum, [x509, .password], .passwordProtectedTransport), (.minimum, [x509], nil),
            (.maximum, [.password], .password), (.maximum, [.password, .unspecified], .password),
            (.maximum, [x509], nil),
            (.better, [.password], .passwordProtectedTransport), (.better, [.unspecified], .passwordProtectedTransport),
            (.better, [.passwordProtectedTransport], nil), (.better, [.password, .passwordProtectedTransport], nil),
            (.better, [x509, .password], nil), (.better, [x509], nil),
        ] as [(RequestedAuthnContext.Comparison, [AuthnContextClass], AuthnContextClass?)])
    func `RequestedAuthnContext is met as its comparison says, or the service provider is told NoAuthnContext`(
        comparison: RequestedAuthnContext.Comparison, classes: [AuthnContextClass], stated: AuthnContextClass?
    ) throws {
        let (site, peer, browser) = try Site.withPeer()
        let request = try peer.request(
            site, context: RequestedAuthnContext(comparison: comparison, classRefs: classes))
        let page = try browser.get(peer.redirect(request))
        guard let stated else { return try expectTold(page, [.requester, .noAuthnContext], at: site, peer) }
        let statement = try Answer(page, from: site).assertion?.authnStatements.first
        #expect(statement?.authnContext.classRef == stated)
    }

    @Test func `over http nobody is told that a password was protected`() throws {
        let site = try Site(publicURL: "http://localhost:8080")
        let peer = try Peer()
        try site.register(peer)
        let browser = try Browser(site, signedIn: "helene")
        let request = try peer.request(
            site, context: RequestedAuthnContext(classRefs: [.passwordProtectedTransport]))
        try expectTold(try browser.get(peer.redirect(request)), [.requester, .noAuthnContext], at: site, peer)
    }

    // MARK: - NameIDPolicy

    @Test(
        arguments: [
            (nil, .emailAddress), (.unspecified, .emailAddress), (.emailAddress, .emailAddress),
            (.persistent, .persistent), (.transient, .transient),
        ] as [(NameIDFormat?, NameIDFormat)])
    func `the NameID has the format asked for`(asked: NameIDFormat?, expected: NameIDFormat) throws {
        let (site, peer, browser) = try Site.withPeer()
        let request = try peer.request(site, nameIDPolicy: NameIDPolicy(format: asked, allowCreate: true))
        #expect(try browser.answer(peer, request).nameID?.format == expected)
    }

    @Test(arguments: [
        "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName",
        "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos",
        "urn:oasis:names:tc:SAML:2.0:nameid-format:encrypted", "urn:example:unheard-of",
    ])
    func `a format that we do not make is told InvalidNameIDPolicy, before anybody signs in`(format: String) throws {
        let (site, peer, _) = try Site.withPeer()
        let policy = NameIDPolicy(format: NameIDFormat(rawValue: format), allowCreate: true)
        let page = try Browser(site).get(peer.redirect(peer.request(site, nameIDPolicy: policy)))
        try expectTold(page, [.requester, .invalidNameIDPolicy], at: site, peer)
    }

    @Test func `an unsigned request gets no format that the metadata does not list, a signed one does`() throws {
        let (site, peer, browser) = try Site.withPeer(settings: { $0.nameIDFormats = [NameIDFormat.transient.rawValue] }
        )
        let persistent = NameIDPolicy(format: .persistent, allowCreate: true)
        try expectTold(
            try browser.get(peer.redirect(peer.request(site, nameIDPolicy: persistent))),
            [.requester, .invalidNameIDPolicy], at: site, peer)
        let signed = try browser.answer(peer, try peer.request(site, nameIDPolicy: persistent), signedBy: peer.key)
        #expect(signed.nameID?.format == .persistent)
        #expect(try browser.answer(peer, try peer.request(site)).nameID?.format == .transient)
    }

    @Test func `a name is made for the service provider that asks, not for another (SPNameQualifier)`() throws {
        let (site, peer, browser) = try Site.withPeer()
        func policy(_ qualifier: String) -> NameIDPolicy {
            NameIDPolicy(format: .persistent, spNameQualifier: qualifier, allowCreate: true)
        }
        let own = try browser.answer(peer, try peer.request(site, nameIDPolicy: policy(peer.entityID)))
        #expect(own.nameID?.spNameQualifier == peer.entityID)
        for qualifier in ["https://other.example/sp", ""] {
            try expectTold(
                try browser.get(peer.redirect(peer.request(site, nameIDPolicy: policy(qualifier)))),
                [.requester, .invalidNameIDPolicy], at: site, peer)
        }
    }

    @Test func `AllowCreate false gets the persistent name that is there, and none is made (SAML Core §3.4.1.1)`()
        throws
    {
        let (site, peer, browser) = try Site.withPeer()
        let forbidding = NameIDPolicy(format: .persistent, allowCreate: false)
        try expectTold(
            try browser.get(peer.redirect(peer.request(site, nameIDPolicy: forbidding))),
            [.requester, .invalidNameIDPolicy], at: site, peer)
        #expect(try site.count("SELECT count(*) FROM name_identifier") == 0)
        let saysNothing = NameIDPolicy(format: .persistent, allowCreate: nil)
        let made = try browser.answer(peer, try peer.request(site, nameIDPolicy: saysNothing))
        let found = try browser.answer(peer, try peer.request(site, nameIDPolicy: forbidding))
        #expect(made.nameID != nil && made.nameID == found.nameID)
        // A transient name is made each time by its nature.
        let transient = NameIDPolicy(format: .transient, allowCreate: false)
        #expect(try browser.answer(peer, try peer.request(site, nameIDPolicy: transient)).codes == [.success])
    }

    @Test func `an assertion may come without any NameID (IIP-IDP11)`() throws {
        let (site, peer, browser) = try Site.withPeer(decide: {
            $0.nameIDForm = ServiceProviderOverrides.NameIDForm.none
        })
        let answer = try browser.answer(peer, try peer.request(site))
        let subject = try #require(answer.assertion?.subject)
        #expect(subject.nameID == nil && subject.encryptedID == nil && subject.confirmations.count == 1)
        #expect(answer.values("mail") == ["helene@ville-valmont.example"])
        #expect(answer.sessionIndex != nil)
    }

    @Test func `legacy sends the address as a NameID without format, and short names without format`() throws {
        let (site, peer, browser) = try Site.withPeer(decide: { $0.preset = .legacy })
        let answer = try browser.answer(peer, try peer.request(site))
        #expect(answer.nameID?.format == .unspecified && answer.nameID?.value == "helene@ville-valmont.example")
        #expect(answer.assertion?.attributes.first?.nameFormat?.rawValue == AttributeRule.unspecifiedNameFormat)
        #expect(answer.isAssertionSigned)
    }

    // MARK: - Subject

    private func naming(
        _ value: String, _ format: NameIDFormat?, qualifier: String? = nil, at site: Site, _ peer: Peer
    ) throws -> Element {
        try peer.request(site) { element in
            var attributes: [Element.Attribute] = []
            if let format { attributes.append(.init("Format", format.rawValue)) }
            if let qualifier { attributes.append(.init("NameQualifier", qualifier)) }
            let name = Element(QName(Namespace.saml, "NameID"), attributes, text: value)
            element.children.insert(.element(Element(QName(Namespace.saml, "Subject"), [], [name])), at: 1)
        }
    }

    @Test func `a request that names its subject gets that very person, or UnknownPrincipal (IIP-SSO07)`() throws {
        let (site, peer, browser) = try Site.withPeer()
        let own = "helene@ville-valmont.example"
        for format in [nil, .unspecified, .emailAddress] as [NameIDFormat?] {
            let answer = try browser.answer(peer, try naming(own, format, at: site, peer))
            #expect(answer.nameID?.value == own)
        }
        let others = [
            try naming("sofia@ville-valmont.example", nil, at: site, peer),
            try naming(own, .persistent, at: site, peer),
            try naming(own, .transient, at: site, peer),
            try naming(own, nil, qualifier: "https://other.example", at: site, peer),
        ]
        for request in others {
            try expectTold(try browser.get(peer.redirect(request)), [.responder, .unknownPrincipal], at: site, peer)
        }
        let persistent = try browser.answer(
            peer, try peer.request(site, nameIDPolicy: NameIDPolicy(format: .persistent, allowCreate: true)))
        let name = try #require(persistent.nameID).value
        #expect(try browser.answer(peer, try naming(name, .persistent, at: site, peer)).nameID?.value == name)
        // Another person's browser gets nothing with it.
        let sofia = try Browser(site, signedIn: "sofia")
        try expectTold(
            try sofia.get(peer.redirect(naming(name, .persistent, at: site, peer))), [.responder, .unknownPrincipal],
            at: site, peer)
    }

    @Test func `a subject that cannot be read, or that is only a confirmation, is told RequestUnsupported`() throws {
        let (site, peer, browser) = try Site.withPeer()
        for child in ["EncryptedID", "SubjectConfirmation"] {
            let request = try peer.request(site) { element in
                let content = Element(QName(Namespace.saml, child), [], text: "")
                element.children.insert(.element(Element(QName(Namespace.saml, "Subject"), [], [content])), at: 1)
            }
            try expectTold(try browser.get(peer.redirect(request)), [.requester, .requestUnsupported], at: site, peer)
        }
    }

    // MARK: - Scoping

    @Test func `Scoping is met when we are among the identity providers it deems suitable, else NoSupportedIDP`() throws
    {
        let (site, peer, browser) = try Site.withPeer()
        func request(_ providers: [String], proxyCount: String? = nil) throws -> Element {
            try peer.request(site) { element in
                let entries = providers.map {
                    Element(QName(Namespace.samlp, "IDPEntry"), [.init("ProviderID", $0)], text: "")
                }
                let list = entries.isEmpty ? [] : [Element(QName(Namespace.samlp, "IDPList"), [], entries)]
                element.children.append(
                    .element(
                        Element(
                            QName(Namespace.samlp, "Scoping"), proxyCount.map { [.init("ProxyCount", $0)] } ?? [],
                            list + [Element(QName(Namespace.samlp, "RequesterID"), text: "https://behind.example")])))
            }
        }
        for good in [
            try request([]), try request([site.entityID]), try request(["https://x.example", site.entityID]),
            try request([], proxyCount: "0"), try request([site.entityID], proxyCount: "5"),
        ] {
            #expect(try browser.answer(peer, good).codes == [.success])
        }
        try expectTold(
            try browser.get(peer.redirect(request(["https://x.example"]))), [.responder, .noSupportedIDP], at: site,
            peer)
    }

    @Test func `Extensions, ProviderName, Scoping and Conditions of a request are passed over (IIP-EXT01)`() throws {
        let (site, peer, browser) = try Site.withPeer()
        let request = try peer.request(site) { element in
            element.set("ProviderName", "<script>alert(1)</script>")
            element.attributes.append(.init(QName("urn:x", "foreign"), "1"))
            let extensions = Element(
                QName(Namespace.samlp, "Extensions"), [], [Element(QName("urn:x", "any"), [], text: "thing")])
            element.children.insert(.element(extensions), at: 1)
            element.children.append(
                .element(Element(QName(Namespace.samlp, "Scoping"), [.init("ProxyCount", "0")], [])))
        }
        let bytes = try CanonicalWriter.bytes(
            request, prefixes: [Namespace.samlp: "samlp", Namespace.saml: "saml", "urn:x": "x"])
        let page = try browser.follow(browser.crossPost("/saml/sso", peer.form(bytes)))
        #expect(try Answer(page, from: site).codes == [.success])
        #expect(!page.text.contains("<script>alert"))
    }
}
