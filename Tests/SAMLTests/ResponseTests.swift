import Crypto
import FoundationEssentials
import Testing
import XML

@testable import SAML

/// A Response such as the identity provider makes it, every part filled.
enum Sample {
    static let acs = "https://bip.example.org/Shibboleth.sso/SAML2/POST"
    static let issuer = "https://auth.cig929394.example/saml/metadata"

    static func assertion(attributes: [SAML.Attribute]? = nil) throws -> Assertion {
        let request = MessageID(rawValue: "_demande")
        return Assertion(
            id: MessageID(random: .system), issueInstant: Given.now, issuer: try Issuer(issuer),
            subject: Subject(
                nameID: try NameID(
                    "mfzwizltoq2dgmrqgaydambqgaydam", format: .persistent, nameQualifier: issuer,
                    spNameQualifier: "https://bip.example.org/shibboleth"),
                confirmations: [
                    SubjectConfirmation(
                        bearer: SubjectConfirmationData(
                            recipient: acs, notOnOrAfter: Given.now + 300, inResponseTo: request))
                ]),
            conditions: try Conditions(
                notBefore: Given.now - 120, notOnOrAfter: Given.now + 300,
                audience: "https://bip.example.org/shibboleth"),
            authnStatement: try AuthnStatement(
                authnInstant: Given.now - 60, sessionIndex: "_session", sessionNotOnOrAfter: Given.now + 36_000,
                authnContextClass: .passwordProtectedTransport),
            attributes: try attributes ?? [
                Attribute(name: "displayName", nameFormat: .basic, values: ["Hélène Lefèvre-N'Guyen <&;>\u{a0}]]>"]),
                Attribute(
                    name: "urn:oid:1.3.6.1.4.1.5923.1.1.1.7", nameFormat: .uri, friendlyName: "role",
                    values: ["BIP\\utilisateurs", "BIP\\Administrateur", ""]),
                Attribute(name: "vide", values: []),
            ])
    }

    static func response(_ assertion: Assertion? = nil) throws -> Response {
        Response(
            id: MessageID(random: .system), inResponseTo: MessageID(rawValue: "_demande"), issueInstant: Given.now,
            destination: acs, issuer: try Issuer(issuer), status: .success, assertion: try assertion ?? Self.assertion()
        )
    }
}

extension Response {
    /// Its bytes as the identity provider makes them: the assertion first, so that the Response's signature covers it.
    func signed(by signer: XMLSigner, assertion signsAssertion: Bool, response signsResponse: Bool) throws -> [UInt8] {
        var envelope = element
        var content: WrittenElement?
        if let assertion = assertions.first?.element {
            envelope.children.removeLast()
            content =
                signsAssertion ? try signer.sign(assertion, after: Issuer.elementName) : try assertion.written()
        }
        return signsResponse
            ? try signer.sign(envelope, holding: content, after: Issuer.elementName).bytes
            : try envelope.written(holding: content).bytes
    }
}

@Suite struct ResponseTests {
    @Test func `a Response that is written reads back the same`() throws {
        let response = try Sample.response()
        #expect(try Response(Fixture.element(response.element.bytes())) == response)
    }

    @Test func `an error Response nests its codes and reads back the same`() throws {
        let response = Response(
            id: MessageID(random: .system), inResponseTo: nil, issueInstant: Given.now, destination: Sample.acs,
            issuer: try Issuer(Sample.issuer),
            status: try Status(.responder, .noAuthnContext, message: "Aucun contexte « exact » ne convient"),
            assertion: nil)
        let read = try Response(Fixture.element(response.element.bytes()))
        #expect(read == response)
        #expect(read.status.codes == [.responder, .noAuthnContext])
        #expect(!read.status.isSuccess)
        #expect(read.assertions.isEmpty)
    }

