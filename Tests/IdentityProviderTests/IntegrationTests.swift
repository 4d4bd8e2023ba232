import Crypto
import Database
import Directory
import Foundation
import Markup
import Pages
import SAML
import Testing
import XML

@testable import IdentityProvider

/// What operators see of what a service provider receives: the preview of a message, and the sheet for its integrator.
@Suite struct IntegrationTests {
    private static let persistent: @Sendable (inout ServiceProviderOverrides) -> Void = {
        $0.preset = .saml2int
        $0.nameIDForm = .persistent
        $0.encryption = .always
    }

    @Test func `the preview is the message without its signature, and looking makes no identity`() throws {
        let site = try Site()
        let peer = try Peer()
        let key = ServiceProviderSettings.EncryptionKey(certificate: try Keys.certificate(peer.key).base64)
        let id = try site.register(peer, decide: Self.persistent, settings: { $0.encryptionKeys = [key] })
        func preview() throws -> SAML.Response {
            let text = try #require(
                try site.identityProvider.preview(of: site.world.helene, actingFor: nil, at: id, now: site.now))
            #expect(!text.contains("Signature") && text.contains("\n  <saml:Assertion"))
            return try SAML.Response(Document(parsing: Array(text.utf8), limits: .message).root)
        }
        let before = try #require(try preview().assertions.first)
        #expect(before.subject?.nameID?.value == "…")
        #expect(try site.count("SELECT count(*) FROM name_identifier") == 0)
        let answer = try Browser(site, signedIn: "helene").answer(
            peer, try peer.request(site), decryptedBy: peer.key)
        let sent = try #require(answer.assertion)
        let after = try #require(try preview().assertions.first)
        #expect(after.subject?.nameID == sent.subject?.nameID)
        #expect(after.attributes == sent.attributes)
        #expect(after.conditions?.audienceRestrictions == sent.conditions?.audienceRestrictions)
        #expect(after.id != sent.id)
    }

    @Test func `the preview is of the structure chosen, and of nobody without a right`() throws {
        let site = try Site()
        let peer = try Peer("net")
        let id = try site.register(peer, of: site.world.net)
        func roles(_ user: ID<User>, _ structure: ID<Structure>?) throws -> [String]? {
            let text = try site.identityProvider.preview(of: user, actingFor: structure, at: id, now: site.now)
            return try text.map {
                try SAML.Response(Document(parsing: Array($0.utf8), limits: .message).root).assertions.first?
                    .attributes.first { $0.name == "role" }?.values ?? []
            }
        }
        #expect(try roles(site.world.sofia, site.world.ccas) == ["gestion"])
        #expect(try roles(site.world.sofia, site.world.town) == ["net cotisation"])
        #expect(try roles(site.world.karim, nil) == nil)
    }

    @Test func `the contract says what is done, in both languages`() throws {
        let site = try Site()
        let peer = try Peer()
        let key = ServiceProviderSettings.EncryptionKey(certificate: try Keys.certificate(peer.key).base64)
        let id = try site.register(peer, decide: Self.persistent, settings: { $0.encryptionKeys = [key] })
        let sheet = try #require(try site.identityProvider.contract(of: id)).sheet
        let french = sheet.markdown(.fr)
        for words in [
            "# Contrat d’attributs de BIP", site.entityID, "\(site.publicURL)/saml/sso", peer.entityID, peer.consumer,
            "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "urn:oid:0.9.2342.19200300.100.1.3",
            "helene.lefevre@ville-exemple.fr", "user", "aes256-gcm", "rsa-oaep-mgf1p", "rsa-sha256", "pairwise-id",
            "@auth.valmont.example", "SHA-256",
        ] { #expect(french.contains(words), "\(words)") }
        #expect(!french.contains("valmont.example\u{3c}") && sheet.markdown(.en).contains("Attribute contract of BIP"))
        let page = sheet.html(.fr).string
        #expect(page.contains("<code>\(peer.entityID)</code>"))
        #expect(try site.identityProvider.contract(of: ID(999)) == nil)
    }

    @Test func `the contract says how long an assertion counts, as the assertion does`() throws {
        let site = try Site()
        let peer = try Peer()
        let id = try site.register(peer)
        let answer = try Browser(site, signedIn: "helene").answer(peer, try peer.request(site))
        let conditions = try #require(answer.assertion?.conditions)
        let before = Int(site.now.timeIntervalSince(try #require(conditions.notBefore)) / 60)
        let after = Int(try #require(conditions.notOnOrAfter).timeIntervalSince(site.now) / 60)
        let sheet = try #require(try site.identityProvider.contract(of: id)).sheet
        #expect(sheet.markdown(.fr).contains("de \(before) minutes avant à \(after) minutes après l’envoi"))
        #expect(sheet.markdown(.en).contains("from \(before) minutes before to \(after) minutes after it is sent"))
    }

    @Test func `the contract of legacy tells its risks`() throws {
        let site = try Site()
        let id = try site.register(try Peer(), decide: { $0.preset = .legacy })
        let sheet = try #require(try site.identityProvider.contract(of: id)).sheet
        #expect(sheet.markdown(.fr).contains("à quitter dès que possible"))
        #expect(sheet.markdown(.en).contains("an address can change hands"))
    }
}
