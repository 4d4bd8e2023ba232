import Calendar
import Crypto
import Database
import Directory
import Foundation
import HTTP
import PageInspection
import SAML
import Testing
import XML

@testable import IdentityProvider

/// HTTP-Artifact and Artifact Resolution: SAML Core §3.5, SAML Bindings §3.6, SAML Profiles §5.
@Suite struct ArtifactTests {
    private static let consumer = ServiceProviderSettings.AssertionConsumerService(
        index: 3, binding: Binding.httpArtifact.rawValue, location: "https://bip.example/artifact")

    private func world() throws -> (Site, Peer, Browser) {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer, settings: { $0.assertionConsumerServices.append(Self.consumer) })
        return (site, peer, try Browser(site, signedIn: "helene"))
    }

    /// What the browser carries to the service provider.
    private func artifact(_ site: Site, _ peer: Peer, _ browser: Browser, relayState: String? = nil) throws -> Artifact
    {
        let request = try peer.request(site, consumer: .index(3))
        let page = try browser.get(try peer.redirect(request, relayState: relayState))
        #expect(page.status == .ok && page.faults.isEmpty)
        #expect(page.page.forms.contains(Self.consumer.location))
        #expect(page.formTargets == .serviceProviders)
        #expect(page.page.value(of: "RelayState") == relayState)
        #expect(page.page.value(of: "SAMLResponse") == nil)
        #expect(!page.text.contains("helene@"))
        return try Artifact(rawValue: page.page.value(of: "SAMLart").orThrow()).orThrow()
    }

    private func question(
        _ artifact: Artifact, _ site: Site, _ peer: Peer, edit: (inout Element) -> Void = { _ in }
    ) throws -> Element {
        var element = ArtifactResolve(
            id: MessageID(random: .system), issueInstant: site.now, destination: "\(site.publicURL)/saml/artifact",
            issuer: try Issuer(peer.entityID), artifact: artifact
        ).element
        edit(&element)
        return element
    }

    /// Asks by SOAP.
    private func ask(_ bytes: [UInt8], at site: Site) throws -> Response {
        site.router.answer(
            try Request(
                .post, "/saml/artifact", headers: ["content-type": "text/xml"], body: bytes,
                publicURL: site.publicURL, receivedAt: site.now, reference: "7K3M-X9QF"))
    }

    private func signed(_ question: Element, by peer: Peer, _ key: PrivateKey? = nil) throws -> [UInt8] {
        SOAP.envelope(try peer.signed(question, by: key ?? peer.key))
    }

    /// The answer, its signature verified; nil for one without message.
    private func resolve(_ artifact: Artifact, _ site: Site, _ peer: Peer) throws -> Element? {
        let question = try question(artifact, site, peer)
        let answer = try ask(try signed(question, by: peer), at: site)
        #expect(answer.status == .ok && answer.headers["content-type"] == SOAP.contentType)
        #expect(answer.headers["cache-control"] == "no-store")
        let document = try Document(parsing: answer.body, limits: .message)
        let read = try ArtifactResponse(try SOAP.message(in: document.root))
        #expect(read.status.isSuccess && read.issuer?.entityID == site.entityID)
        #expect(read.inResponseTo?.rawValue == question.attribute("ID"))
        // The outer signature alone: the message inside has IDs and signatures of its own.
        let alone = try CanonicalWriter.bytes(try SOAP.message(in: document.root), prefixes: Namespace.prefixes)
        let response = try ArtifactResponse(
            Document(parsing: alone, limits: .message).verified(.rootAmongOthers, by: [site.key.publicKey]))
        return response.message
    }

    // MARK: - The way

    @Test func `a service provider fetches the Response that the artifact stands for, once (SAML Profiles §5)`() throws
    {
        let (site, peer, browser) = try world()
        let artifact = try artifact(site, peer, browser, relayState: "état & <b>")
        let message = try #require(try resolve(artifact, site, peer))
        // The message keeps its own signature, out of the answer it came in.
        let bytes = try CanonicalWriter.bytes(message, prefixes: Namespace.prefixes)
        let document = try Document(parsing: bytes, limits: .message)
        let assertion = try Assertion(
            document.verified(.child(Assertion.elementName), by: [site.key.publicKey]))
        #expect(assertion.subject?.nameID?.value == "helene@ville-valmont.example")
        #expect(assertion.subject?.confirmations.first?.data?.recipient == Self.consumer.location)
        #expect(try SAML.Response(document.root).destination == Self.consumer.location)
        #expect(try resolve(artifact, site, peer) == nil)
        #expect(try site.count("SELECT count(*) FROM artifact") == 0)
    }

    @Test func `an artifact is of type 4: index, SHA-1 of our entityID, 160 random bits (SAML Bindings §3.6.4)`() throws
    {
        let (site, peer, browser) = try world()
        let artifact = try artifact(site, peer, browser)
        let bytes = try #require(Base64.decode(artifact.rawValue))
        #expect(bytes.count == 44 && Array(bytes[..<4]) == [0, 4, 0, 0])
        #expect(artifact.sourceID == Digest.sourceID(of: Array(site.entityID.utf8)))
        let other = try self.artifact(site, peer, browser)
        #expect(other.messageHandle != artifact.messageHandle)
        #expect(Artifact(rawValue: artifact.rawValue) == artifact)
        for wrong in ["", "AAQ=", artifact.rawValue + "AA==", Base64.encode([0, 1] + Array(bytes.dropFirst(2))), "é"] {
            #expect(Artifact(rawValue: wrong) == nil)
        }
        #expect(!"\(artifact)".contains(artifact.rawValue))
    }

    @Test func `an error is told by artifact too`() throws {
        let (site, peer, _) = try world()
        let request = try peer.request(site, consumer: .index(3), isPassive: true)
        let page = try Browser(site).get(try peer.redirect(request))
        let artifact = try Artifact(rawValue: page.page.value(of: "SAMLart").orThrow()).orThrow()
        let message = try #require(try resolve(artifact, site, peer))
        #expect(try SAML.Response(message).status.codes == [.responder, .noPassive])
    }

    @Test(arguments: [
        (RequestedConsumer.described(url: nil, binding: .httpArtifact), true),
        (.described(url: "https://bip.example/artifact", binding: nil), true),
        (.described(url: "https://bip.example/artifact", binding: .httpArtifact), true), (.unspecified, false),
        (.described(url: nil, binding: .httpPOST), false),
    ])
    func `ProtocolBinding and address choose between artifact and POST (IIP-IDP12)`(
        asked: RequestedConsumer, byArtifact: Bool
    ) throws {
        let (site, peer, browser) = try world()
        let page = try browser.get(try peer.redirect(try peer.request(site, consumer: asked)))
        #expect((page.page.value(of: "SAMLart") != nil) == byArtifact)
        #expect((page.page.value(of: "SAMLResponse") != nil) != byArtifact)
    }

    @Test func `a service provider without a signing key is sent no artifact: it could not ask`() throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(
            peer,
            settings: {
                $0.assertionConsumerServices.append(Self.consumer)
                $0.signingCertificates = []
            })
        let browser = try Browser(site, signedIn: "helene")
        expectRefusal(try browser.get(peer.redirect(peer.request(site, consumer: .index(3)))), at: site)
    }

    // MARK: - Attacks

    @Test func `an artifact shown twice is worth nothing (artifact replay)`() throws {
        let (site, peer, browser) = try world()
        let artifact = try artifact(site, peer, browser)
        let question = try signed(try question(artifact, site, peer), by: peer)
        #expect(String(decoding: try ask(question, at: site).body, as: UTF8.self).contains("Assertion"))
        for bytes in [question, try signed(try self.question(artifact, site, peer), by: peer)] {
            let answer = try ask(bytes, at: site)
            #expect(answer.status == .ok)
            #expect(!String(decoding: answer.body, as: UTF8.self).contains("Assertion"))
        }
        let restarted = try site.restarted()
        #expect(try resolve(artifact, restarted, peer) == nil)
    }

    @Test func `an artifact of another service provider gives nothing, and is used up (stolen artifact)`() throws {
        let (site, peer, browser) = try world()
        let thief = try Peer("net", key: Keys.theirsEC)
        try site.register(thief, of: site.world.net)
        let artifact = try artifact(site, peer, browser)
        #expect(try resolve(artifact, site, thief) == nil)
        #expect(site.log.contains { $0.contains("shows an artifact of service provider") })
        #expect(try resolve(artifact, site, peer) == nil)
    }

    @Test func `of sixteen parallel questions for one artifact exactly one is answered with the message`() async throws
    {
        let (site, peer, browser) = try world()
        let artifact = try artifact(site, peer, browser)
        let questions = try (0..<16).map { _ in try signed(try question(artifact, site, peer), by: peer) }
        let given = try await withThrowingTaskGroup(of: Bool.self) { group in
            for question in questions {
                group.addTask {
                    String(decoding: try ask(question, at: site).body, as: UTF8.self).contains("Assertion")
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(given == 1)
    }

    @Test func `an artifact that is too old stands for nothing, and its message is forgotten`() throws {
        let (site, peer, browser) = try world()
        let artifact = try artifact(site, peer, browser)
        site.pass(ArtifactStore.lifetime + 1)
        #expect(try resolve(artifact, site, peer) == nil)
        _ = try self.artifact(site, peer, browser)
        site.pass(ArtifactStore.lifetime + 1)
        try site.identityProvider.deleteExpired(at: site.now)
        #expect(try site.count("SELECT count(*) FROM artifact") == 0)
    }

    @Test func `an artifact of another issuer, of another endpoint or invented stands for nothing`() throws {
        let (site, peer, browser) = try world()
        let real = try artifact(site, peer, browser)
        for other in [
            Artifact(issuer: "https://other.example", endpointIndex: 0, randomness: .system),
            Artifact(issuer: site.entityID, endpointIndex: 0, randomness: .system),
            Artifact(issuer: site.entityID, endpointIndex: 1, randomness: Randomness { _ in real.messageHandle }),
        ] {
            #expect(try resolve(other, site, peer) == nil)
        }
        #expect(try resolve(real, site, peer) != nil)
    }

    @Test func `no artifact can be read out of the database`() throws {
        let (site, peer, browser) = try world()
        let artifact = try artifact(site, peer, browser)
        let row = try site.database.read { connection in
            try connection.one("SELECT handle FROM artifact") { try $0.blob(0) }
        }
        #expect(row == Digest.sha256(artifact.messageHandle))
    }

    @Test
    func `a question that is unsigned, stripped, altered, late, early or misdirected is refused (ArtifactResolve)`()
        throws
    {
        let (site, peer, browser) = try world()
        let artifact = try artifact(site, peer, browser)
        let good = try peer.signed(question(artifact, site, peer), by: peer.key)
        let text = String(decoding: good, as: UTF8.self)
        let signature = try #require(text.range(of: "<ds:Signature"))
        let end = try #require(text.range(of: "</ds:Signature>"))
        let stripped = text[..<signature.lowerBound] + text[end.upperBound...]
        let other = Artifact(issuer: site.entityID, endpointIndex: 0, randomness: .system)
        func dated(_ seconds: TimeInterval) throws -> [UInt8] {
            try signed(
                question(artifact, site, peer) { $0.set("IssueInstant", DateTime.string(site.now + seconds)) },
                by: peer)
        }
        let bad: [(String, [UInt8])] = [
            ("unsigned", SOAP.envelope(try question(artifact, site, peer).bytes())),
            ("stripped", SOAP.envelope(Array(String(stripped).utf8))),
            ("altered", SOAP.envelope(Array(text.replacing(artifact.rawValue, with: other.rawValue).utf8))),
            ("a stranger's key", try signed(question(artifact, site, peer), by: peer, Keys.strange.get())),
            ("late", try dated(-9 * 60)), ("early", try dated(4 * 60)),
            (
                "misdirected",
                try signed(
                    question(artifact, site, peer) { $0.set("Destination", "https://evil.example/artifact") }, by: peer)
            ),
            ("an AuthnRequest", SOAP.envelope(try peer.signed(peer.request(site), by: peer.key))),
            ("without envelope", good), ("nothing", []), ("no XML", Array("SAMLart=x".utf8)),
            ("a DTD", Array("<!DOCTYPE a>".utf8) + SOAP.envelope(good)),
            ("two messages", SOAP.envelope(good + good)),
            (
                "a header that must be understood",
                Array(
                    String(decoding: SOAP.envelope(good), as: UTF8.self).replacing(
                        "<soap:Body>",
                        with: "<soap:Header><x:a xmlns:x=\"urn:x\" soap:mustUnderstand=\"1\"/></soap:Header><soap:Body>"
                    ).utf8)
            ),
        ]
        for (name, bytes) in bad {
            let answer = try ask(bytes, at: site)
            let body = String(decoding: answer.body, as: UTF8.self)
            #expect((400..<500).contains(answer.status.rawValue), "\(name)")
            #expect(body.contains("Fault") && body.contains("7K3M-X9QF"), "\(name)")
            #expect(!body.contains("Assertion") && !body.contains(artifact.rawValue), "\(name)")
        }
        #expect(try site.count("SELECT count(*) FROM artifact") == 1)
        #expect(try ask(SOAP.envelope(good), at: site).status == .ok)
    }

    @Test func `a wrapped signature on an ArtifactResolve is refused (signature wrapping)`() throws {
        let (site, peer, browser) = try world()
        let artifact = try artifact(site, peer, browser)
        let stolen = Artifact(issuer: site.entityID, endpointIndex: 0, randomness: .system)
        let good = String(
            decoding: try peer.signed(question(stolen, site, peer), by: peer.key), as: UTF8.self)
        let start = try #require(good.range(of: "<ds:Signature")).lowerBound
        let end = try #require(good.range(of: "</ds:Signature>")).upperBound
        let signature = String(good[start..<end])
        let forged = String(
            decoding: try question(artifact, site, peer) { $0.set("ID", "_forged") }.bytes(), as: UTF8.self)
        let issuerEnd = "</saml:Issuer>"
        let wrapped: [(String, String)] = [
            ("the signed one in a SOAP header", "<soap:Header>\(good)</soap:Header><soap:Body>\(forged)</soap:Body>"),
            ("the signed one beside", "<soap:Body>\(forged)\(good)</soap:Body>"),
            (
                "the signed one in Extensions of the forged one",
                "<soap:Body>\(forged.replacing(issuerEnd, with: issuerEnd + "<samlp:Extensions>\(good)</samlp:Extensions>"))</soap:Body>"
            ),
            (
                "the signature moved into the forged one, the signed one in Object",
                "<soap:Body>\(forged.replacing(issuerEnd, with: issuerEnd + signature.replacing("</ds:Signature>", with: "<ds:Object>\(good.replacing(signature, with: ""))</ds:Object></ds:Signature>")))</soap:Body>"
            ),
            (
                "the signature moved into the forged one, the signed one in Extensions",
                "<soap:Body>\(forged.replacing(issuerEnd, with: issuerEnd + signature + "<samlp:Extensions>\(good.replacing(signature, with: ""))</samlp:Extensions>"))</soap:Body>"
            ),
            ("a second Body", "<soap:Body>\(good)</soap:Body><soap:Body>\(forged)</soap:Body>"),
        ]
        for (name, content) in wrapped {
            let bytes = Array(
                "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">\(content)</soap:Envelope>"
                    .utf8)
            let answer = try ask(bytes, at: site)
            #expect((400..<500).contains(answer.status.rawValue), "\(name)")
        }
        #expect(try site.count("SELECT count(*) FROM artifact") == 1)
    }
}
