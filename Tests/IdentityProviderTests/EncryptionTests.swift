import Crypto
import Directory
import Foundation
import SAML
import Testing
import XML

@testable import IdentityProvider

/// Encrypted assertions: SAML Core §2.3.4, Kantara IIP-ALG04…08, IIP-MD08, MD10…12, IIP-IDP09, SDP-IDP09, SDP-IDP11.
@Suite struct EncryptionTests {
    private typealias Key = ServiceProviderSettings.EncryptionKey
    private static let gcm256 = ContentCipher.aes256GCM.rawValue
    private static let gcm128 = ContentCipher.aes128GCM.rawValue
    private static let cbc256 = ContentCipher.aes256CBC.rawValue
    private static let cbc128 = ContentCipher.aes128CBC.rawValue
    private static let mgf1p = KeyTransport.Algorithm.rsaOAEPMGF1P.rawValue
    private static let oaep = KeyTransport.Algorithm.rsaOAEP.rawValue
    private static let sha1 = KeyTransport.Digest.sha1
    private static let sha256 = KeyTransport.Digest.sha256
    private static let rsa15 = "http://www.w3.org/2001/04/xmlenc#rsa-1_5"

    private static func key(_ key: PrivateKey, _ methods: [Key.Method] = [], days: Double = 365) throws -> Key {
        Key(certificate: try Keys.certificate(key, days: days).base64, methods: methods)
    }

    private func answer(
        _ site: Site? = nil, keys: [Key]? = nil, _ decide: (inout ServiceProviderOverrides) -> Void = { _ in },
        decryptedBy key: PrivateKey? = nil
    ) throws -> Answer {
        let site = try site ?? Site()
        let peer = try Peer()
        let keys = try keys ?? [Self.key(peer.key)]
        try site.register(
            peer,
            decide: {
                $0.encryption = .whenPossible
                decide(&$0)
            }, settings: { $0.encryptionKeys = keys })
        return try Browser(site, signedIn: "helene").answer(
            peer, try peer.request(site), decryptedBy: key ?? peer.key)
    }

    private func methods(of answer: Answer) throws -> (
        cipher: String?, transport: String?, digest: String?, mask: String?
    ) {
        let data = try #require(answer.encrypted?.first(QName(Namespace.xenc, "EncryptedData")))
        let key = data.first(QName(Namespace.ds, "KeyInfo"))?.first(QName(Namespace.xenc, "EncryptedKey"))
        let name = QName(Namespace.xenc, "EncryptionMethod")
        let transport = key?.first(name)
        return (
            data.first(name)?.attribute("Algorithm"), transport?.attribute("Algorithm"),
            transport?.first(QName(Namespace.ds, "DigestMethod"))?.attribute("Algorithm"),
            transport?.first(QName(Namespace.xenc11, "MGF"))?.attribute("Algorithm")
        )
    }

    // MARK: - What is sent

    @Test
    func `an assertion is signed, encrypted, and the Response around it signed (IIP-IDP09, SDP-IDP09, SDP-IDP11)`()
        throws
    {
        let answer = try answer()
        #expect(answer.isResponseSigned && answer.isAssertionSigned)
        #expect(answer.values("mail") == ["helene@ville-valmont.example"])
        let text = String(decoding: answer.xml, as: UTF8.self)
        for secret in ["helene", "Hélène", "AttributeStatement", "AuthnStatement", "NameID"] {
            #expect(!text.contains(secret), "\(secret)")
        }
        let subject = try #require(answer.assertion?.subject)
        #expect(subject.nameID != nil && subject.encryptedID == nil)
    }

    @Test
    func `AES-256-GCM and rsa-oaep-mgf1p with SHA-1 unless others are declared (IIP-ALG04, IIP-ALG06, SDP-ALG01)`()
        throws
    {
        let methods = try methods(of: answer())
        #expect(methods == (Self.gcm256, Self.mgf1p, Self.sha1.rawValue, nil))
    }

    @Test func `the receiver is named, with the certificate that it finds its key by`() throws {
        let site = try Site()
        let text = String(decoding: try answer(site).xml, as: UTF8.self)
        #expect(text.contains("Recipient=\"https://bip.example/sp\""))
        #expect(text.contains("EncryptedKey") && text.contains("X509Certificate"))
    }

