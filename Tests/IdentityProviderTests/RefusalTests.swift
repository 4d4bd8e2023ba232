import Calendar
import Crypto
import Database
import Directory
import FoundationEssentials
import HTTP
import SAML
import Testing
import XML

@testable import IdentityProvider

/// What is never answered: attacks on the message and its transport. Each is tried in a browser
/// that is signed in and entitled, so that only the check in question stands between the attack and an assertion.
@Suite struct RefusalTests {
    private let site: Site
    private let peer: Peer
    private let browser: Browser

    init() throws {
        site = try Site()
        peer = try Peer()
        try site.register(peer)
        browser = try Browser(site, signedIn: "helene")
    }

    /// Tries an address in a browser that is signed in and in one that is not: no answer, and nothing remembered.
    private func expectRefused(
        _ target: String, hiding: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for browser in [browser, Browser(site)] {
            expectRefusal(try browser.get(target), at: site, hiding: hiding, sourceLocation: sourceLocation)
        }
        #expect(try site.count("SELECT count(*) FROM sign_on_request") == 0, sourceLocation: sourceLocation)
    }

    /// The same for a form of another site.
    private func expectRefused(
        posting form: [Field], to target: String = "/saml/sso", hiding: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        expectRefusal(
            try browser.crossPost(target, form), at: site, hiding: hiding, sourceLocation: sourceLocation)
        #expect(try site.count("SELECT count(*) FROM sign_on_request") == 0, sourceLocation: sourceLocation)
    }

    /// Both bindings, for a fault of the message itself.
    private func expectRefused(
        _ request: Element, hiding: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try expectRefused(
            try peer.redirect(request, relayState: "caché"), hiding: hiding + ["caché"], sourceLocation: sourceLocation)
        try expectRefused(
            posting: try peer.form(request, relayState: "caché"), hiding: hiding + ["caché"],
            sourceLocation: sourceLocation)
    }

    // MARK: - The message

    enum Fault: String, CaseIterable, Sendable {
        case unknownIssuer, noIssuer, emptyIssuer, otherVersion, noVersion, noID, badID, stale, future, noInstant
        case badInstant, wrongDestination, destinationPrefix, httpDestination, unknownAttribute, unknownElement
        case twoIssuers, textBesides, badBoolean, indexAndURL, badIndex, prefixedID, issuerInAnotherCase

        func spoil(_ element: inout Element, _ site: Site) {
            func instant(_ seconds: TimeInterval) -> String { DateTime.string(site.now + seconds) }
            let issuer = QName(Namespace.saml, "Issuer")
            switch self {
            case .unknownIssuer: element.children[0] = .element(Element(issuer, [], text: "https://evil.example/sp"))
            case .issuerInAnotherCase:
                element.children[0] = .element(Element(issuer, [], text: "https://BIP.example/sp"))
            case .noIssuer: element.children.removeFirst()
            case .emptyIssuer: element.children[0] = .element(Element(issuer, [], text: ""))
            case .otherVersion: element.set("Version", "1.1")
            case .noVersion: element.set("Version", nil)
            case .noID: element.set("ID", nil)
            case .badID: element.set("ID", "1\" onload=\"x")
            case .stale: element.set("IssueInstant", instant(-8 * 60 - 1))
            case .future: element.set("IssueInstant", instant(3 * 60 + 1))
            case .noInstant: element.set("IssueInstant", nil)
            case .badInstant: element.set("IssueInstant", "hier")
            case .wrongDestination: element.set("Destination", "https://evil.example/saml/sso")
            case .destinationPrefix: element.set("Destination", site.singleSignOn + "/")
            case .httpDestination: element.set("Destination", "http://auth.valmont.example/saml/sso")
            case .unknownAttribute: element.set("Onload", "x")
            case .unknownElement:
                element.children.append(.element(Element(QName(Namespace.samlp, "Inconnu"), [], text: "x")))
            case .twoIssuers: element.children.insert(element.children[0], at: 0)
            case .textBesides: element.children.append(.text("bonjour"))
            case .badBoolean: element.set("ForceAuthn", "oui")
            case .indexAndURL:
                element.set("AssertionConsumerServiceIndex", "0")
                element.set("AssertionConsumerServiceURL", "https://bip.example/acs?tenant=1&lang=fr")
            case .badIndex: element.set("AssertionConsumerServiceIndex", "-1")
            case .prefixedID:
                element.set("ID", nil)
                element.attributes.append(.init(QName(Namespace.samlp, "ID"), "_x"))
            }
        }
    }

