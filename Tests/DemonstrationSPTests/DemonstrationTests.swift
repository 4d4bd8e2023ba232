import Crypto
import Foundation
import HTTP
import SAML
import TestFiles
import Testing
import XML

@testable import DemonstrationSP

@Suite struct DemonstrationTests {
    static let now = Date(timeIntervalSince1970: 1_795_357_102)
    static let acs = "/bip/acs"

    let folder: TestFolder
    let demonstration: DemonstrationServiceProviders
    var browser: Browser

    /// Keys made once: every test begins with a copy.
    static let keys = Result {
        let folder = try TestFolder()
        _ = try make(folder)
        return folder
    }

    init() throws {
        folder = try TestFolder(copying: Self.keys.get())
        demonstration = try Self.make(folder)
        browser = Browser(demonstration.router)
    }

    private static func make(_ folder: TestFolder) throws -> DemonstrationServiceProviders {
        try DemonstrationServiceProviders(
            at: try #require(PublicURL("http://127.0.0.1:8081")), keysIn: folder.path,
            identityProvider: TestIdentityProvider.metadata(), now: now)
    }

    func serviceProvider(_ slug: String) throws -> EntityDescriptor {
        let entity = try #require(demonstration.entities.first { $0.slug == slug })
        return try MetadataDocument(parsing: entity.metadata, allowing: .httpsOrLoopbackSite, at: Self.now)
            .entity(entity.entityID, as: .serviceProvider, at: Self.now)
    }

    /// Leaves for the identity provider; what it receives, verified with the key of the metadata.
    private mutating func leave(_ slug: String = "bip", _ query: String = "") throws -> (
        AuthnRequest, relayState: String
    ) {
        let location = try #require(try browser.get("/\(slug)/login\(query)").headers["location"])
        #expect(location.hasPrefix(TestIdentityProvider.location + "?"))
        let message = try HTTPRedirect.decode(
            rawQuery: String(location.dropFirst(TestIdentityProvider.location.count + 1)))
        let descriptor = try #require(try serviceProvider(slug).spSSODescriptor)
        try #require(message.signature).verify(by: descriptor.role.certificates(for: .signing).map { try $0.publicKey })
        return (
            try AuthnRequest(Document(parsing: message.xml, limits: .message).root), try #require(message.relayState)
        )
    }

    mutating func deliver(
        _ xml: [UInt8], _ relayState: String? = nil, to path: String = acs
    ) throws -> HTTP.Response {
        var fields = [(name: "SAMLResponse", value: HTTPPOST.encode(xml))]
        if let relayState { fields.append((name: "RelayState", value: relayState)) }
        return try browser.follow(try browser.post(path, fields, crossSite: true))
    }

    // MARK: The way in