    @Test(
        arguments: [
            ([(gcm128, nil, nil)], gcm128, mgf1p, sha1, nil),
            ([(cbc128, nil, nil), (gcm128, nil, nil)], gcm128, mgf1p, sha1, nil),
            ([(gcm128, nil, nil), (gcm256, nil, nil)], gcm256, mgf1p, sha1, nil),
            ([(gcm256, nil, nil), (mgf1p, sha256.rawValue, nil)], gcm256, mgf1p, sha256, nil),
            ([(gcm256, nil, nil), (oaep, nil, nil)], gcm256, oaep, sha1, sha1.maskURI),
            ([(oaep, sha256.rawValue, nil)], gcm256, oaep, sha256, sha1.maskURI),
            ([(oaep, sha256.rawValue, sha256.maskURI)], gcm256, oaep, sha256, sha256.maskURI),
            ([(rsa15, nil, nil), (oaep, nil, nil), (mgf1p, nil, nil)], gcm256, mgf1p, sha1, nil),
            ([(cbc128, nil, nil), (cbc256, nil, nil)], cbc256, mgf1p, sha1, nil),
        ] as [([(String, String?, String?)], String, String, KeyTransport.Digest, String?)])
    func `only what is declared with the key is used, the best of it (IIP-MD10)`(
        declared: [(String, String?, String?)], cipher: String, transport: String, digest: KeyTransport.Digest,
        mask: String?
    ) throws {
        let key = try Keys.theirs.get()
        let answer = try answer(
            keys: [Self.key(key, declared.map { .init($0.0, digest: $0.1, mask: $0.2) })])
        #expect(try methods(of: answer) == (cipher, transport, digest.rawValue, mask))
        #expect(answer.assertion != nil)
    }

    @Test func `AES-CBC is for those who declare nothing better, and is told to the log (IIP-ALG05)`() throws {
        let site = try Site()
        _ = try answer(site, keys: [Self.key(try Keys.theirs.get(), [.init(Self.cbc128)])])
        #expect(site.log.contains { $0.contains("AES-CBC") })
        let better = try Site()
        _ = try answer(better)
        #expect(!better.log.contains { $0.contains("AES-CBC") })
    }

    // MARK: - Keys

    @Test func `any one of several keys is used, one that cannot be is passed over (IIP-MD08, IIP-MD12)`() throws {
        let usable = try PrivateKey.generate(.rsa2048)
        let keys = [
            Key(certificate: "AA=="), try Self.key(try Keys.theirsEC.get()),
            try Self.key(try Keys.theirs.get(), [.init(Self.rsa15)]),
            // An expired certificate is a container of its key all the same.
            try Self.key(usable, days: -1), try Self.key(try Keys.theirs.get(), [.init(Self.cbc256)]),
        ]
        let answer = try answer(keys: keys, decryptedBy: usable)
        #expect(answer.values("mail") == ["helene@ville-valmont.example"])
    }

    @Test func `a KeyDescriptor without use is for encryption too, with its methods (IIP-MD11)`() throws {
        let peer = try Peer()
        let descriptor = KeyDescriptor(
            use: nil, certificates: [try Keys.certificate(peer.key)],
            encryptionMethods: [
                EncryptionMethod(Self.gcm128), EncryptionMethod(Self.mgf1p, digestMethod: Self.sha256.rawValue),
            ])
        let metadata = try EntityDescriptor(
            entityID: peer.entityID, id: nil,
            spSSODescriptor: SPSSODescriptor(
                role: RoleDescriptor(keyDescriptors: [descriptor]), authnRequestsSigned: false,
                wantAssertionsSigned: false, nameIDFormats: [.transient],
                assertionConsumerServices: [IndexedEndpoint(index: 0, binding: .httpPOST, location: peer.consumer)])
        ).element.bytes()
        let site = try Site()
        let imported = try ServiceProviderImport(metadata: metadata, policy: .https, at: site.now)
        #expect(imported.warnings == [])
        try site.change {
            _ = try $0.addServiceProvider(
                entityID: imported.entityID, name: "BIP", application: site.world.bip, settings: imported.settings)
        }
        let answer = try Browser(site, signedIn: "helene").answer(
            peer, try peer.request(site), decryptedBy: peer.key)
        #expect(try methods(of: answer) == (Self.gcm128, Self.mgf1p, Self.sha256.rawValue, nil))
        #expect(answer.nameID?.format == .transient)
    }

