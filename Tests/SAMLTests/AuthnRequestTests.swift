import Calendar
import Crypto
import FoundationEssentials
import Testing
import XML

@testable import SAML

@Suite struct AuthnRequestTests {
    @Test func `Shibboleth's request is read`() throws {
        let request = try Fixture.request("shibboleth-sp")
        #expect(request.id.rawValue == "_6f1d2a7c0b3e4f5a8c9d0e1f2a3b4c5d")
        #expect(request.issueInstant == DateTime.parse("2026-11-22T14:18:22Z"))
        #expect(request.destination == "https://auth.cig929394.example/saml/sso")
        #expect(request.issuer.entityID == "https://bip.example.org/shibboleth")
        #expect(
            request.consumer
                == .described(url: "https://bip.example.org/Shibboleth.sso/SAML2/POST", binding: .httpPOST))
        #expect(request.nameIDPolicy == NameIDPolicy(format: nil, allowCreate: true))
        #expect(!request.forceAuthn && !request.isPassive)
        #expect(request.subject == nil && request.scoping == nil && request.requestedAuthnContext == nil)
    }

    @Test func `pysaml2's request is read`() throws {
        let request = try Fixture.request("pysaml2")
        #expect(request.issuer.entityID == "https://net.example.org/metadata.xml")
        #expect(request.providerName == "NetCotisation")
        #expect(request.nameIDPolicy == NameIDPolicy(format: .persistent, allowCreate: false))
    }

    @Test func `SimpleSAMLphp's scoping is kept`() throws {
        let request = try Fixture.request("simplesamlphp")
        #expect(request.scoping?.proxyCount == 1)
        #expect(request.scoping?.identityProviders == ["https://auth.cig929394.example/saml/metadata"])
        #expect(request.scoping?.requesterIDs == ["https://derriere.example.org/sp"])
    }

    @Test func `mod_auth_mellon's ForceAuthn is kept`() throws {
        let request = try Fixture.request("mod-auth-mellon")
        #expect(request.forceAuthn)
        #expect(!request.isPassive)
        #expect(request.nameIDPolicy?.format == .transient)
    }

    @Test func `Keycloak's extensions are passed over, its wishes kept (IIP-EXT01)`() throws {
        let request = try Fixture.request("keycloak")
        #expect(request.attributeConsumingServiceIndex == 0)
        #expect(request.requestedAuthnContext?.comparison == .minimum)
        #expect(request.requestedAuthnContext?.classRefs == [.passwordProtectedTransport])
        #expect(request.nameIDPolicy?.format == .emailAddress)
    }

    @Test func `Spring Security's request with microseconds and without policy is read`() throws {
        let request = try Fixture.request("spring-security")
        #expect(request.issueInstant == DateTime.parse("2026-11-22T14:18:22.123456Z"))
        #expect(request.nameIDPolicy == nil)
    }

    @Test func `ruby-saml's index, subject and declarations are kept`() throws {
        let request = try Fixture.request("ruby-saml")
        #expect(request.consumer == .index(2))
        #expect(request.isPassive)
        guard case .nameID(let nameID) = request.subject else {
            Issue.record("no subject")
            return
        }
        #expect(nameID.value == "helene.lefevre@valmont.example")
        #expect(request.requestedAuthnContext?.declRefs == ["urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard"])
    }

    @Test func `the indented request of python3-saml is read`() throws {
        let request = try Fixture.request("python3-saml")
        #expect(request.providerName == "Formation des agents")
        #expect(request.consumer == .described(url: "https://formation.example.org/?acs", binding: .httpPOST))
        #expect(request.nameIDPolicy?.format == .unspecified)
    }

    @Test func `an index excludes an address and a binding`() throws {
        for other in ["AssertionConsumerServiceURL='https://x.example/acs'", "ProtocolBinding='urn:x'"] {
            #expect {
                try Fixture.request("ruby-saml", replacing: "Version='2.0'", with: "Version='2.0' \(other)")
            } throws: {
                if case SAMLError.contradiction = $0 { true } else { false }
            }
        }
    }

    @Test(arguments: [
        ("ID=\"_6f1d2a7c0b3e4f5a8c9d0e1f2a3b4c5d\"", ""), ("ID=\"_6f1d2", "ID=\"6f1d2"),
        ("ID=\"_6f1d2", "ID=\"a:6f1d2"),
        ("ID=\"_", "samlp:ID=\"_x\" ID=\"_"), ("ID=\"_", "id=\"_x\" ID=\"_"),
        ("Version=\"2.0\"", ""), ("Version=\"2.0\"", "Version=\"1.1\""), ("Version=\"2.0\"", "Version=\"2.0 \""),
        ("IssueInstant=\"2026-11-22T14:18:22Z\"", ""), ("14:18:22Z", "14:18Z"),
        ("Destination=\"https://auth.cig929394.example/saml/sso\"", "Destination=\"\""),
        ("Version=\"2.0\"", "Version=\"2.0\" ForceAuthn=\"yes\""),
        ("Version=\"2.0\"", "Version=\"2.0\" IsPassive=\"TRUE\""),
        ("Version=\"2.0\"", "Version=\"2.0\" AttributeConsumingServiceIndex=\"-1\""),
        ("Version=\"2.0\"", "Version=\"2.0\" AttributeConsumingServiceIndex=\"65536\""),
        ("Version=\"2.0\"", "Version=\"2.0\" Evil=\"1\""),
        ("https://bip.example.org/shibboleth</saml:Issuer>", "</saml:Issuer>"),
        ("https://bip.example.org/shibboleth", "<a xmlns=\"urn:x\"/>"),
        ("<samlp:NameIDPolicy", "<samlp:Nothing/><samlp:NameIDPolicy"),
        ("<samlp:NameIDPolicy", "<x:Nothing xmlns:x=\"urn:x\"/><samlp:NameIDPolicy"),
        ("<samlp:NameIDPolicy", "<samlp:NameIDPolicy/><samlp:NameIDPolicy"),
        ("AllowCreate=\"1\"", "AllowCreate=\"2\""), ("AllowCreate=\"1\"", "Unknown=\"1\""),
        ("<saml:Issuer ", "<samlp:Extensions/><saml:Issuer "),
        (
            "https://bip.example.org/shibboleth<",
            "https://bip.example.org/" + String(repeating: "x", count: 1_024) + "<"
        ),
    ])
    func `what the schema does not allow is refused`(old: String, new: String) throws {
        #expect(throws: SAMLError.self) {
            try Fixture.request("shibboleth-sp", replacing: old, with: new)
        }
    }

    @Test func `attributes of foreign namespaces are passed over (IIP-EXT01)`() throws {
        let request = try Fixture.request(
            "shibboleth-sp", replacing: "Version=\"2.0\"",
            with: "Version=\"2.0\" xmlns:x=\"urn:x\" x:ID=\"_other\" xml:lang=\"fr\"")
        #expect(request.id.rawValue == "_6f1d2a7c0b3e4f5a8c9d0e1f2a3b4c5d")
    }

    @Test func `unknown content of RequestedAuthnContext and Scoping is passed over (IIP-EXT01)`() throws {
        let context = try Fixture.request(
            "keycloak", replacing: "<saml:AuthnContextClassRef>",
            with: "<x:Level xmlns:x=\"urn:x\">3</x:Level><saml:AuthnContextClassRef>")
        #expect(context.requestedAuthnContext?.classRefs == [.passwordProtectedTransport])
        let scoping = try Fixture.request(
            "simplesamlphp", replacing: "<samlp:RequesterID>", with: "<x:Other xmlns:x=\"urn:x\"/><samlp:RequesterID>")
        #expect(scoping.scoping?.requesterIDs == ["https://derriere.example.org/sp"])
    }

    @Test func `an encrypted subject is known to be unreadable`() throws {
        let request = try Fixture.request(
            "shibboleth-sp", replacing: "<samlp:NameIDPolicy",
            with: """
                <saml:Subject xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:EncryptedID/></saml:Subject>\
                <samlp:NameIDPolicy
                """)
        #expect(request.subject == .unreadable)
    }

    @Test func `a Response is no AuthnRequest`() throws {
        #expect(throws: SAMLError.unexpectedRoot(expected: "AuthnRequest")) {
            try AuthnRequest(Fixture.element("<samlp:Response xmlns:samlp=\"\(Namespace.samlp)\"/>"))
        }
        #expect(throws: SAMLError.unexpectedRoot(expected: "AuthnRequest")) {
            try AuthnRequest(Fixture.element("<AuthnRequest/>"))
        }
    }

    @Test func `the header alone tells the sender, before the grammar is looked at`() throws {
        let text = try Fixture.text("AuthnRequest/pysaml2.xml").replacing("AllowCreate", with: "Unknown")
        let element = try Fixture.element(text)
        #expect(throws: SAMLError.unexpectedAttribute(in: "NameIDPolicy")) { try AuthnRequest(element) }
        let header = try MessageHeader(element)
        #expect(header.issuer?.entityID == "https://net.example.org/metadata.xml")
        #expect(header.destination == "https://auth.cig929394.example/saml/sso")
        #expect(header.id.rawValue == "id-Wq3kLx0ZVJmP1cT8b")
    }

    @Test func `a request that is written reads back the same`() throws {
        let request = AuthnRequest(
            id: MessageID(random: .system), issueInstant: Given.now, destination: "https://auth.example/saml/sso",
            issuer: try Issuer("http://127.0.0.1:8081/bip/metadata"),
            consumer: .described(url: "http://127.0.0.1:8081/bip/acs?a=1&b=<>", binding: .httpPOST),
            forceAuthn: true, isPassive: true, nameIDPolicy: NameIDPolicy(format: .persistent, allowCreate: true),
            requestedAuthnContext: RequestedAuthnContext(classRefs: [.passwordProtectedTransport]),
            providerName: "BIP « démonstration » & \"co\"")
        #expect(try AuthnRequest(Fixture.element(request.element.bytes())) == request)
    }

    @Test func `an ID of a message is an NCName of at most 256 characters`() {
        #expect(MessageID(rawValue: "_" + String(repeating: "é", count: 255)) != nil)
        for text in ["", "1a", "-a", "a b", "a:b", "a\n", "_" + String(repeating: "a", count: 256), "a<", "a\"", "😀x("]
        {
            #expect(MessageID(rawValue: text) == nil, "\(text)")
        }
        let first = MessageID(random: .system)
        #expect(MessageID(rawValue: first.rawValue) == first)
        #expect(first != MessageID(random: .system))
        #expect(first.rawValue.utf8.count == 41)
    }
}
