import Crypto
import Directory
import Foundation
import HTTP
import SAML
import TestFiles
import Testing
import XML

@testable import IdentityProvider

/// Our own metadata, and what is made of a service provider's.
@Suite struct MetadataTests {
    @Test func `the metadata names exactly the endpoints, key and formats that there are (SDP-MD04)`() throws {
        let site = try Site()
        let page = try Browser(site).get("/saml/metadata")
        #expect(page.status == .ok)
        #expect(page.headers["content-type"] == "application/samlmetadata+xml")
        let entity = try MetadataDocument(parsing: page.body, allowing: .https, at: site.now)
            .entity(as: .identityProvider, at: site.now)
        let role = try #require(entity.idpSSODescriptor)
        #expect(entity.entityID == "https://auth.valmont.example/saml/metadata")
        #expect(role.singleSignOnServices.map(\.binding) == [.httpRedirect, .httpPOST])
        #expect(Set(role.singleSignOnServices.map(\.location)) == ["https://auth.valmont.example/saml/sso"])
        #expect(role.singleLogoutServices.map(\.binding) == [.httpRedirect, .httpPOST, .soap])
        #expect(role.nameIDFormats == [.emailAddress, .persistent, .transient])
        let keys = try site.identityProvider.identity.keys.current()
        #expect(role.role.certificates(for: .signing) == [keys.signing.certificate])
        #expect(role.role.certificates(for: .encryption).map(Optional.some) == [keys.encryption])
        #expect(entity.cacheDuration == 6 * 3600)
        #expect(entity.validUntil == nil)
        #expect(!role.wantAuthnRequestsSigned)
        #expect(entity.spSSODescriptor == nil)
        #expect(entity.contactPersons.map(\.type) == [.technical, .support])
        #expect(entity.displayName(in: "fr")?.isEmpty == false)
        let text = page.text
        #expect(text.contains("regexp=\"false\">auth.valmont.example</shibmd:Scope>"))
        #expect(role.role.scopes == ["auth.valmont.example"])
        #expect(role.artifactResolutionServices.map(\.location) == ["https://auth.valmont.example/saml/artifact"])
        #expect(role.artifactResolutionServices.map(\.binding) == [.soap])
        // Every endpoint that it names is a route, with the method of its binding.
        for method in [HTTP.Method.get, .post] {
            guard case .route = site.router.match(method, "/saml/sso") else {
                Issue.record("no route")
                continue
            }
        }
    }

    @Test func `the metadata is valid by the schemas of OASIS`() throws {
        try Schemas.validate(try Browser(try Site()).get("/saml/metadata").body)
    }