    @Test func `the import says when it cannot encrypt, or only by AES-CBC`() throws {
        let peer = try Peer()
        func warnings(_ methods: [EncryptionMethod], _ key: PrivateKey) throws -> [String] {
            let descriptor = KeyDescriptor(
                use: .encryption, certificates: [try Keys.certificate(key)], encryptionMethods: methods)
            let metadata = try EntityDescriptor(
                entityID: peer.entityID, id: nil,
                spSSODescriptor: SPSSODescriptor(
                    role: RoleDescriptor(keyDescriptors: [descriptor]), authnRequestsSigned: false,
                    wantAssertionsSigned: false, nameIDFormats: [],
                    assertionConsumerServices: [IndexedEndpoint(index: 0, binding: .httpPOST, location: peer.consumer)])
            ).element.bytes()
            return try ServiceProviderImport(metadata: metadata, policy: .https, at: Site.morning).warnings
        }
        #expect(try warnings([], peer.key) == [])
        #expect(try warnings([EncryptionMethod(Self.cbc256)], peer.key).first?.contains("AES-CBC") == true)
        #expect(try warnings([EncryptionMethod(Self.rsa15)], peer.key).first?.contains("no key") == true)
        #expect(try warnings([], try Keys.theirsEC.get()).first?.contains("no key") == true)
    }

    // MARK: - Decisions

    @Test(
        arguments: [
            (.classic, nil, false), (.saml2int, nil, true), (.legacy, nil, false),
            (.classic, .whenPossible, true), (.classic, .always, true), (.saml2int, .never, false),
        ] as [(ServiceProviderOverrides.Preset, ServiceProviderOverrides.Encryption?, Bool)])
    func `each service provider's assertions are encrypted as its preset or its operator says`(
        preset: ServiceProviderOverrides.Preset, decided: ServiceProviderOverrides.Encryption?, encrypts: Bool
    ) throws {
        let answer = try answer {
            $0.preset = preset
            $0.encryption = decided
        }
        #expect((answer.encrypted != nil) == encrypts)
        #expect(answer.assertion != nil)
    }

    @Test func `without a key whenPossible sends it plain, always sends none and tells the service provider`() throws {
        #expect(try answer(keys: []).encrypted == nil)
        let refused = try answer(keys: []) { $0.encryption = .always }
        #expect(refused.codes == [.responder, .requestUnsupported])
        #expect(refused.assertion == nil && refused.encrypted == nil)
    }

    @Test func `nobody can turn the signature around a ciphertext off`() throws {
        let answer = try answer {
            $0.signResponse = false
            $0.signAssertion = false
        }
        #expect(answer.isResponseSigned)
    }

    @Test func `the operator may name the one cipher, within what is declared`() throws {
        #expect(try methods(of: answer { $0.contentCipher = Self.gcm128 }).cipher == Self.gcm128)
        let key = try Self.key(try Keys.theirs.get(), [.init(Self.gcm256)])
        #expect(try answer(keys: [key]) { $0.contentCipher = Self.gcm128 }.encrypted == nil)
    }

    @Test func `an algorithm that the operator banned is not used, whatever is declared (IIP-ALG08)`() throws {
        func site(_ banned: Set<String>) throws -> Site { try Site(algorithms: AlgorithmPolicy(banning: banned)) }
        #expect(try methods(of: answer(site([Self.gcm256]))).cipher == Self.gcm128)
        #expect(try methods(of: answer(site([Self.mgf1p]))).transport == Self.oaep)
        let all = try answer(site(Set(ContentCipher.allCases.map(\.rawValue)))) { $0.encryption = .always }
        #expect(all.codes == [.responder, .requestUnsupported])
    }