    @Test mutating func `a person who asks here comes back signed in, and sees what was received`() throws {
        let (request, relayState) = try leave()
        #expect(request.issuer.entityID == "http://127.0.0.1:8081/bip/metadata")
        #expect(request.consumer == .described(url: "http://127.0.0.1:8081/bip/acs", binding: .httpPOST))
        #expect(request.nameIDPolicy?.format == .emailAddress)
        let answer = TestIdentityProvider.Answer(inResponseTo: request.id)
        let page = try deliver(try answer.xml(), relayState)
        #expect(page.status == .ok)
        for text in [
            "Bonjour Hélène Lefèvre-N&#39;Guyen", "helene.lefevre@valmont.example", "CCAS de Valmont", "21930001500019",
            "<li class=\"tag\">BIP\\utilisateurs</li>", "<li class=\"tag\">lecture &amp; écriture</li>",
            "Connexion demandée par l’application", "&lt;samlp:Response", "Quitter l’application", "Revenir au portail",
            "mot de passe", request.id.rawValue,
        ] { #expect(page.text.contains(text), "\(text)") }
        for check in Check.allCases where check != .encryption {
            #expect(page.text.contains("<span>\(check.rawValue)<small>"), "\(check)")
        }
        #expect(!page.text.contains("<script>") && !page.text.contains("style="))
        #expect(try browser.get("/bip/").text.contains("Bonjour Hélène"))
    }

    @Test(arguments: [(true, false), (false, true), (true, true)])
    mutating func `the portal may begin, whatever part it signs`(assertion: Bool, response: Bool) throws {
        let answer = TestIdentityProvider.Answer(signsAssertion: assertion, signsResponse: response)
        let page = try deliver(try answer.xml(), "/dossier/12")
        #expect(page.text.contains("Ouverte depuis le portail"))
        #expect(page.text.contains("/dossier/12"))
    }

    @Test mutating func `by form the request is signed inside and waits for a button`() throws {
        let page = try browser.get("/netcotisation/login?binding=post")
        #expect(page.formTargets == .serviceProviders)
        #expect(page.text.contains("<button"))
        let value = try #require(page.text.firstMatch(of: /name="SAMLRequest" value="([^"]+)"/)?.1)
        let message = try HTTPPOST.decode([("SAMLRequest", String(value))])
        let descriptor = try #require(try serviceProvider("netcotisation").spSSODescriptor)
        let keys = try descriptor.role.certificates(for: .signing).map { try $0.publicKey }
        let request = try AuthnRequest(Document(parsing: message.xml, limits: .message).verified(by: keys))
        #expect(request.destination == TestIdentityProvider.location)
        #expect(request.nameIDPolicy?.format == .persistent)
    }

    @Test mutating func `wishes travel in the request`() throws {
        let (request, _) = try leave("bip", "?forceAuthn=1&isPassive=1")
        #expect(request.forceAuthn && request.isPassive)
        let (plain, _) = try leave("elecpro")
        #expect(!plain.forceAuthn && !plain.isPassive)
        #expect(plain.nameIDPolicy?.format == .transient)
    }

    @Test mutating func `two tabs that asked at once both come back`() throws {
        let first = try leave()
        let second = try leave()
        for (request, relayState) in [second, first] {
            let page = try deliver(try TestIdentityProvider.Answer(inResponseTo: request.id).xml(), relayState)
            #expect(page.text.contains("Bonjour Hélène"))
        }
    }

    @Test mutating func `four applications keep four sessions side by side`() throws {
        for slug in ["bip", "site", "netcotisation", "elecpro"] {
            let answer = TestIdentityProvider.Answer(slug: slug, displayName: "Personne de \(slug)")
            #expect(try deliver(try answer.xml(), to: "/\(slug)/acs").text.contains("Bonjour Personne de \(slug)"))
        }
        for slug in ["bip", "site", "netcotisation", "elecpro"] {
            #expect(try browser.get("/\(slug)/").text.contains("Bonjour Personne de \(slug)"))
        }
    }

    @Test mutating func `a session ends when the portal said, or when the person leaves`() throws {
        _ = try deliver(try TestIdentityProvider.Answer(session: 600).xml())
        browser.now = Self.now + 599
        #expect(try browser.get("/bip/").text.contains("Bonjour Hélène"))
        browser.now = Self.now + 600
        #expect(try browser.get("/bip/").text.contains("Se connecter par le portail"))

        browser.now = Self.now
        _ = try deliver(try TestIdentityProvider.Answer().xml())
        let kept = browser
        #expect(
            try browser.follow(try browser.post("/bip/deconnexion", [], crossSite: false)).text.contains("Se connecter")
        )
        var thief = kept
        #expect(try thief.get("/bip/").text.contains("Se connecter par le portail"))
    }

    @Test mutating func `Back to a spent ticket shows the session, not an error`() throws {
        let answer = try browser.post(
            Self.acs, [("SAMLResponse", HTTPPOST.encode(try TestIdentityProvider.Answer().xml()))], crossSite: true)
        let ticket = try #require(answer.headers["location"])
        _ = try browser.follow(try browser.get(ticket))
        #expect(try browser.follow(try browser.get(ticket)).text.contains("Bonjour Hélène"))
        var other = Browser(demonstration.router)
        #expect(try other.follow(try other.get(ticket)).text.contains("Se connecter par le portail"))
    }

    @Test mutating func `what the person is called cannot become markup`() throws {
        let answer = TestIdentityProvider.Answer(displayName: "<script>alert(1)</script>")
        let page = try deliver(try answer.xml())
        #expect(!page.text.contains("<script>"))
        #expect(page.text.contains("Bonjour &lt;script&gt;"))
    }

    // MARK: What is refused

    private mutating func refused(
        _ answer: TestIdentityProvider.Answer, _ check: Check, _ relayState: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try refused(try answer.xml(), check, relayState, sourceLocation: sourceLocation)
    }