    @Test(arguments: Fault.allCases)
    func `a message with a fault is refused, by either binding, unsigned and signed`(fault: Fault) throws {
        let request = try peer.request(site) { fault.spoil(&$0, site) }
        try expectRefused(request, hiding: ["evil.example", "onload", "bonjour", "Inconnu", peer.entityID])
        try expectRefused(try peer.redirect(request, signedBy: peer.key))
        if request.attribute("ID").flatMap(MessageID.init(rawValue:)) != nil, request.first(Issuer.elementName) != nil {
            try expectRefused(posting: try peer.form(request, signedBy: peer.key))
        }
    }

    @Test func `clocks may differ by the skew that is forgiven, and no more`() throws {
        for seconds in [-8 * 60, 3 * 60] as [TimeInterval] {
            let request = try peer.request(site) {
                $0.set("IssueInstant", DateTime.string(site.now + seconds))
            }
            #expect(try browser.answer(peer, request).codes == [.success])
        }
    }

    @Test(arguments: ["LogoutRequest", "LogoutResponse", "ArtifactResolve", "Response", "AuthnQuery", "authnRequest"])
    func `another message than an AuthnRequest is refused at the sign-on endpoint`(name: String) throws {
        var request = try peer.request(site)
        request.name = QName(Namespace.samlp, name)
        try expectRefused(request)
        try expectRefused(try peer.redirect(request, signedBy: peer.key))
        request.name = QName("urn:x", "AuthnRequest")
        let bytes = try CanonicalWriter.bytes(request, prefixes: ["urn:x": "x", Namespace.saml: "saml"])
        try expectRefused(posting: try peer.form(bytes))
    }

    @Test func `a response, ours even, is no request`() throws {
        let answer = try browser.answer(peer, try peer.request(site))
        for name in ["SAMLResponse", "SAMLRequest"] {
            expectRefusal(try browser.crossPost("/saml/sso", [(name, HTTPPOST.encode(answer.xml))]), at: site)
        }
        let redirected = try HTTPRedirect.encode(.response, xml: answer.xml, to: "/saml/sso")
        expectRefusal(try browser.get(redirected), at: site)
        let asRequest = try HTTPRedirect.encode(.response, xml: peer.request(site).bytes(), to: "/saml/sso")
        expectRefusal(try browser.get(asRequest), at: site)
    }

    // MARK: - Bytes

    @Test(arguments: [
        "", "<", "texte", "<samlp:AuthnRequest/>", "\u{FEFF}", "{\"a\":1}",
        "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><r>&e;</r>",
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><r/>", "<?xml-stylesheet href=\"https://evil.example/x\"?><r/>",
        "<r><!-- c --></r>", "<r><![CDATA[x]]></r>", "<r xmlns=\"relative\"/>",
        String(repeating: "<a>", count: 1000),
        String(repeating: "<a>", count: 1000)
            + String(repeating: "</a>", count: 1000),
        "<r" + (0..<100).map { " a\($0)=\"\"" }.joined() + "/>",
        "<r>" + String(repeating: "<a/>", count: 500) + "</r>",
    ])
    func `bytes that are no plain message are refused`(text: String) throws {
        if !text.isEmpty {
            try expectRefused(try HTTPRedirect.encode(.request, xml: Array(text.utf8), to: "/saml/sso"))
        }
        try expectRefused(posting: [("SAMLRequest", HTTPPOST.encode(Array(text.utf8)))])
    }

    @Test(arguments: ["<!--", "<?pi", "<!DOCTYPE", "<![CDATA["])
    func `a good message with something hidden in it is refused`(piece: String) throws {
        let xml = String(decoding: try peer.request(site).bytes(), as: UTF8.self)
        let end = ["<!--": "-->", "<?pi": "?>", "<!DOCTYPE": " x>", "<![CDATA[": "]]>"][piece] ?? ""
        for text in [xml.replacing("</saml:Issuer>", with: "\(piece)\(end)</saml:Issuer>"), "\(piece)\(end)\(xml)"] {
            try expectRefused(posting: try peer.form(Array(text.utf8)))
            try expectRefused(try HTTPRedirect.encode(.request, xml: Array(text.utf8), to: "/saml/sso"))
        }
    }

    @Test func `bombs and long messages are refused fast`() throws {
        let bomb = [UInt8](repeating: 0x20, count: 20_000_000)
        let clock = ContinuousClock()
        let target = try HTTPRedirect.encode(.request, xml: bomb, to: "/saml/sso")
        let spent = try clock.measure { try expectRefused(target) }
        #expect(spent < .seconds(1))
        let long = [UInt8](repeating: 0x20, count: 64 * 1024 + 1)
        try expectRefused(posting: [("SAMLRequest", HTTPPOST.encode(long))])
        try expectRefused(try HTTPRedirect.encode(.request, xml: long, to: "/saml/sso"))
    }

    // MARK: - Transport