    @Test func `a request signed by a banned algorithm is refused (IIP-ALG08)`() throws {
        let site = try Site(
            algorithms: AlgorithmPolicy(banning: [SignatureAlgorithm.rsaSHA256.rawValue]))
        let peer = try Peer()
        try site.register(peer)
        let browser = try Browser(site, signedIn: "helene")
        expectRefusal(try browser.get(peer.redirect(peer.request(site), signedBy: peer.key)), at: site)
        expectRefusal(try browser.crossPost("/saml/sso", peer.form(peer.request(site), signedBy: peer.key)), at: site)
        let allowed = try browser.get(peer.redirect(peer.request(site), signedBy: peer.key, .rsaSHA512))
        let answer = try Answer(allowed, from: site)
        #expect(answer.codes == [.success])
        #expect(answer.algorithm == SignatureAlgorithm.rsaSHA384.rawValue)
    }

    @Test(
        arguments: [
            ([], SignatureAlgorithm.rsaSHA256.rawValue),
            ([SignatureAlgorithm.rsaSHA512.rawValue], SignatureAlgorithm.rsaSHA512.rawValue),
            (
                [SignatureAlgorithm.rsaSHA512.rawValue, SignatureAlgorithm.rsaSHA256.rawValue],
                SignatureAlgorithm.rsaSHA256.rawValue
            ),
            (
                [SignatureAlgorithm.ecdsaSHA256.rawValue, SignatureAlgorithm.rsaSHA384.rawValue],
                SignatureAlgorithm.rsaSHA384.rawValue
            ),
            (["http://www.w3.org/2000/09/xmldsig#rsa-sha1"], nil),
        ] as [([String], String?)])
    func `what is sent is signed by an algorithm that is declared, or not sent (IIP-MD10)`(
        declared: [String], expected: String?
    ) throws {
        let site = try Site()
        let peer = try Peer()
        try site.register(peer, settings: { $0.signingMethods = declared })
        let answer = try Browser(site, signedIn: "helene").answer(peer, try peer.request(site))
        #expect(answer.codes == (expected == nil ? [.responder, .requestUnsupported] : [.success]))
        if let expected { #expect(answer.algorithm == expected) }
    }

    // MARK: - EncryptedID

    @Test func `NameIDPolicy encrypted gets an EncryptedID that only the service provider reads`() throws {
        let site = try Site()
        let peer = try Peer()
        let key = try Self.key(peer.key)
        try site.register(peer, settings: { $0.encryptionKeys = [key] })
        let policy = NameIDPolicy(format: .encrypted, allowCreate: true)
        let answer = try Browser(site, signedIn: "helene").answer(
            peer, try peer.request(site, nameIDPolicy: policy))
        let subject = try #require(answer.assertion?.subject)
        #expect(subject.nameID == nil)
        let name = try #require(subject.encryptedID).nameID(by: [try Keys.strange.get(), peer.key])
        #expect(name.format == .emailAddress && name.value == "helene@ville-valmont.example")
        #expect(throws: SAMLError.xml(.crypto(.undecipherable))) {
            try #require(subject.encryptedID).nameID(by: [try Keys.strange.get()])
        }
    }

    // MARK: - Cost

    @Test func `encrypting costs little beside the signature`() throws {
        let key = try Keys.theirs.get()
        let encryption = try ContentEncryption(
            certificate: Keys.certificate(key), cipher: .aes256GCM, transport: KeyTransport(.rsaOAEPMGF1P))
        let assertion = Element(
            QName(Namespace.saml, "Assertion"), [],
            (0..<12).map {
                Element(
                    QName(Namespace.saml, "Attribute"), [.init("Name", "a\($0)")],
                    text: String(repeating: "é", count: 200))
            })
        let clock = ContinuousClock()
        // The quickest of many: other tests run beside this one.
        let quickest = try (0..<50).map { _ in
            try clock.measure {
                let element = try EncryptedAssertion.element(
                    encrypting: assertion.written(), by: encryption, for: "https://sp.example", randomness: .system
                )
                _ = try element.bytes()
            }
        }.min()
        // 150 µs in a release build; this one is not.
        #expect(try #require(quickest) < .milliseconds(5))
    }
}