    private mutating func refused(
        _ xml: [UInt8], _ check: Check, _ relayState: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let page = try deliver(xml, relayState)
        #expect(page.status == .forbidden, sourceLocation: sourceLocation)
        #expect(page.cookies.isEmpty, sourceLocation: sourceLocation)
        #expect(
            page.text.contains("<strong>\(check.rawValue)</strong>"), "\(page.text)", sourceLocation: sourceLocation)
        #expect(try browser.get("/bip/").text.contains("Se connecter par le portail"), sourceLocation: sourceLocation)
    }

    @Test mutating func `a signature by another key, or none, is refused`() throws {
        try refused(.init(key: TestIdentityProvider.otherKey), .signature)
        try refused(.init(signsAssertion: false, signsResponse: true, key: TestIdentityProvider.otherKey), .signature)
        try refused(.init(signsAssertion: false), .signature)
    }

    @Test mutating func `a signed message that was changed is refused`() throws {
        let text = String(decoding: try TestIdentityProvider.Answer().xml(), as: UTF8.self)
        try refused(Array(text.replacingOccurrences(of: "CCAS de", with: "Ville de").utf8), .signature)
        let both = String(
            decoding: try TestIdentityProvider.Answer(signsResponse: true).xml(), as: UTF8.self)
        try refused(Array(both.replacingOccurrences(of: "status:Success", with: "status:Responder").utf8), .signature)
    }

    @Test mutating func `a second assertion beside the signed one is refused`() throws {
        let text = String(decoding: try TestIdentityProvider.Answer().xml(), as: UTF8.self)
        let start = try #require(text.range(of: "<saml:Assertion"))
        let evil = text[start.lowerBound...].replacingOccurrences(of: "</samlp:Response>", with: "")
            .replacingOccurrences(of: "Hélène", with: "Mallory").replacingOccurrences(of: " ID=\"_", with: " ID=\"_e")
            .replacing(/<ds:Signature.*<\/ds:Signature>/, with: "")
        for document in [
            text.replacingOccurrences(of: "<saml:Assertion", with: evil + "<saml:Assertion"),
            text.replacingOccurrences(of: "</samlp:Response>", with: evil + "</samlp:Response>"),
        ] {
            let page = try deliver(Array(document.utf8))
            #expect(page.status == .forbidden)
            #expect(!page.text.contains("Bonjour"))
        }
    }

    @Test mutating func `another issuer, destination, recipient or audience is refused`() throws {
        try refused(.init(issuer: "http://localhost:8080/autre"), .issuer)
        try refused(.init(destination: "http://127.0.0.1:8081/site/acs"), .destination)
        try refused(.init(recipient: "http://127.0.0.1:8081/site/acs"), .recipient)
        try refused(.init(audience: "http://127.0.0.1:8081/site/metadata"), .audience)
    }

    @Test mutating func `a Response made for one application is refused by the next`() throws {
        try refused(.init(slug: "site"), .destination)
    }

    @Test mutating func `three minutes of a wrong clock are borne, no more`() throws {
        try refused(.init(now: Self.now - 481), .recipient)
        try refused(.init(now: Self.now + 301), .time)
        try refused(.init(notBefore: 181), .time)
        try refused(.init(session: 0), .authentication)
        #expect(try deliver(try TestIdentityProvider.Answer(now: Self.now - 479).xml()).status == .ok)
        #expect(try deliver(try TestIdentityProvider.Answer(now: Self.now + 299).xml()).status == .ok)
    }

    @Test mutating func `an assertion serves once`() throws {
        let xml = try TestIdentityProvider.Answer().xml()
        #expect(try deliver(xml).status == .ok)
        #expect(try deliver(xml).text.contains("<strong>\(Check.replay.rawValue)</strong>"))
    }

    @Test mutating func `an answer to a request that nobody made, or that had its answer, is refused`() throws {
        try refused(.init(inResponseTo: MessageID(random: .system)), .answer)
        let (request, relayState) = try leave()
        #expect(try deliver(try TestIdentityProvider.Answer(inResponseTo: request.id).xml(), relayState).status == .ok)
        let page = try deliver(try TestIdentityProvider.Answer(inResponseTo: request.id).xml(), relayState)
        #expect(page.text.contains("<strong>\(Check.answer.rawValue)</strong>"))
    }

    @Test mutating func `an old authentication does not answer ForceAuthn`() throws {
        let (request, relayState) = try leave("bip", "?forceAuthn=1")
        try refused(.init(inResponseTo: request.id, authenticated: -181), .authentication, relayState)
        let (again, secondState) = try leave("bip", "?forceAuthn=1")
        #expect(try deliver(try TestIdentityProvider.Answer(inResponseTo: again.id).xml(), secondState).status == .ok)
    }

    @Test mutating func `a request of another application is not this one's`() throws {
        let (request, relayState) = try leave("site")
        try refused(.init(inResponseTo: request.id), .answer, relayState)
    }

    @Test mutating func `a changed RelayState is refused`() throws {
        let (request, _) = try leave()
        try refused(.init(inResponseTo: request.id), .relayState, "autre")
    }

    @Test mutating func `an answer planted in another browser is refused`() throws {
        let (request, relayState) = try leave()
        browser = Browser(demonstration.router)
        try refused(.init(inResponseTo: request.id), .browser, relayState)
    }

    @Test mutating func `the portal's refusal is shown in its words`() throws {
        let (request, relayState) = try leave("bip", "?isPassive=1")
        let answer = TestIdentityProvider.Answer(
            inResponseTo: request.id, status: try Status(.responder, .noPassive, message: "Personne n’est connecté"),
            signsResponse: true)
        try refused(answer, .status, relayState)
        #expect(
            try deliver(try answer.xml(), relayState).text.contains(
                "Responder / NoPassive\u{A0}: Personne n’est connecté"))
    }

    @Test mutating func `what is no message at all is refused on a page`() throws {
        for fields in [
            [], [("SAMLResponse", "%%%")], [("SAMLRequest", "PGE+")], [("SAMLResponse", "PGE+")],
            [("SAMLResponse", "PGEvPg=="), ("SAMLResponse", "PGEvPg==")], [("SAMLResponse", "PGEvPg==")],
        ] as [[(name: String, value: String)]] {
            let page = try browser.post(Self.acs, fields, crossSite: true)
            #expect(page.status == .forbidden)
            #expect(page.text.contains("<strong>\(Check.transport.rawValue)</strong>"))
            #expect(page.text.contains("REF-1"))
        }
    }

    // MARK: Metadata, keys, pages

    @Test func `each application has its metadata, entityID and key, and keeps them`() throws {
        let again = try Self.make(folder)
        #expect(demonstration.entities.map(\.slug) == ["bip", "site", "netcotisation", "elecpro"])
        #expect(again.entities.map(\.metadata) == demonstration.entities.map(\.metadata))
        #expect(Set(demonstration.entities.map(\.metadata)).count == 4)
        #expect(try serviceProvider("bip").displayName(in: "fr") == "BIP")
        #expect(try folder.mode(of: "demonstration-bip.key") == 0o400)
        let page = demonstration.router.answer(try Request(.get, "/bip/metadata", receivedAt: Self.now))
        #expect(page.body == demonstration.entities.first?.metadata)
        #expect(page.headers["content-type"] == "application/samlmetadata+xml")
    }

    @Test func `a key without its certificate is never written over`() throws {
        try FileManager.default.removeItem(atPath: "\(folder.path)/demonstration-bip.crt")
        #expect(throws: DemonstrationError.self) { try Self.make(folder) }
        #expect(FileManager.default.fileExists(atPath: "\(folder.path)/demonstration-bip.key"))
    }

    @Test func `metadata that names no identity provider is told in words`() throws {
        let own = try #require(demonstration.entities.first).metadata
        do {
            _ = try DemonstrationServiceProviders(
                at: try #require(PublicURL("http://127.0.0.1:8081")), keysIn: folder.path, identityProvider: own,
                now: Self.now)
            Issue.record("it started")
        } catch {
            #expect("\(error)".contains("the metadata has no IDPSSODescriptor for SAML 2.0"))
        }
    }

    @Test mutating func `every page is found, and what is not there says so`() throws {
        #expect(try browser.get("/").text.contains("Elecpro 2022"))
        #expect(try browser.follow(try browser.get("/bip")).text.contains("Se connecter par le portail"))
        let lost = try browser.get("/rien")
        #expect(lost.status == .notFound)
        #expect(lost.text.contains("REF-1"))
        let page = try browser.get("/bip/").text
        for file in page.matches(of: /(?:href|src)="(\/fichiers\/[^"]+)"/) {
            #expect(try browser.get(String(file.1)).status == .ok)
        }
    }

    @Test func `the indented message has every character but the white space between tags`() throws {
        let text = "<?xml version=\"1.0\"?><a b=\"x > y\" c='\"'>\n <b> text  </b><c/><d><e></e></d></a>"
        let lines = XMLIndenter.indented(text)
        #expect(
            lines == """
                <?xml version="1.0"?>
                <a b="x > y" c='"'>
                  <b> text  </b>
                  <c/>
                  <d>
                    <e></e>
                  </d>
                </a>
                """)
        for broken in ["<", "<a", "</a></a>", "a<b\"", ""] {
            #expect(XMLIndenter.indented(broken).count >= broken.count)
        }
    }

    @Test func `a table keeps no more than it may, and gives a value once`() throws {
        var forgetful = BoundedTable<Int>(capacity: 2, .forgetOldest)
        var strict = BoundedTable<Int>(capacity: 2, .refuse)
        let later = Self.now + 10
        for number in 1...3 {
            #expect(forgetful.insert(number, for: "\(number)", until: later, at: Self.now) == true)
            #expect(strict.insert(number, for: "\(number)", until: later, at: Self.now) == (number < 3))
        }
        #expect(forgetful.value(for: "1", at: Self.now) == nil)
        #expect(forgetful.take("3", at: Self.now) == 3)
        #expect(forgetful.take("3", at: Self.now) == nil)
        #expect(strict.value(for: "1", at: later) == nil)
        #expect(strict.insert(3, for: "3", until: later + 1, at: later) == true)
    }
}
