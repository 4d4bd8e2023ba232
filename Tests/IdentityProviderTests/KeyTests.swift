import Crypto
import Foundation
import HTTP
import SAML
import Synchronization
import TestFiles
import Testing
import Threads
import XML

@testable import IdentityProvider

/// The keys of the site: what signs, what is published, what decrypts, and how they change under a running server.
@Suite struct KeyTests {
    /// The site's keys as another process changes them.
    private final class Keyring: Sendable {
        struct State {
            var revision: Int64 = 1
            var keys: IdentityKeys
            var isReadable = true
            var loads = 0
            var published = 0
        }

        struct Damaged: Error {}
        let state: Mutex<State>

        init(_ keys: IdentityKeys) { state = Mutex(State(keys: keys)) }

        func ring() throws -> KeyRing {
            try KeyRing(
                following: .init(
                    revision: { self.state.withLock(\.revision) },
                    load: {
                        try self.state.withLock { state in
                            state.loads += 1
                            guard state.isReadable else { throw Damaged() }
                            return state.keys
                        }
                    },
                    inUse: { self.state.withLock(\.keys.signing.certificate) },
                    published: { self.state.withLock { $0.published += 1 } }, failed: { _ in }))
        }

        func change(_ revision: Int64, _ keys: (Int64) throws -> IdentityKeys, isReadable: Bool = true) rethrows {
            let keys = try keys(revision)
            state.withLock { state in
                state.revision = revision
                state.keys = keys
                state.isReadable = isReadable
            }
        }
    }

    private func signingCertificates(_ site: Site) throws -> [Certificate] {
        let entity = try MetadataDocument(
            parsing: Browser(site).get("/saml/metadata").body, allowing: .https, at: site.now
        ).entity(as: .identityProvider, at: site.now)
        return try entity.idpSSODescriptor.orThrow().role.certificates(for: .signing)
    }

    @Test func `at each step of a planned change the key that signs is published, and no sign-on fails`() throws {
        let (old, new) = (try Keys.ours.get(), try Keys.strange.get())
        let (oldCertificate, newCertificate) = (try Keys.certificate(old), try Keys.certificate(new))
        let keyring = Keyring(try Keys.set(signing: old, oldCertificate, revision: 1))
        let site = try Site(keys: try keyring.ring())
        let peer = try Peer()
        try site.register(peer)
        let browser = try Browser(site, signedIn: "helene")
        func sign(as key: PrivateKey, publishing certificates: [Certificate]) throws {
            let published = try signingCertificates(site)
            #expect(published == certificates)
            let answer = try browser.answer(peer, try peer.request(site))
            let element = try Document(parsing: answer.xml, limits: .message)
                .verified(.child(Assertion.elementName), by: [key.publicKey])
            #expect(try published.map { try $0.publicKey }.contains(key.publicKey))
            #expect(try Assertion(element).subject != nil)
        }
        try sign(as: old, publishing: [oldCertificate])
        try keyring.change(2) { try Keys.set(signing: old, oldCertificate, others: [newCertificate], revision: $0) }
        try sign(as: old, publishing: [oldCertificate, newCertificate])
        try keyring.change(3) { try Keys.set(signing: new, newCertificate, others: [oldCertificate], revision: $0) }
        try sign(as: new, publishing: [newCertificate, oldCertificate])
        try keyring.change(4) { try Keys.set(signing: new, newCertificate, revision: $0) }
        try sign(as: new, publishing: [newCertificate])
        #expect(keyring.state.withLock(\.loads) == 4, "read once for each change, not for each request")
        #expect(keyring.state.withLock(\.published) == 4)
    }

    @Test func `keys that cannot be read change nothing, unless another key is to sign`() throws {
        let (old, new) = (try Keys.ours.get(), try Keys.strange.get())
        let certificate = try Keys.certificate(old)
        let keyring = Keyring(try Keys.set(signing: old, certificate, revision: 1))
        let ring = try keyring.ring()
        // The next key's file is damaged: the present one goes on.
        try keyring.change(2, { try Keys.set(signing: old, certificate, revision: $0) }, isReadable: false)
        #expect(try ring.current().revision == 1)
        #expect(try ring.current().revision == 1)
        #expect(keyring.state.withLock(\.loads) == 2, "tried once, and then when the housekeeping says so")
        // The key was replaced and the new one cannot be read: the old one, which may be stolen, signs nothing more.
        try keyring.change(3, { try Keys.set(signing: new, revision: $0) }, isReadable: false)
        #expect(throws: KeyRing.Unavailable.self) { try ring.current() }
        keyring.state.withLock { $0.isReadable = true }
        #expect(throws: KeyRing.Unavailable.self) { try ring.current() }
        ring.retry()
        #expect(try ring.current().signing.certificate.publicKey == new.publicKey)
    }

    @Test func `while it is written down that keys were taken over, others get them`() throws {
        let keys = try [1, 2].map { try Keys.set(signing: try Keys.ours.get(), revision: Int64($0)) }
        let revision = Atomic<Int64>(1)
        let ring = Mutex<KeyRing?>(nil)
        let answers = CountingSemaphore()
        let made = try KeyRing(
            following: .init(
                revision: { revision.load(ordering: .acquiring) },
                load: { keys[Int(revision.load(ordering: .acquiring)) - 1] }, inUse: { nil },
                published: {
                    guard let ring = ring.withLock(\.self) else { return }
                    #expect(Thread.start { if (try? ring.current().revision) == 2 { answers.signal() } })
                    #expect(answers.wait(atMost: .seconds(10)), "the writing may wait for whoever asks meanwhile")
                }, failed: { _ in }))
        ring.withLock { $0 = made }
        revision.store(2, ordering: .releasing)
        #expect(try made.current().revision == 2)
    }

