import Crypto
import Directory
import FoundationEssentials
import HTTP
import SAML
import Testing
import XML

@testable import IdentityProvider

@Suite struct RedirectTests {
    @Test func `a signed-in person gets a signed assertion that says exactly who they are`() throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer)
        let browser = try Browser(site, signedIn: "helene")
        let id = MessageID(random: .system)
        site.pass(60)
        let answer = try browser.answer(peer, try peer.request(site, id: id))

        #expect(answer.destination == peer.consumer)
        #expect(answer.relayState == nil)
        #expect(answer.codes == [.success])
        #expect(answer.response.destination == peer.consumer)
        #expect(answer.response.inResponseTo == id)
        #expect(answer.response.issuer?.entityID == site.entityID)
        #expect(answer.isAssertionSigned && !answer.isResponseSigned)
        #expect(answer.algorithm == SignatureAlgorithm.rsaSHA256.rawValue)
        let assertion = try #require(answer.assertion)
        #expect(assertion.issuer.entityID == site.entityID)
        #expect(answer.nameID?.value == "helene@ville-valmont.example")
        #expect(answer.nameID?.format == .emailAddress)
        #expect(
            Dictionary(assertion.attributes.map { ($0.name, $0.values) }) { $0 + $1 } == [
                "mail": ["helene@ville-valmont.example"], "givenName": ["Hélène"], "sn": ["Lefèvre-N'Guyen"],
                "displayName": ["Hélène Lefèvre-N'Guyen"], "structure": ["Ville de Valmont & <Associés>; Ouest"],
                "siret": ["21920036100018"], "role": ["user", "Rédaction & <web>; été"],
            ])
        #expect(assertion.attributes.allSatisfy { $0.nameFormat == .basic })

        let confirmation = try #require(assertion.subject?.confirmations.first)
        #expect(confirmation.method == SubjectConfirmation.bearer)
        #expect(confirmation.data?.recipient == peer.consumer)
        #expect(confirmation.data?.inResponseTo == id)
        #expect(confirmation.data?.notBefore == nil)
        #expect(confirmation.data?.notOnOrAfter == site.now + 300)
        #expect(assertion.conditions?.notBefore == site.now - 120)
        #expect(assertion.conditions?.notOnOrAfter == site.now + 300)
        #expect(assertion.conditions?.audienceRestrictions.map(\.audiences) == [[peer.entityID]])
        let statement = try #require(assertion.authnStatements.first)
        #expect(statement.authnInstant == Site.morning)
        #expect(statement.sessionNotOnOrAfter == Site.morning + 36_000)
        #expect(statement.authnContext.classRef == .passwordProtectedTransport)
        #expect(statement.sessionIndex?.isEmpty == false)
    }

    @Test(arguments: [(true, false), (false, true), (true, true)])
    func `what the service provider is set to get signed is signed`(assertion: Bool, response: Bool) throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer) {
            $0.signAssertion = assertion
            $0.signResponse = response
        }
        let answer = try Browser(site, signedIn: "helene").answer(peer, try peer.request(site))
        #expect(answer.isAssertionSigned == assertion)
        #expect(answer.isResponseSigned == response)
        #expect(answer.nameID?.value == "helene@ville-valmont.example")
    }

    @Test func `whoever turns both signatures off gets a signed assertion`() throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer) {
            $0.signAssertion = false
            $0.signResponse = false
        }
        #expect(try Browser(site, signedIn: "helene").answer(peer, try peer.request(site)).isAssertionSigned)
    }

    @Test func `an EC key signs with ECDSA, and an algorithm of its kind may be chosen`() throws {
        let site = try Site(key: Keys.oursEC)
        let (peer, other, odd) = (try Peer(), try Peer("other"), try Peer("odd"))
        try site.register(peer)
        try site.register(other) { $0.signatureAlgorithm = SignatureAlgorithm.ecdsaSHA512.rawValue }
        try site.register(odd) { $0.signatureAlgorithm = SignatureAlgorithm.rsaSHA512.rawValue }
        let browser = try Browser(site, signedIn: "helene")
        let algorithms = try [peer, other, odd].map { try browser.answer($0, try $0.request(site)).algorithm }
        // One of another kind of key cannot be made: the key's own stands in.
        #expect(algorithms == [.ecdsaSHA256, .ecdsaSHA512, .ecdsaSHA256].map(\SignatureAlgorithm.rawValue))
    }

    @Test func `an RSA key signs with the algorithm chosen`() throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer) { $0.signatureAlgorithm = SignatureAlgorithm.rsaSHA384.rawValue }
        let answer = try Browser(site, signedIn: "helene").answer(peer, try peer.request(site))
        #expect(answer.algorithm == SignatureAlgorithm.rsaSHA384.rawValue)
    }

    @Test func `a signed query is answered, by RSA and by EC, with any key of the record`() throws {
        let site = try Site()
        let (peer, elliptic) = (try Peer(), try Peer("elliptic", key: Keys.theirsEC))
        let older = try Keys.certificate(try Keys.strange.get(), days: -1 + 2).base64
        try site.register(peer, decide: { $0.requireSignedRequests = true }) {
            $0.signingCertificates.insert(older, at: 0)
        }
        try site.register(elliptic, decide: { $0.requireSignedRequests = true })
        let browser = try Browser(site, signedIn: "helene")
        for peer in [peer, elliptic] {
            let answer = try browser.answer(
                peer, try peer.request(site), relayState: "a=1&b=é", signedBy: peer.key)
            #expect(answer.codes == [.success])
            #expect(answer.relayState == "a=1&b=é")
        }
    }

    @Test func `an expired certificate still vouches: it is a container for a key (IIP-MD12)`() throws {
        let site = try Site()
        let peer = try Peer()
        let expired = try Keys.certificate(peer.key, from: Site.morning - 90 * 86_400, days: 30).base64
        try site.register(peer, decide: { $0.requireSignedRequests = true }) { $0.signingCertificates = [expired] }
        let answer = try Browser(site, signedIn: "helene").answer(peer, try peer.request(site), signedBy: peer.key)
        #expect(answer.codes == [.success])
    }

    @Test(arguments: [
        "a&b\"<c>'d", "", " ", "https://bip.example/?a=b&c=d#e", "é\u{0}".replacing("\u{0}", with: ""),
        "</form><script>alert(1)</script>", String(repeating: "x", count: 2048), "\r\n line", "%26%3D+&amp;",
    ])
    func `RelayState comes back exactly, and is escaped in the page`(relayState: String) throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer)
        let browser = try Browser(site, signedIn: "helene")
        let page = try browser.get(try peer.redirect(try peer.request(site), relayState: relayState))
        #expect(try Answer(page, from: site).relayState == relayState)
        #expect(!page.text.contains("<script>alert"))
        #expect(!page.text.contains("b\"<c"))
        let again = try Answer(
            browser.follow(browser.crossPost("/saml/sso", peer.form(peer.request(site), relayState: relayState))),
            from: site)
        #expect(again.relayState == relayState)
    }

    @Test func `attributes that metadata and operator remap go out under their names and formats`() throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer) {
            $0.preset = .saml2int
            $0.attributes = [
                AttributeRule("urn:oid:2.5.4.42", .givenName, friendlyName: "givenName"),
                AttributeRule("droits", .roleLabels, nameFormat: AttributeNameFormat.basic.rawValue),
            ]
        }
        let answer = try Browser(site, signedIn: "helene").answer(peer, try peer.request(site))
        let attributes = try #require(answer.assertion).attributes
        #expect(attributes.map(\.name) == ["urn:oid:2.5.4.42", "droits"])
        #expect(attributes.map(\.nameFormat) == [.uri, .basic])
        #expect(attributes.first?.friendlyName == "givenName")
        #expect(answer.values("droits") == ["BIP\\utilisateurs", "BIP\\rédacteurs"])
    }

    @Test func `a service provider may be sent no attribute at all`() throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer) { $0.attributes = [] }
        let answer = try Browser(site, signedIn: "helene").answer(peer, try peer.request(site))
        #expect(answer.assertion?.attributeStatements.isEmpty == true)
    }

    @Test func `the service provider's own shorter session bounds SessionNotOnOrAfter`() throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer) { $0.sessionLifetime = 3600 }
        let browser = try Browser(site, signedIn: "helene")
        site.pass(600)
        let answer = try browser.answer(peer, try peer.request(site))
        #expect(answer.assertion?.authnStatements.first?.sessionNotOnOrAfter == site.now + 3600)
    }

    @Test func `a loopback site over http says Password and answers http consumers`() throws {
        let site = try Site(publicURL: "http://localhost:8080")
        let peer = try Peer()
        try site.register(
            peer, settings: { $0.assertionConsumerServices[0].location = "http://127.0.0.1:8081/bip/acs" })
        let answer = try Browser(site, signedIn: "helene").answer(peer, try peer.request(site))
        #expect(answer.destination == "http://127.0.0.1:8081/bip/acs")
        #expect(answer.assertion?.authnStatements.first?.authnContext.classRef == .password)
    }
}
