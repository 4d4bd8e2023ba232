import Crypto
import Foundation
import TestFiles
import Testing
import XML

@testable import SAML

/// The schemas of OASIS and W3C judge what we write; Debian's opensaml-schemas and xmltooling-schemas install them.
@Suite struct SchemaTests {
    @Test func `our Responses are valid, signed in every way`() throws {
        let signer = try Given.signer(try Given.rsa.get())
        for (assertion, response) in [(false, false), (true, false), (false, true), (true, true)] {
            try Schemas.validate(try Sample.response().signed(by: signer, assertion: assertion, response: response))
        }
        try Schemas.validate(
            try Sample.response(try Sample.assertion(attributes: [])).element.bytes())
        try Schemas.validate(
            try Response(
                id: MessageID(random: .system), inResponseTo: nil, issueInstant: Given.now, destination: Sample.acs,
                issuer: try Issuer(Sample.issuer), status: try Status(.requester, .requestDenied, message: "Non"),
                assertion: nil
            ).signed(by: signer, assertion: true, response: true))
    }

    @Test func `our AuthnRequests are valid`() throws {
        for consumer in [RequestedConsumer.unspecified, .index(0), .described(url: Sample.acs, binding: .httpPOST)] {
            let request = AuthnRequest(
                id: MessageID(random: .system), issueInstant: Given.now, destination: Sample.issuer,
                issuer: try Issuer("https://bip.example.org/shibboleth"), consumer: consumer, forceAuthn: true,
                nameIDPolicy: NameIDPolicy(format: .transient, allowCreate: true),
                requestedAuthnContext: RequestedAuthnContext(
                    comparison: .minimum, classRefs: [.passwordProtectedTransport]), providerName: "BIP")
            try Schemas.validate(try request.element.bytes())
            let signed = try Given.signer(try Given.ec.get()).sign(request.element, after: Issuer.name).bytes
            try Schemas.validate(signed)
        }
    }

    @Test func `our metadata is valid, as identity provider and as service provider`() throws {
        let signer = try Given.signer(try Given.rsa.get())
        try Schemas.validate(try MetadataTests.identityProvider().signed(by: signer))
        let certificate = try Given.certificate(try Given.rsa.get())
        let serviceProvider = try EntityDescriptor(
            entityID: "http://127.0.0.1:8081/bip/metadata", id: nil,
            spSSODescriptor: SPSSODescriptor(
                role: RoleDescriptor(
                    keyDescriptors: [KeyDescriptor(use: nil, certificates: [certificate])],
                    uiInfo: UIInfo(displayNames: [.init("fr", "BIP")])),
                authnRequestsSigned: true, wantAssertionsSigned: false,
                singleLogoutServices: [Endpoint(binding: .soap, location: "http://127.0.0.1:8081/bip/slo")],
                nameIDFormats: [.persistent],
                assertionConsumerServices: [
                    IndexedEndpoint(
                        index: 0, isDefault: true, binding: .httpPOST, location: "http://127.0.0.1:8081/bip/acs")
                ],
                attributeConsumingServices: [
                    AttributeConsumingService(
                        index: 0, serviceNames: [.init("fr", "BIP")],
                        requestedAttributes: [
                            RequestedAttribute(
                                try Attribute(name: "mail", nameFormat: .basic, values: []), isRequired: true)
                        ])
                ]))
        try Schemas.validate(try serviceProvider.element.bytes())
    }

    @Test func `the schemas refuse what is wrong, so their silence means something`() throws {
        let text = String(decoding: try Sample.response().element.bytes(), as: UTF8.self)
        let misplaced = text.replacingOccurrences(of: "Version=\"2.0\"", with: "Version=\"2.0\" Unknown=\"1\"")
        #expect(throws: Schemas.Refusal.self) { try Schemas.validate(Array(misplaced.utf8)) }
    }

    @Test func `the fixtures themselves are valid, so they are fair samples`() throws {
        for name in [
            "shibboleth-sp", "pysaml2", "simplesamlphp", "mod-auth-mellon", "keycloak", "spring-security",
            "python3-saml",
        ] {
            try Schemas.validate(try Fixture.bytes("AuthnRequest/\(name).xml"))
        }
        for name in ["shibboleth-sp", "pysaml2", "simplesamlphp", "mod-auth-mellon", "spring-security", "ruby-saml"] {
            try Schemas.validate(try Fixture.bytes("Metadata/\(name).xml"))
        }
    }
}