    @Test func `while nothing can be signed a sign-on is answered with a page and nothing else`() throws {
        let (old, new) = (try Keys.ours.get(), try Keys.strange.get())
        let keyring = Keyring(try Keys.set(signing: old, revision: 1))
        let site = try Site(keys: try keyring.ring())
        let peer = try Peer()
        try site.register(peer)
        let browser = try Browser(site, signedIn: "helene")
        try keyring.change(2, { try Keys.set(signing: new, revision: $0) }, isReadable: false)
        let page = try browser.get(peer.redirect(peer.request(site)))
        #expect(page.status.rawValue >= 500)
        #expect(!page.text.contains("SAMLResponse"))
        #expect(try Browser(site).get("/saml/metadata").status.rawValue >= 500)
    }

    // MARK: - The metadata document

    @Test func `the metadata is signed by a key of its own, as a whole`() throws {
        let site = try Site()
        let body = try Browser(site).get("/saml/metadata").body
        let key = try Keys.metadata.get()
        let document = try Document(parsing: body, limits: .metadata)
        let element = try document.verified(.metadataRoot, by: [key.publicKey])
        #expect(element.attribute("entityID") == site.entityID)
        #expect(throws: XMLError.self) { try document.verified(.metadataRoot, by: [site.key.publicKey]) }
        #expect(try Browser(site).get("/saml/metadata").body == body, "made once")
    }

    @Test func `a word changed in our metadata is found by the xmlsec1 tool`() throws {
        let site = try Site()
        let body = try Browser(site).get("/saml/metadata").body
        let certificate = try Keys.certificate(try Keys.metadata.get())
        #expect(try verifies(body, certificate))
        let text = String(decoding: body, as: UTF8.self)
        let changed = text.replacing(
            "https://auth.valmont.example/saml/slo", with: "https://auth.valmont.example/saml/sl0")
        #expect(changed != text)
        #expect(try !verifies(Array(changed.utf8), certificate))
        #expect(try !verifies(body, try Keys.certificate(site.key)))
    }

    private func verifies(_ document: [UInt8], _ certificate: Certificate) throws -> Bool {
        let folder = try TestFolder()
        try folder.write(document, "document.xml")
        try folder.write(certificate.pem, "certificate.pem")
        return try folder.run(
            "xmlsec1", "--verify", "--pubkey-cert-pem", "certificate.pem", "--id-attr:ID",
            "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor", "--enabled-key-data", "rsa", "document.xml"
        ).status == 0
    }

    @Test func `the metadata has an end only where the site wants one, and is signed anew long before it`() throws {
        let day: TimeInterval = 86_400
        let site = try Site(publication: MetadataPublication(cacheDuration: 3600, validity: 14 * 86_400))
        func validUntil() throws -> Date {
            let body = try Browser(site).get("/saml/metadata").body
            try Schemas.validate(body)
            let entity = try MetadataDocument(parsing: body, allowing: .https, at: site.now)
                .entity(as: .identityProvider, at: site.now)
            #expect(entity.cacheDuration == 3600)
            return try entity.validUntil.orThrow()
        }
        let first = try validUntil()
        #expect(abs(first.timeIntervalSince(site.now) - 14 * day) < 1)
        site.pass(3 * day)
        #expect(try validUntil() == first)
        site.pass(day)
        #expect(try validUntil() > first)
    }

    @Test func `what our metadata declares to decrypt is what is decrypted (IIP-ALG04, IIP-ALG06)`() throws {
        let site = try Site()
        let entity = try MetadataDocument(
            parsing: Browser(site).get("/saml/metadata").body, allowing: .https, at: site.now
        ).entity(as: .identityProvider, at: site.now)
        let methods = try entity.idpSSODescriptor.orThrow().role.encryptionKeys.flatMap(\.encryptionMethods)
        let ciphers = methods.compactMap { ContentCipher(rawValue: $0.algorithm) }
        let transports = methods.compactMap { method in
            KeyTransport.Algorithm(rawValue: method.algorithm).map {
                KeyTransport(
                    $0, digest: method.digestMethod.flatMap(KeyTransport.Digest.init(rawValue:)) ?? .sha1,
                    mask: method.maskFunction.flatMap(KeyTransport.Digest.init(maskURI:)) ?? .sha1)
            }
        }
        #expect(ciphers.allSatisfy { $0.isAuthenticated })
        #expect(Set(ciphers) == [.aes128GCM, .aes192GCM, .aes256GCM])
        #expect(Set(transports.map(\.digest)) == [.sha1, .sha256])
        let certificate = try Keys.certificate(try Keys.encryption.get())
        let decrypting = try site.identityProvider.identity.keys.current().decrypting
        for (cipher, transport) in ciphers.flatMap({ cipher in transports.map { (cipher, $0) } }) {
            let name = try NameID("sofia@ville-valmont.example", format: .emailAddress)
            let encrypted = try EncryptedID(
                encrypting: name,
                by: ContentEncryption(certificate: certificate, cipher: cipher, transport: transport),
                for: site.entityID, randomness: .system)
            #expect(try EncryptedID(encrypted.element).nameID(by: decrypting) == name)
        }
        let banned = try Site(algorithms: AlgorithmPolicy(banning: Set(ContentCipher.allCases.map(\.rawValue))))
        let none = try MetadataDocument(
            parsing: Browser(banned).get("/saml/metadata").body, allowing: .https, at: site.now
        ).entity(as: .identityProvider, at: site.now)
        #expect(try none.idpSSODescriptor.orThrow().role.encryptionKeys.isEmpty, "a key that nobody may use")
    }
}
