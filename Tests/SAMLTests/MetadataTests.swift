import Calendar
import Crypto
import FoundationEssentials
import Testing
import XML

@testable import SAML

@Suite struct MetadataTests {
    private func read(
        _ name: String, _ entityID: String? = nil, as role: MetadataDocument.Role = .serviceProvider,
        at now: Date = Given.now
    ) throws -> EntityDescriptor {
        try MetadataDocument(parsing: Fixture.bytes("Metadata/\(name).xml"), allowing: .https, at: now)
            .entity(entityID, as: role, at: now)
    }

    private func read(_ name: String, replacing old: String, with new: String) throws -> EntityDescriptor {
        let text = try Fixture.text("Metadata/\(name).xml")
        guard text.contains(old) else { throw Fixture.NothingToReplace(text: old) }
        return try MetadataDocument(
            parsing: Array(text.replacing(old, with: new).utf8), allowing: .https, at: Given.now
        ).entity(as: .serviceProvider, at: Given.now)
    }

    @Test func `Shibboleth's metadata is read`() throws {
        let entity = try read("shibboleth-sp")
        let sp = try #require(entity.spSSODescriptor)
        #expect(entity.entityID == "https://bip.example.org/shibboleth")
        #expect(sp.assertionConsumerServices.map(\.index) == [1, 2, 3, 4, 5])
        #expect(sp.defaultAssertionConsumerService?.location == Sample.acs)
        #expect(sp.role.certificates(for: .signing).map(\.subject).description.contains("bip.example.org"))
        #expect(sp.role.certificates(for: .encryption).map(\.subject).description.contains("bip-suivant.example.org"))
        #expect(
            sp.role.encryptionKeys.first?.encryptionMethods.first?.algorithm
                == "http://www.w3.org/2009/xmlenc11#aes128-gcm")
        #expect(
            entity.serviceProviderAlgorithms?.signingMethods.contains(SignatureAlgorithm.rsaSHA256.rawValue) == true)
        #expect(entity.serviceProviderAlgorithms?.digestMethods.count == 3)
        #expect(sp.singleLogoutServices.map(\.binding) == [.soap, .httpRedirect, .httpPOST])
        #expect(!sp.authnRequestsSigned && !sp.wantAssertionsSigned)
        #expect(entity.displayName(in: "fr") == nil)
    }

    @Test func `pysaml2's metadata is read, its key without use counts for both (IIP-MD11)`() throws {
        let entity = try read("pysaml2")
        let sp = try #require(entity.spSSODescriptor)
        #expect(sp.authnRequestsSigned && sp.wantAssertionsSigned)
        #expect(sp.role.certificates(for: .signing).count == 1)
        #expect(sp.role.certificates(for: .signing) == sp.role.certificates(for: .encryption))
        #expect(entity.validUntil == DateTime.parse("2027-11-22T14:18:22Z"))
        #expect(entity.entityAttributes.first?.name == "http://macedir.org/entity-category")
        #expect(entity.entityAttributes.first?.values.last == "http://refeds.org/category/research-and-scholarship")
        #expect(sp.nameIDFormats == [.persistent, .transient])
        let wanted = try #require(sp.attributeConsumingService(nil))
        #expect(wanted.requestedAttributes.map(\.isRequired) == [true, false])
        #expect(wanted.requestedAttributes.map(\.attribute.friendlyName) == ["mail", "sn"])
        #expect(sp.attributeConsumingService(7) == nil)
        #expect(entity.displayName(in: "en") == "NetCotisation (contributions)")
        #expect(entity.organization?.names == [LocalizedString("fr", "CIG petite couronne")])
        #expect(entity.contactPersons.first?.emailAddresses == ["technique@net.example.org"])
        #expect(
            sp.singleLogoutServices.first?.responseLocation == "https://net.example.org/slo/redirect/response")
    }

    @Test func `SimpleSAMLphp's names for people are read`() throws {
        let entity = try read("simplesamlphp")
        let info = try #require(entity.spSSODescriptor?.role.uiInfo)
        #expect(entity.displayName(in: "fr") == "Site internet (contenus restreints)")
        #expect(entity.displayName(in: "en") == "Website (members)")
        #expect(info.descriptions.text(in: "fr") == "Guides, lettres & formulaires réservés aux affiliés")
        #expect(info.logos == [.init(location: "https://site.example.org/logo.png", width: 64, height: 64)])
        #expect(entity.contactPersons.first?.emailAddresses == ["web@site.example.org"])
    }

    @Test func `mod_auth_mellon, Keycloak, Spring and ruby-saml are read`() throws {
        #expect(try read("mod-auth-mellon").spSSODescriptor?.defaultAssertionConsumerService?.index == 0)
        let keycloak = try #require(try read("keycloak").spSSODescriptor)
        #expect(keycloak.attributeConsumingService(0)?.requestedAttributes.first?.attribute.nameFormat == .basic)
        #expect(try read("spring-security").spSSODescriptor?.assertionConsumerServices.count == 1)
        let ruby = try #require(try read("ruby-saml").spSSODescriptor)
        #expect(ruby.role.keyDescriptors.isEmpty)
        #expect(ruby.nameIDFormats == [.emailAddress])
    }

    @Test func `the empty NameIDFormat of crewjam's defaults is passed over`() throws {
        let entity = try read("crewjam-saml")
        let sp = try #require(entity.spSSODescriptor)
        #expect(entity.entityID == "https://grafana.example.org/saml/metadata")
        #expect(sp.nameIDFormats.isEmpty)
        #expect(sp.assertionConsumerServices.map(\.binding) == [.httpPOST, .httpArtifact])
        #expect(sp.singleLogoutServices.first?.responseLocation == "https://grafana.example.org/saml/slo")
        let format = "<NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat>"
        let both = try read(
            "crewjam-saml", replacing: "<NameIDFormat></NameIDFormat>",
            with: "<NameIDFormat>\n </NameIDFormat>" + format)
        #expect(both.spSSODescriptor?.nameIDFormats == [.persistent])
        #expect(throws: SAMLError.self) {
            try read(
                "crewjam-saml", replacing: "<NameIDFormat></NameIDFormat>", with: "<NameIDFormat>a b</NameIDFormat>")
        }
    }

    @Test func `gosaml2's request over Canonical XML 1 1 verifies with the key of its metadata, and no other`() throws {
        let sp = try #require(try read("gosaml2").spSSODescriptor)
        let keys = try sp.role.certificates(for: .signing).map { try $0.publicKey }
        let bytes = try Fixture.bytes("AuthnRequest/gosaml2.xml")
        let request = try AuthnRequest(Document(parsing: bytes, limits: .message).verified(by: keys))
        #expect(request.consumer == .described(url: "https://go.example.org/saml/acs", binding: .httpPOST))
        let other = try Given.other.get().publicKey
        #expect(throws: XMLError.signatureInvalid) {
            try Document(parsing: bytes, limits: .message).verified(by: [other])
        }
        let text = try Fixture.text("AuthnRequest/gosaml2.xml").replacing(
            "go.example.org/saml/acs", with: "go.example.com/saml/acs")
        #expect(throws: XMLError.signatureInvalid) {
            try Document(parsing: Array(text.utf8), limits: .message).verified(by: keys)
        }
    }

    @Test func `of a group the only service provider for SAML 2 is taken, or the one named`() throws {
        #expect(try read("group").entityID == "https://formation.example.org/metadata/")
        #expect(try read("group").cacheDuration == 604_800)
        #expect(try read("group", "https://idp.example.org/idp", as: .identityProvider).idpSSODescriptor != nil)
        #expect(throws: SAMLError.metadata(.noRole("SPSSODescriptor"))) {
            try read("group", "https://ancien.example.org/sp")
        }
        #expect(throws: SAMLError.metadata(.entityNotFound)) { try read("group", "https://personne.example.org") }
        #expect(throws: SAMLError.metadata(.expired)) { try read("group", at: Given.now + 86_400 * 60) }
    }

    @Test func `each fault of a document has its words`() throws {
        #expect(throws: SAMLError.metadata(.noRole("IDPSSODescriptor"))) {
            try read("shibboleth-sp", as: .identityProvider)
        }
        #expect(throws: SAMLError.metadata(.expired)) { try read("pysaml2", at: Given.now + 86_400 * 400) }
        #expect(throws: SAMLError.metadata(.notMetadata)) {
            try MetadataDocument(parsing: Array("<html/>".utf8), allowing: .https, at: Given.now)
        }
        #expect(throws: SAMLError.metadata(.repeatedIndex("AssertionConsumerService"))) {
            try read("shibboleth-sp", replacing: "index=\"2\"", with: "index=\"1\"")
        }
        #expect(throws: SAMLError.metadata(.certificateUnreadable)) {
            try read("ruby-saml", replacing: "<md:NameIDFormat>", with: Self.brokenKey + "<md:NameIDFormat>")
        }
        #expect(
            "\(SAMLError.metadata(.noRole("SPSSODescriptor")))" == "the metadata has no SPSSODescriptor for SAML 2.0")
    }

    /// A key descriptor of these contents of KeyInfo, in the metadata that has none.
    private func read(keyInfo: String) throws -> [KeyDescriptor] {
        let descriptor = """
            <md:KeyDescriptor><ds:KeyInfo xmlns:ds="\(Namespace.ds)">\(keyInfo)</ds:KeyInfo></md:KeyDescriptor>
            """
        let entity = try read("ruby-saml", replacing: "<md:NameIDFormat>", with: descriptor + "<md:NameIDFormat>")
        return try #require(entity.spSSODescriptor).role.keyDescriptors
    }

    private func keyValue(_ modulus: String, _ exponent: String = "AQAB") -> String {
        """
        <ds:KeyValue><ds:RSAKeyValue>
          <ds:Modulus>\(modulus)</ds:Modulus><ds:Exponent>\(exponent)</ds:Exponent>
        </ds:RSAKeyValue></ds:KeyValue>
        """
    }

    @Test func `a key without a certificate is read, one beside a certificate is the same once more`() throws {
        let key = try PrivateKey.generate(.rsa2048)
        let modulus = Base64.encode(Array(key.publicKey.subjectPublicKeyInfo[33..<289]))
        let bare = try #require(try read(keyInfo: keyValue(modulus)).first)
        #expect(bare.bareKeys == [key.publicKey] && bare.certificates.isEmpty)

        let certificate = try Certificate.selfSigned(
            key: key, commonName: "sp", from: Given.now, until: Given.now + 86_400, randomness: .system)
        let enclosed = "<ds:X509Data><ds:X509Certificate>\(certificate.base64)</ds:X509Certificate></ds:X509Data>"
        let both = try #require(try read(keyInfo: keyValue(modulus) + enclosed).first)
        #expect(both.bareKeys.isEmpty && both.certificates == [certificate])
    }

    @Test func `a bare key of a size that is refused is passed over, and what is no key is an error`() throws {
        let small = Base64.encode([UInt8](repeating: 0xFD, count: 128))
        #expect(try read(keyInfo: keyValue(small)).first?.bareKeys.isEmpty == true)
        let other = "<ds:KeyValue><ds:DSAKeyValue/></ds:KeyValue><ds:KeyName>k</ds:KeyName>"
        #expect(try read(keyInfo: other).first?.bareKeys.isEmpty == true)
        for broken in [keyValue("é"), keyValue(small, "é"), "<ds:KeyValue><ds:RSAKeyValue/></ds:KeyValue>"] {
            #expect(throws: SAMLError.metadata(.keyUnreadable)) { try read(keyInfo: broken) }
        }
    }

    private static let brokenKey = """
        <md:KeyDescriptor><ds:KeyInfo xmlns:ds="\(Namespace.ds)"><ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate>\
        </ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
        """

    @Test(arguments: [
        "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "http://rails.example.org/acs",
        "//x.example/acs",
        "/acs", "ftp://x.example/", "https:///acs", "https://user@x.example/acs", "https://x.example/a#b",
        "https://x.example/a b", "https://x.example\\@evil.example/", "https://:443/", "https:acs",
        "file:///etc/passwd",
    ])
    func `an endpoint that is not https is refused when it is read`(location: String) throws {
        #expect(throws: SAMLError.self) {
            try read("ruby-saml", replacing: "https://rails.example.org/users/saml/auth", with: location)
        }
    }

    @Test func `http is for loopback sites`() throws {
        #expect(EndpointPolicy.httpsOrLoopbackSite.allows("http://127.0.0.1:8081/bip/acs"))
        #expect(EndpointPolicy.httpsOrLoopbackSite.allows("HTTPS://x.example/acs?a=b&c=d"))
        #expect(!EndpointPolicy.httpsOrLoopbackSite.allows("javascript://127.0.0.1/%0aalert(1)"))
        #expect(!EndpointPolicy.https.allows("http://127.0.0.1:8081/bip/acs"))
    }

    @Test func `the default endpoint is the first declared so, else the first of which nothing is said`() {
        func endpoints(_ flags: Bool?...) -> [IndexedEndpoint] {
            flags.enumerated().map {
                IndexedEndpoint(index: $0.offset, isDefault: $0.element, binding: .httpPOST, location: "https://x")
            }
        }
        #expect(endpoints(nil, true, true).defaultEndpoint?.index == 1)
        #expect(endpoints(false, nil, nil).defaultEndpoint?.index == 1)
        #expect(endpoints(false, false).defaultEndpoint?.index == 0)
        #expect(endpoints().defaultEndpoint == nil)
    }

    @Test func `our metadata reads back, and its signature verifies over the whole document`() throws {
        let key = try Given.rsa.get()
        let entity = try Self.identityProvider()
        let bytes = try entity.signed(by: try Given.signer(key))
        let document = try MetadataDocument(
            parsing: bytes, verifiedBy: [key.publicKey], allowing: .https, at: Given.now)
        let read = try document.entity(as: .identityProvider, at: Given.now)
        #expect(read == entity)
        #expect(read.idpSSODescriptor?.singleSignOnServices.map(\.binding) == [.httpRedirect, .httpPOST])
        #expect(read.idpSSODescriptor?.singleSignOnService(.httpPOST) == "https://auth.cig929394.example/saml/sso")
        let other = try Given.other.get().publicKey
        #expect(throws: SAMLError.xml(.signatureInvalid)) {
            try MetadataDocument(parsing: bytes, verifiedBy: [other], allowing: .https, at: Given.now)
        }
        #expect(throws: SAMLError.self) {
            try MetadataDocument(
                parsing: entity.element.bytes(), verifiedBy: [key.publicKey], allowing: .https, at: Given.now)
        }
    }

    static func identityProvider() throws -> EntityDescriptor {
        let certificate = try Given.certificate(try Given.rsa.get())
        return try EntityDescriptor(
            entityID: Sample.issuer, id: MessageID(random: .system), validUntil: Given.now + 86_400 * 30,
            cacheDuration: 86_400,
            idpSSODescriptor: IDPSSODescriptor(
                role: RoleDescriptor(
                    errorURL: "https://auth.cig929394.example/aide",
                    keyDescriptors: [KeyDescriptor(use: .signing, certificates: [certificate])],
                    uiInfo: UIInfo(
                        displayNames: [.init("fr", "Convergences – « portail » & accès"), .init("en", "Convergences")],
                        descriptions: [.init("fr", "Portail des affiliés")],
                        informationURLs: [.init("fr", "https://auth.cig929394.example/aide")],
                        privacyStatementURLs: [.init("fr", "https://auth.cig929394.example/donnees-personnelles")],
                        logos: [.init(location: "https://auth.cig929394.example/logo.png", width: 64, height: 64)]),
                    algorithms: AlgorithmSupport(
                        digestMethods: [DigestAlgorithm.sha256.rawValue],
                        signingMethods: [SignatureAlgorithm.rsaSHA256.rawValue])),
                wantAuthnRequestsSigned: false, nameIDFormats: [.emailAddress, .persistent, .transient],
                singleSignOnServices: [
                    Endpoint(binding: .httpRedirect, location: "https://auth.cig929394.example/saml/sso"),
                    Endpoint(binding: .httpPOST, location: "https://auth.cig929394.example/saml/sso"),
                ]),
            organization: Organization(
                names: [.init("fr", "CIG petite couronne")], displayNames: [.init("fr", "CIG petite couronne")],
                urls: [.init("fr", "https://www.cig929394.example")]),
            contactPersons: [
                ContactPerson(.technical, givenName: "Équipe", emailAddresses: ["technique@cig929394.example"]),
                ContactPerson(.support, emailAddresses: ["correspondant@cig929394.example"]),
            ])
    }
}