    @Test(arguments: [(true, false), (false, true), (true, true)])
    func `what is signed verifies and is what is read`(assertion: Bool, response: Bool) throws {
        let key = try Given.rsa.get()
        let sample = try Sample.response()
        let bytes = try sample.signed(by: try Given.signer(key), assertion: assertion, response: response)
        let document = try Document(parsing: bytes, limits: .message)
        if response {
            #expect(try Response(document.verified(.rootAmongOthers, by: [key.publicKey])) == sample)
        }
        if assertion {
            let element = try document.verified(.child(Assertion.elementName), by: [key.publicKey])
            #expect([try Assertion(element)] == sample.assertions)
        }
        let other = try Given.other.get().publicKey
        #expect(throws: XMLError.self) {
            try document.verified(response ? .rootAmongOthers : .child(Assertion.elementName), by: [other])
        }
        #expect(try Response(document.root) == sample)
    }

    @Test func `no assertion is signed by an element identifier that came from outside`() {
        #expect(MessageID(rawValue: "_x\" NotOnOrAfter=\"2099-01-01T00:00:00Z") == nil)
    }

    @Test func `what we write has at most 256 characters that XML can carry (IIP-G02)`() throws {
        let longest = String(repeating: "é", count: 256)
        #expect(try Attribute(name: "a", values: [longest]).values == [longest])
        for value in [longest + "x", "a\u{0}", "a\u{1B}b", "\u{FFFE}"] {
            #expect(throws: SAMLError.self) { try Attribute(name: "a", values: [value]) }
            #expect(throws: SAMLError.self) { try NameID(value, format: nil) }
            #expect(throws: SAMLError.self) { try Status(.responder, message: value) }
        }
        #expect(throws: SAMLError.self) { try NameID("", format: nil) }
        #expect(throws: SAMLError.self) { try Attribute(name: "", values: []) }
        #expect(throws: SAMLError.self) { try Issuer("https://x.example/\u{0}") }
        #expect(throws: SAMLError.self) { try Issuer("https://x.example/" + String(repeating: "x", count: 1_024)) }
    }

    @Test func `what we read may be longer than what we write (IIP-G02)`() throws {
        let text = String(decoding: try Sample.response().element.bytes(), as: UTF8.self)
        let name = String(repeating: "é", count: 1_024)
        let value = String(repeating: "à ", count: 10_000)
        let response = try Response(
            Fixture.element(
                text.replacing("mfzwizltoq2dgmrqgaydambqgaydam", with: name).replacing("BIP\\utilisateurs", with: value)
            ))
        #expect(response.assertions.first?.subject?.nameID?.value == name)
        #expect(response.assertions.first?.attributes.contains { $0.values.first == value } == true)
        #expect(throws: SAMLError.tooLong("text", in: "NameID")) {
            try Response(Fixture.element(text.replacing("mfzwizltoq2dgmrqgaydambqgaydam", with: name + "x")))
        }
    }

    @Test func `no xsi type and no declaration of a schema stands in what we write`() throws {
        let text = String(decoding: try Sample.response().element.bytes(), as: UTF8.self)
        #expect(!text.contains("xsi"))
        #expect(!text.contains("XMLSchema"))
    }

    @Test(arguments: [
        ("<saml:Conditions ", "<saml:Conditions Unknown=\"1\" "),
        ("<saml:AudienceRestriction>", "<saml:Condition></saml:Condition><saml:AudienceRestriction>"),
        ("<saml:AudienceRestriction>", "<x:C xmlns:x=\"urn:x\"></x:C><saml:AudienceRestriction>"),
        ("<saml:AuthnStatement ", "<saml:AuthzDecisionStatement></saml:AuthzDecisionStatement><saml:AuthnStatement "),
        ("<saml:NameID ", "<saml:NameID>x</saml:NameID><saml:NameID "),
        ("https://bip.example.org/shibboleth</saml:Audience>", "<x:a xmlns:x=\"urn:x\"></x:a></saml:Audience>"),
        ("Method=\"", "method=\""), ("NotOnOrAfter=\"2026", "NotOnOrAfter=\"x2026"),
        ("BIP\\Administrateur", "<x:a xmlns:x=\"urn:x\"></x:a>"),
        ("<samlp:Status>", "<samlp:Status></samlp:Status><samlp:Status>"),
        ("InResponseTo=\"_demande\" IssueInstant", "InResponseTo=\"1 demande\" IssueInstant"),
    ])
    func `what the schema or the profile does not allow is refused`(old: String, new: String) throws {
        let text = String(decoding: try Sample.response().element.bytes(), as: UTF8.self)
        #expect(text.contains(old))
        #expect(throws: SAMLError.self) {
            try Response(Fixture.element(text.replacing(old, with: new, maxReplacements: 1)))
        }
    }

    @Test func `an EncryptedAssertion that holds nothing encrypted is refused`() throws {
        let text = String(decoding: try Sample.response().element.bytes(), as: UTF8.self)
        #expect(throws: SAMLError.xml(.encryptionShape("the content of EncryptedAssertion"))) {
            try Response(
                Fixture.element(
                    text.replacing(
                        "</samlp:Status>",
                        with: "</samlp:Status><saml:EncryptedAssertion xmlns:saml=\"\(Namespace.saml)\"/>")))
        }
    }

    @Test func `making and signing a Response costs little besides the signature`() throws {
        let signer = try Given.signer(try Given.rsa.get())
        let key = try Given.rsa.get()
        let bytes = [UInt8](repeating: 1, count: 500)
        let clock = ContinuousClock()
        // The quickest of twenty: other tests run beside this one.
        let bare = try (0..<20).map { _ in try clock.measure { _ = try key.sign(bytes, with: .rsaSHA256) } }.min()
        let whole = try (0..<20).map { _ in
            try clock.measure {
                _ = HTTPPOST.encode(try Sample.response().signed(by: signer, assertion: false, response: true))
            }
        }.min()
        // Debug builds are slow; the bound only catches what grows by orders of magnitude.
        #expect(try #require(whole) < #require(bare) + .milliseconds(20))
    }
}