    @Test func `a query that is not one message is refused`() throws {
        let good = try peer.redirect(try peer.request(site))
        let signed = try peer.redirect(try peer.request(site), relayState: "a", signedBy: peer.key)
        let message = String(good.dropFirst("/saml/sso?SAMLRequest=".count))
        let targets = [
            "/saml/sso", "/saml/sso?", "/saml/sso?RelayState=x", "/saml/sso?SAMLRequest=", "/saml/sso?SAMLRequest=%%%",
            "/saml/sso?SAMLRequest=AAAA", "/saml/sso?SAMLRequest=\(message.dropLast(12))",
            "/saml/sso?SAMLRequest=\(message)AAAA", "/saml/sso?SAMLRequest=\(message)%00",
            "/saml/sso?SAMLResponse=\(message)", "\(good)&SAMLResponse=\(message)",
            "\(good)&SAMLRequest=\(message)", "\(good)&RelayState=a&RelayState=b",
            "/saml/sso?%53AMLRequest=\(message)", "\(good)&%53AMLRequest=\(message)", "\(good)&SAMLart=x",
            "\(good)&SAMLEncoding=urn%3Ax", "\(good)&RelayState=%FF", "\(good)&RelayState=%0",
            "\(good)&RelayState=" + String(repeating: "x", count: 2049), "\(good)&Signature=AAAA",
            "\(good)&SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256",
            "\(signed)&Signature=AAAA", "\(signed)&SigAlg=x", "\(signed)&RelayState=b",
        ]
        for target in targets {
            do {
                let page = try browser.get(target)
                #expect((400..<500).contains(page.status.rawValue), "\(target.prefix(60))")
                #expect(!page.text.contains("SAMLResponse"))
            } catch let error as HTTPError {
                // Not even a request: the server itself refuses it.
                #expect(error.status == .badRequest)
            }
        }
        #expect(try site.count("SELECT count(*) FROM sign_on_request") == 0)
        // Parameters that proxies add are passed over.
        #expect(try Answer(browser.get(good + "&utm_source=x&utm_source=y"), from: site).codes == [.success])
    }

    @Test func `a form that is not one message is refused`() throws {
        let good = try peer.form(try peer.request(site))
        let message = good[0].value
        let forms: [[Field]] = [
            [], [("RelayState", "x")], [("SAMLRequest", "")], [("SAMLRequest", "*\(message)")],
            [("SAMLRequest", "\(message)=")], good + good, good + [("SAMLResponse", message)],
            good + [("RelayState", "a"), ("RelayState", "b")], good + [("Signature", "x")], good + [("SigAlg", "x")],
            good + [("KeyInfo", "x")], good + [("SAMLart", "x")], good + [("SAMLEncoding", "x")],
            good + [("RelayState", String(repeating: "x", count: 2049))],
        ]
        for form in forms { try expectRefused(posting: form) }
        let query = try peer.redirect(try peer.request(site))
        try expectRefused(posting: good, to: query)
        try expectRefused(posting: good, to: "/saml/sso?RelayState=x")
        try expectRefused(posting: [], to: query)
    }

    @Test func `a body that is no form is refused`() throws {
        let body = Array(Parameters(try peer.form(try peer.request(site))).encoded.utf8)
        for type in ["text/xml", "multipart/form-data; boundary=x", "application/json", nil] {
            var headers: Headers = [:]
            headers["content-type"] = type
            let request = try Request(
                .post, "/saml/sso", headers: headers, body: body, publicURL: site.publicURL, receivedAt: site.now,
                reference: "7K3M-X9QF")
            expectRefusal(site.router.answer(request), at: site)
        }
    }

    @Test func `other methods are not taken`() throws {
        for method in [HTTP.Method(rawValue: "PUT"), HTTP.Method(rawValue: "DELETE")] {
            let request = try Request(
                method, try peer.redirect(try peer.request(site)), publicURL: site.publicURL, receivedAt: site.now)
            #expect(site.router.answer(request).status == .methodNotAllowed)
        }
    }

    @Test func `the log says why, with names and numbers and nothing of the message`() throws {
        let canary = "canari-7f3a"
        _ = try browser.get(
            try peer.redirect(
                try peer.request(site, id: try #require(MessageID(rawValue: "_\(canary)"))) {
                    $0.set("Destination", "https://\(canary).example/")
                }, relayState: canary))
        _ = try browser.get("/saml/sso?SAMLRequest=\(canary)&\(canary)=1")
        _ = try browser.get("/saml/continue/\(canary)")
        _ = try browser.get("/ouvrir/\(canary)")
        _ = try browser.crossPost("/saml/sso", [("SAMLRequest", HTTPPOST.encode(Array("<\(canary)/>".utf8)))])
        let log = site.log
        #expect(log.count == 5)
        #expect(log.allSatisfy { $0.hasPrefix("7K3M-X9QF /") && !$0.contains(canary) }, "\(log)")
        #expect(log.first?.contains("Destination is another address") == true)
    }
}
