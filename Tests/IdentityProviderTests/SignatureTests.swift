import Crypto
import Database
import Directory
import FoundationEssentials
import HTTP
import SAML
import Testing
import XML

@testable import IdentityProvider

/// Signatures on requests: R4 to R7, SDP-IDP04, SDP-IDP05.
@Suite struct SignatureTests {
    private let site: Site
    /// Signs if it likes.
    private let peer: Peer
    /// Must sign.
    private let strict: Peer
    private let browser: Browser

    init() throws {
        site = try Site()
        peer = try Peer()
        strict = try Peer("strict")
        try site.register(peer)
        try site.register(strict, settings: { $0.authnRequestsSigned = true })
        browser = try Browser(site, signedIn: "helene")
    }

    private func expectRefused(_ target: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        expectRefusal(try browser.get(target), at: site, sourceLocation: sourceLocation)
        #expect(try site.count("SELECT count(*) FROM sign_on_request") == 0, sourceLocation: sourceLocation)
    }

    private func expectRefused(posting xml: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
        expectRefusal(
            try browser.crossPost("/saml/sso", [("SAMLRequest", HTTPPOST.encode(xml))]), at: site,
            sourceLocation: sourceLocation)
        #expect(try site.count("SELECT count(*) FROM sign_on_request") == 0, sourceLocation: sourceLocation)
    }

    @Test func `an unsigned request is refused where metadata or operator demand a signature`() throws {
        let decided = try Peer("decided")
        try site.register(decided) { $0.requireSignedRequests = true }
        for peer in [strict, decided] {
            try expectRefused(try peer.redirect(try peer.request(site)))
            try expectRefused(posting: try peer.request(site).bytes())
        }
        #expect(try browser.answer(peer, try peer.request(site)).codes == [.success])
    }

    @Test func `a signature by another key is refused, demanded or not`() throws {
        let strange = try Keys.strange.get()
        for peer in [peer, strict] {
            try expectRefused(try peer.redirect(try peer.request(site), signedBy: strange))
            try expectRefused(posting: try peer.signed(try peer.request(site), by: strange))
            // The key that came in KeyInfo is the signer's own: it does not vouch for itself.
            let xml = String(decoding: try peer.signed(try peer.request(site), by: strange), as: UTF8.self)
            #expect(xml.contains("X509Certificate"))
        }
    }

    @Test func `a certificate exchanged in KeyInfo changes nothing`() throws {
        let xml = String(decoding: try strict.signed(try strict.request(site), by: strict.key), as: UTF8.self)
        let strange = try Keys.certificate(try Keys.strange.get()).base64
        let own = try Keys.certificate(strict.key).base64
        let from = try #require(xml.firstRange(of: "<ds:X509Certificate>")).upperBound
        let to = try #require(xml.firstRange(of: "</ds:X509Certificate>")).lowerBound
        #expect(xml[from..<to].utf8.count == own.utf8.count)
        let exchanged = xml[..<from] + strange + xml[to...]
        let page = try browser.follow(
            browser.crossPost("/saml/sso", [("SAMLRequest", HTTPPOST.encode(Array(exchanged.utf8)))]))
        #expect(try Answer(page, from: site).codes == [.success])
    }

    @Test func `a service provider without keys cannot sign, and is refused if it tries`() throws {
        let keyless = try Peer("keyless")
        try site.register(keyless, settings: { $0.signingCertificates = [] })
        try expectRefused(try keyless.redirect(try keyless.request(site), signedBy: keyless.key))
        try expectRefused(posting: try keyless.signed(try keyless.request(site), by: keyless.key))
        #expect(try browser.answer(keyless, try keyless.request(site)).codes == [.success])
    }

    @Test func `a key of another service provider is refused`() throws {
        let other = try Peer("other", key: Keys.theirsEC)
        try site.register(other)
        try expectRefused(try peer.redirect(try peer.request(site), signedBy: other.key))
        try expectRefused(posting: try peer.signed(try peer.request(site), by: other.key))
    }

    @Test func `a signed message needs a Destination, and the right one`() throws {
        for destination in [nil, "https://evil.example/saml/sso", site.singleSignOn + "?x", ""] {
            let request = try peer.request(site) { $0.set("Destination", destination) }
            try expectRefused(try peer.redirect(request, signedBy: peer.key))
            try expectRefused(posting: try peer.signed(request, by: peer.key))
        }
        let unsigned = try peer.request(site) { $0.set("Destination", nil) }
        #expect(try browser.answer(peer, unsigned).codes == [.success])
    }

    // MARK: - The query's own signature

