import Crypto
import HTTP
import SAML
import Testing
import XML

@testable import DemonstrationSP

extension DemonstrationTests {
    @Test(arguments: [true, false])
    mutating func `an encrypted assertion is decrypted once the Response around it has verified`(
        signsInside: Bool
    ) throws {
        let descriptor = try #require(try serviceProvider("elecpro").spSSODescriptor)
        let certificate = try #require(descriptor.role.certificates(for: .encryption).first)
        #expect(
            descriptor.role.encryptionKeys.first?.encryptionMethods.first?.algorithm.hasSuffix("aes256-gcm") == true)
        var answer = TestIdentityProvider.Answer(slug: "elecpro", signsAssertion: signsInside, signsResponse: true)
        answer.encryption = try ContentEncryption(
            certificate: certificate, cipher: .aes256GCM, transport: KeyTransport(.rsaOAEP, digest: .sha256))
        let xml = try answer.xml()
        #expect(!String(decoding: xml, as: UTF8.self).contains("Hélène"))
        let page = try deliver(xml, to: "/elecpro/acs")
        #expect(page.text.contains("Bonjour Hélène"))
        #expect(page.text.contains("<span>Chiffrement<small>"))
    }

    @Test mutating func `a ciphertext that no signature covers is not even decrypted`() throws {
        let certificate = try #require(
            try serviceProvider("elecpro").spSSODescriptor?.role.certificates(for: .encryption).first)
        var answer = TestIdentityProvider.Answer(slug: "elecpro", signsAssertion: true, signsResponse: false)
        answer.encryption = try ContentEncryption(
            certificate: certificate, cipher: .aes256GCM, transport: KeyTransport(.rsaOAEPMGF1P))
        let page = try browser.post(
            "/elecpro/acs", [("SAMLResponse", HTTPPOST.encode(try answer.xml()))], crossSite: true)
        #expect(page.status == .forbidden)
        #expect(page.text.contains("n’est pas signée"))
    }
}