    @Test func `our Responses are valid by the schemas of OASIS`() throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer)
        let browser = try Browser(site, signedIn: "helene")
        try Schemas.validate(try browser.answer(peer, try peer.request(site)).xml)
        try Schemas.validate(try Browser(site).answer(peer, try peer.request(site, isPassive: true)).xml)
    }

    @Test func `what our metadata says is enough for a service provider to verify an answer`() throws {
        let site = try Site(key: Keys.oursEC)
        let peer = try Peer()
        try site.register(peer)
        let answer = try Browser(site, signedIn: "helene").answer(peer, try peer.request(site))
        let role = try MetadataDocument(
            parsing: Browser(site).get("/saml/metadata").body, allowing: .https, at: site.now
        )
        .entity(as: .identityProvider, at: site.now).idpSSODescriptor.orThrow()
        let keys = try role.role.certificates(for: .signing).map { try $0.publicKey }
        let element = try Document(parsing: answer.xml, limits: .message)
            .verified(.child(Assertion.elementName), by: keys)
        #expect(try Assertion(element).subject?.nameID == answer.nameID)
    }

    // MARK: - Theirs

    private func metadata(
        _ peer: Peer, signsRequests: Bool = false, certificates: [Certificate]? = nil,
        consumers: [IndexedEndpoint]? = nil
    ) throws -> [UInt8] {
        let certificates = try certificates ?? [Keys.certificate(peer.key)]
        return try EntityDescriptor(
            entityID: peer.entityID, id: nil,
            spSSODescriptor: SPSSODescriptor(
                role: RoleDescriptor(
                    keyDescriptors: certificates.isEmpty ? [] : [KeyDescriptor(use: nil, certificates: certificates)],
                    uiInfo: UIInfo(displayNames: [.init("en", "Leaflet"), .init("fr", "Bulletin")])),
                authnRequestsSigned: signsRequests, wantAssertionsSigned: true, nameIDFormats: [.persistent],
                assertionConsumerServices: consumers ?? [
                    IndexedEndpoint(index: 3, binding: .httpPOST, location: peer.consumer)
                ],
                attributeConsumingServices: [
                    AttributeConsumingService(
                        index: 0, serviceNames: [.init("fr", "Bulletin")],
                        requestedAttributes: [
                            RequestedAttribute(
                                try SAML.Attribute(name: "mail", nameFormat: .basic, values: []), isRequired: true)
                        ])
                ])
        ).element.bytes()
    }

    @Test func `a service provider whose key comes without a certificate signs on`() throws {
        let site = try Site()
        let peer = try Peer()
        let bytes = peer.key.publicKey.subjectPublicKeyInfo
        let text = String(decoding: try metadata(peer, signsRequests: true), as: UTF8.self)
        let (start, end) = (
            try text.range(of: "<ds:X509Data>").orThrow(), try text.range(of: "</ds:X509Data>").orThrow()
        )
        let keyValue = """
            <ds:KeyValue><ds:RSAKeyValue><ds:Modulus>\(Base64.encode(Array(bytes[33..<(bytes.count - 5)])))</ds:Modulus>\
            <ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>
            """
        let bare = text.replacingCharacters(in: start.lowerBound..<end.upperBound, with: keyValue)
        let imported = try ServiceProviderImport(metadata: Array(bare.utf8), policy: .https, at: site.now)
        #expect(imported.settings.signingCertificates.isEmpty && imported.settings.encryptionKeys.isEmpty)
        #expect(imported.settings.bareSigningKeys == [Base64.encode(bytes)])
        #expect(imported.warnings.count == 1 && imported.warnings[0].contains("comes without a certificate"))
        try site.change {
            _ = try $0.addServiceProvider(
                entityID: imported.entityID, name: "BIP", application: site.world.bip, settings: imported.settings,
                metadata: nil, overrides: .init())
        }
        let browser = try Browser(site, signedIn: "helene")
        #expect(try browser.answer(peer, try peer.request(site), signedBy: peer.key).codes == [.success])
        expectRefusal(try browser.get(peer.redirect(peer.request(site))), at: site)
        expectRefusal(try browser.get(peer.redirect(peer.request(site), signedBy: Keys.strange.get())), at: site)
    }

    @Test func `a service provider that is known by its metadata alone signs on (IIP-MD06)`() throws {
        let site = try Site()
        let peer = try Peer()
        let imported = try ServiceProviderImport(
            metadata: try metadata(peer, signsRequests: true), policy: .https, at: site.now)
        #expect(imported.entityID == peer.entityID)
        #expect(imported.displayName == "Bulletin")
        #expect(imported.warnings.isEmpty)
        #expect(imported.settings.assertionConsumerServices.map(\.index) == [3])
        #expect(imported.settings.signingCertificates == imported.settings.encryptionKeys.map(\.certificate))
        #expect(imported.settings.nameIDFormats == [NameIDFormat.persistent.rawValue])
        #expect(imported.settings.authnRequestsSigned && imported.settings.wantAssertionsSigned)
        #expect(imported.settings.attributeConsumingService(nil)?.requestedAttributes.map(\.name) == ["mail"])
        try site.change {
            _ = try $0.addServiceProvider(
                entityID: imported.entityID, name: "BIP", application: site.world.bip, settings: imported.settings,
                metadata: nil, overrides: .init())
        }
        let browser = try Browser(site, signedIn: "helene")
        let answer = try browser.answer(peer, try peer.request(site), signedBy: peer.key)
        #expect(answer.nameID?.format == .persistent)
        #expect(answer.isAssertionSigned)
        expectRefusal(try browser.get(peer.redirect(peer.request(site))), at: site)
    }

    @Test func `the operator is told what in the metadata will not work`() throws {
        let peer = try Peer()
        let now = Site.morning
        func warnings(_ bytes: [UInt8]) throws -> [String] {
            try ServiceProviderImport(metadata: bytes, policy: .https, at: now).warnings
        }
        #expect(try warnings(metadata(peer, signsRequests: true, certificates: [])).count == 1)
        let expired = try Keys.certificate(peer.key, from: now - 90 * 86_400, days: 30)
        #expect(try warnings(metadata(peer, certificates: [expired])).first?.contains("expired") == true)
        let others = [IndexedEndpoint(index: 0, binding: .paos, location: "https://bip.example/a")]
        #expect(try warnings(metadata(peer, consumers: others)).first?.contains("HTTP-POST") == true)
        let artifact = [IndexedEndpoint(index: 0, binding: .httpArtifact, location: "https://bip.example/a")]
        #expect(try warnings(metadata(peer, consumers: artifact)).isEmpty)
        #expect(
            try warnings(metadata(peer, certificates: [], consumers: artifact)).first?.contains("HTTP-POST") == true)
    }

    @Test(arguments: ["javascript:alert(1)", "http://bip.example/acs", "data:text/html,x", "https://a@b/", "acs"])
    func `metadata with an endpoint of another scheme is refused`(location: String) throws {
        let consumers = [IndexedEndpoint(index: 0, binding: .httpPOST, location: location)]
        let bytes = try metadata(try Peer(), consumers: consumers)
        #expect(throws: SAMLError.self) {
            try ServiceProviderImport(metadata: bytes, policy: .https, at: Site.morning)
        }
    }
}