    @Test func `a signed query in which anything changed is refused`() throws {
        let signed = try peer.redirect(try peer.request(site), relayState: "retour", signedBy: peer.key)
        let other = try peer.redirect(try peer.request(site))
        let message = try #require(signed.split(separator: "?").last?.split(separator: "&").first)
        let otherMessage = try #require(other.split(separator: "?").last)
        let attacks = [
            signed.replacing("RelayState=retour", with: "RelayState=ailleurs"),
            signed.replacing("&RelayState=retour", with: ""),
            signed.replacing(message, with: otherMessage),
            // The same text in other octets is another thing signed.
            signed.replacing("RelayState=retour", with: "RelayState=%72etour"),
            signed.replacing("rsa-sha256", with: "rsa-sha512"),
            signed.replacing("2001%2F04%2Fxmldsig-more%23rsa-sha256", with: "2000%2F09%2Fxmldsig%23rsa-sha1"),
            signed.replacing("2001%2F04%2Fxmldsig-more%23rsa-sha256", with: "2000%2F09%2Fxmldsig%23hmac-sha1"),
            signed.replacing("&Signature=", with: "&Signature=A"),
            String(signed.prefix(while: { $0 != "S" })) + "Signature=",
        ]
        for attack in attacks {
            #expect(attack != signed)
            try expectRefused(attack)
        }
        // Its signature taken off, the message is as good as any unsigned one, here; not where one is demanded.
        let stripped = try strict.redirect(try strict.request(site), signedBy: strict.key)
        try expectRefused(String(stripped.prefix(upTo: try #require(stripped.firstRange(of: "&SigAlg")).lowerBound)))
        #expect(try Answer(browser.get(signed), from: site).relayState == "retour")
    }

    @Test func `the query is verified in the octets in which it came, whatever the escapes and their order`() throws {
        let signed = try peer.redirect(try peer.request(site), relayState: "a b", signedBy: peer.key)
        let query = String(signed.dropFirst("/saml/sso?".count))
        // Signed with "+" and lower-case escapes, as some products write them.
        let lower = try query.prefix(upTo: #require(query.firstRange(of: "&Signature=")).lowerBound)
            .replacing("%2F", with: "%2f").replacing("%20", with: "+")
        let signature = try peer.key.sign(Array(lower.utf8), with: .rsaSHA256)
        let encoded = Parameters([("Signature", Base64.encode(signature))]).encoded
        #expect(try Answer(browser.get("/saml/sso?\(lower)&\(encoded)"), from: site).relayState == "a b")
        // The order of the parameters in the URL is free.
        let again = try peer.redirect(try peer.request(site), relayState: "r", signedBy: peer.key)
        let parts = again.dropFirst("/saml/sso?".count).split(separator: "&")
        #expect(
            try Answer(browser.get("/saml/sso?" + parts.reversed().joined(separator: "&")), from: site).relayState
                == "r"
        )
    }

    // MARK: - Wrapping

    private static let signatureName = QName(Namespace.ds, "Signature")

    enum Wrapping: String, CaseIterable, Sendable {
        /// A forged request around the signed one.
        case originalInExtensions
        /// The forged request carries the signature of the original, which hides elsewhere.
        case signatureOnForged, originalInObject, sameIDTwice
        /// The signature does not stand where it belongs.
        case signatureLast, signatureInExtensions, twoSignatures, emptySignature
    }

    @Test(arguments: Wrapping.allCases)
    func `a wrapped or misplaced signature is refused`(wrapping: Wrapping) throws {
        for peer in [peer, strict] {
            let signed = try Document(
                parsing: peer.signed(try peer.request(site), by: peer.key), limits: .message
            ).root
            let signature = try #require(signed.first(Self.signatureName))
            var bare = signed
            bare.children.removeAll { $0 == .element(signature) }
            var forged = try peer.request(site) { $0.set("ForceAuthn", "false") }
            func extensions(_ elements: Element...) -> Element.Node {
                .element(Element(QName(Namespace.samlp, "Extensions"), [], elements))
            }
            switch wrapping {
            case .originalInExtensions: forged.children.append(extensions(signed))
            case .signatureOnForged: forged.children += [.element(signature), extensions(bare)]
            case .originalInObject:
                var holding = signature
                holding.children.append(.element(Element(QName(Namespace.ds, "Object"), [], [bare])))
                forged.children.append(.element(holding))
            case .sameIDTwice:
                forged.set("ID", bare.attribute("ID"))
                forged.children += [.element(signature), extensions(bare)]
            case .signatureLast:
                forged = bare
                forged.children += [
                    .element(Element(QName(Namespace.samlp, "NameIDPolicy"), [], [])), .element(signature),
                ]
            case .signatureInExtensions: forged.children.append(extensions(signature))
            case .twoSignatures:
                forged = signed
                forged.children.insert(.element(signature), at: 1)
            case .emptySignature: forged.children.append(.element(Element(Self.signatureName, [], [])))
            }
            try expectRefused(posting: try forged.bytes())
            let redirect = try peer.redirect(forged)
            try expectRefused(redirect)
        }
    }

    @Test func `a signed message in which anything changed is refused`() throws {
        let xml = String(decoding: try peer.signed(try peer.request(site), by: peer.key), as: UTF8.self)
        let changes = [
            ("Version=\"2.0\"", "ForceAuthn=\"true\" Version=\"2.0\""),
            ("</saml:Issuer>", " </saml:Issuer>"),
            (
                "<ds:Transforms>",
                "<ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"></ds:Transform>"
            ),
            ("URI=\"#", "URI=\"#x"), ("URI=\"#", "URI=\"http://127.0.0.1/#"),
            ("2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#rsa-sha1"),
            ("2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#hmac-sha1"),
            ("2001/04/xmlenc#sha256", "2000/09/xmldsig#sha1"), ("<ds:SignatureValue>", "<ds:SignatureValue>A"),
            ("<ds:DigestValue>", "<ds:DigestValue>A"),
        ]
        for (old, new) in changes {
            #expect(xml.contains(old))
            try expectRefused(posting: Array(xml.replacing(old, with: new, maxReplacements: 1).utf8))
        }
        let page = try browser.follow(
            browser.crossPost("/saml/sso", [("SAMLRequest", HTTPPOST.encode(Array(xml.utf8)))]))
        #expect(try Answer(page, from: site).codes == [.success])
    }

    @Test func `a message signed in the query and in the XML is refused`() throws {
        let xml = try peer.signed(try peer.request(site), by: peer.key)
        let target = try HTTPRedirect.encode(
            .request, xml: xml, to: "/saml/sso", signer: RedirectSigner(key: peer.key, algorithm: .rsaSHA256))
        try expectRefused(target)
    }
}
