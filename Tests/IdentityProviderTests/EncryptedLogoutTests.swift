import Crypto
import Directory
import FoundationEssentials
import HTTP
import SAML
import Testing
import XML

@testable import IdentityProvider

/// EncryptedID in a LogoutRequest (SAML Core §3.7.1, IIP-IDP19).
@Suite struct EncryptedLogoutTests {
    private let site: Site
    private let bip: Peer
    private let bipID: ID<ServiceProvider>
    private let browser: Browser

    init() throws {
        site = try Site(publicURL: "http://localhost:8080")
        bip = try Peer("bip")
        browser = try Browser(site, signedIn: "sofia")
        bipID = try site.registerForLogout(bip)
    }

    private var isSignedIn: Bool { (try? browser.session) != nil }

    /// A signed request for the end of the session of this name, encrypted for a key of ours.
    private func request(
        _ name: NameID, for key: Result<PrivateKey, any Error>, cipher: ContentCipher = .aes256GCM,
        damage: (inout Element) -> Void = { _ in }
    ) throws -> String {
        let encryption = try ContentEncryption(
            certificate: Keys.certificate(key.get()), cipher: cipher, transport: KeyTransport(.rsaOAEPMGF1P))
        var encrypted = try EncryptedID(
            encrypting: name, by: encryption, for: site.entityID, randomness: .system
        ).element
        damage(&encrypted)
        let element = encrypted
        let request = try bip.logoutRequest(site, name) { request in
            let index = request.children.firstIndex {
                if case .element(let child) = $0 { child.name.local == "NameID" } else { false }
            }
            if let index { request.children[index] = .element(element) }
        }
        return try bip.toLogout(request, signedBy: bip.key)
    }

    @Test(arguments: [true, false])
    func `an encrypted name ends the session, by the key in use and by the one before (IIP-IDP19)`(
        isCurrent: Bool
    ) throws {
        let answer = try browser.answer(bip, try bip.request(site))
        let target = try request(
            try answer.nameID.orThrow(), for: isCurrent ? Keys.encryption : Keys.encryptionBefore)
        let response = try LogoutResponse(site.redirected(browser.get(target, from: "cross-site")).message)
        #expect(response.status == .success)
        #expect(!isSignedIn)
    }

    @Test func `what cannot be decrypted is answered like a name that nobody has (oracle)`() throws {
        let answer = try browser.answer(bip, try bip.request(site))
        let name = try answer.nameID.orThrow()
        let stranger = try NameID("personne@ville-valmont.example", format: .emailAddress)
        let targets = try [
            bip.toLogout(bip.logoutRequest(site, stranger), signedBy: bip.key),
            request(stranger, for: Keys.encryption),
            // For a key of somebody else, with a damaged content key, and with a damaged content.
            request(name, for: Keys.strange),
            request(name, for: Keys.encryption) { $0.flipCipherValue(0) },
            request(name, for: Keys.encryption) { $0.flipCipherValue(1) },
        ]
        for target in targets {
            let response = try browser.get(target, from: "cross-site")
            let sent = try LogoutResponse(site.redirected(response).message)
            #expect(sent.status == .success)
            #expect(response.cookies.isEmpty)
        }
        #expect(isSignedIn)
    }

    @Test(arguments: [1, 2])
    func `one name that counts on the prefix saml around it is read, as php-saml writes it`(count: Int) throws {
        let answer = try browser.answer(bip, try bip.request(site))
        let name = try answer.nameID.orThrow()
        let text = "<saml:NameID Format=\"\(NameIDFormat.emailAddress.rawValue)\">\(name.value)</saml:NameID>"
        let contentKey = Randomness.system.bytes(ContentCipher.aes256GCM.keyBytes)
        let values = try [
            Keys.encryption.get().publicKey.encrypt(contentKey, by: KeyTransport(.rsaOAEPMGF1P)),
            ContentCipher.aes256GCM.encrypt(
                Array(String(repeating: text, count: count).utf8), key: contentKey, randomness: .system),
        ]
        let target = try request(name, for: Keys.encryption) { element in
            for (position, value) in values.enumerated() {
                element.changeCipherValue(position) { _ in Base64.encode(value) }
            }
        }
        let response = try LogoutResponse(site.redirected(browser.get(target, from: "cross-site")).message)
        #expect(response.status == .success)
        #expect(isSignedIn == (count == 2))
    }

    @Test func `a cipher that does not notice changes is refused before a key is used`() throws {
        let answer = try browser.answer(bip, try bip.request(site))
        let name = try answer.nameID.orThrow()
        for cipher in [ContentCipher.aes128CBC, .aes256CBC] {
            expectRefusal(
                try browser.get(request(name, for: Keys.encryption, cipher: cipher), from: "cross-site"), at: site)
        }
        #expect(isSignedIn)
        site.identityProvider.errors.write()
        let told = try site.directory.read { try $0.integrationErrors(of: bipID, limit: 10) }
        #expect(told.map(\.finding) == [.algorithm] && told.first?.times == 2)
        #expect(told.first?.detail.contains("EncryptedID by a cipher") == true)
    }

    @Test func `an encrypted name of another person's session ends nothing`() throws {
        let helene = try Browser(site, signedIn: "helene")
        let net = try Peer("net", key: Keys.theirsEC)
        try site.registerForLogout(net, of: site.world.net)
        let hers = try helene.answer(bip, try bip.request(site))
        let encryption = try ContentEncryption(
            certificate: Keys.certificate(Keys.encryption.get()), cipher: .aes256GCM,
            transport: KeyTransport(.rsaOAEPMGF1P))
        let encrypted = try EncryptedID(
            encrypting: hers.nameID.orThrow(), by: encryption, for: site.entityID, randomness: .system
        ).element
        // Another service provider sends what it saw of the first one's.
        let request = try net.logoutRequest(site, hers.nameID.orThrow()) { request in
            request.children = request.children.map {
                if case .element(let child) = $0, child.name.local == "NameID" { .element(encrypted) } else { $0 }
            }
        }
        _ = try browser.get(net.toLogout(request, signedBy: net.key), from: "cross-site")
        #expect((try? helene.session) != nil)
    }
}

extension Element {
    /// Changes one character of a CipherValue, counted in the document's order.
    fileprivate mutating func flipCipherValue(_ position: Int) {
        changeCipherValue(position) { text in
            var characters = Array(text)
            characters[20] = characters[20] == "A" ? "B" : "A"
            return String(characters)
        }
    }

    fileprivate mutating func changeCipherValue(_ position: Int, _ change: (String) -> String) {
        var left = position
        changeCipherValue(&left, change)
    }

    private mutating func changeCipherValue(_ left: inout Int, _ change: (String) -> String) {
        for index in children.indices {
            switch children[index] {
            case .text(let text) where name.local == "CipherValue":
                if left == 0 { children[index] = .text(change(text)) }
                left -= 1
            case .element(var child):
                child.changeCipherValue(&left, change)
                children[index] = .element(child)
            default: break
            }
        }
    }
}
