import Crypto
import Foundation
import TestFiles
import Testing

@testable import XML

/// XML Encryption with the `xmlsec1` tool on the other side.
@Suite struct EncryptionTests {
    static let container = SAMLNames.saml("EncryptedAssertion")

    private func encryption(
        _ cipher: ContentCipher = .aes256GCM, _ transport: KeyTransport = KeyTransport(.rsaOAEPMGF1P)
    ) throws -> ContentEncryption {
        try ContentEncryption(certificate: TestKeys.rsa.get().certificate, cipher: cipher, transport: transport)
    }

    private func encrypted(_ element: Element, by encryption: ContentEncryption) throws -> Element {
        try encrypted(CanonicalWriter.written(element, prefixes: Self.prefixes), by: encryption)
    }

    private func encrypted(_ content: WrittenElement, by encryption: ContentEncryption) throws -> Element {
        Element(
            Self.container, [],
            [try encryption.encrypt(content, recipient: "https://sp.example", randomness: .system)])
    }

    static let prefixes: Prefixes = [
        SAMLNames.protocolNamespace: "samlp", SAMLNames.assertionNamespace: "saml", Namespace.encryption: "xenc",
        Namespace.encryption11: "xenc11", "urn:example:other": "x",
    ]

    /// By what Debian's xmlsec1 knows of OAEP: no xmlenc11 rsa-oaep, and of the older name SHA-1 alone.
    @Test(arguments: ContentCipher.allCases)
    func `the xmlsec1 tool decrypts what we encrypt (IIP-ALG04, IIP-ALG06)`(cipher: ContentCipher) throws {
        let assertion = XMLSignerTests.assertion()
        let element = try encrypted(
            assertion, by: encryption(cipher, KeyTransport(.rsaOAEPMGF1P)))
        let folder = try TestFolder()
        try folder.write(CanonicalWriter.bytes(element, prefixes: Self.prefixes), "encrypted.xml")
        try folder.write(TestKeys.rsa.get().key.pem(), "key.pem")
        let (status, output) = try folder.run(
            "xmlsec1", "--decrypt", "--privkey-pem", "key.pem", "--output", "plain.xml", "encrypted.xml")
        #expect(status == 0, "\(output)")
        let plain = try Document(parsing: folder.read("plain.xml"), limits: .message).root
        #expect(plain == Element(Self.container, [], [assertion]))
    }

    @Test func `a signature inside verifies after the tool has decrypted it in place`() throws {
        let pair = try TestKeys.rsa.get()
        let signer = try XMLSigner(key: pair.key, certificate: pair.certificate, prefixes: Self.prefixes)
        let signed = try signer.sign(XMLSignerTests.assertion(), after: SAMLNames.issuer)
        let response = Element(
            SAMLNames.samlp("Response"), [.init("ID", "_r")], [try encrypted(signed, by: encryption())])
        let folder = try TestFolder()
        try folder.write(CanonicalWriter.bytes(response, prefixes: Self.prefixes), "encrypted.xml")
        try folder.write(pair.key.pem(), "key.pem")
        try folder.write(pair.certificate.pem, "certificate.pem")
        let opened = try folder.run(
            "xmlsec1", "--decrypt", "--privkey-pem", "key.pem", "--output", "plain.xml", "encrypted.xml")
        #expect(opened.status == 0, "\(opened.output)")
        let verified = try folder.run(
            "xmlsec1", "--verify", "--id-attr:ID", SAMLNames.assertionNamespace + ":Assertion", "--pubkey-cert-pem",
            "certificate.pem", "plain.xml")
        #expect(verified.status == 0, "\(verified.output)")
    }

    @Test(
        arguments: ContentCipher.allCases,
        [
            KeyTransport(.rsaOAEPMGF1P), KeyTransport(.rsaOAEP), KeyTransport(.rsaOAEP, digest: .sha256),
            KeyTransport(.rsaOAEP, digest: .sha256, mask: .sha256),
        ])
    func `what we encrypt we decrypt, as a document that stands alone`(
        cipher: ContentCipher, transport: KeyTransport
    ) throws {
        let pair = try TestKeys.rsa.get()
        let signer = try XMLSigner(key: pair.key, certificate: pair.certificate, prefixes: Self.prefixes)
        let assertion = XMLSignerTests.assertion()
        let signed = try signer.sign(assertion, after: SAMLNames.issuer)
        let written = try CanonicalWriter.bytes(
            encrypted(signed, by: encryption(cipher, transport)), prefixes: Self.prefixes)
        let read = try EncryptedContent(in: Document(parsing: written, limits: .message).root)
        #expect(read.contentCipher == cipher)
        // A key that is not the right one costs only time.
        let document = try read.decrypted(by: [TestKeys.other.get().key, pair.key])
        #expect(try document.verified(.root, by: [pair.key.publicKey]) == assertion)
        #expect(throws: XMLError.crypto(.undecipherable)) {
            _ = try read.decrypted(by: [TestKeys.other.get().key])
        }
    }

    @Test func `we decrypt what the xmlsec1 tool encrypts`() throws {
        let pair = try TestKeys.rsa.get()
        let folder = try TestFolder()
        let template = """
            <xenc:EncryptedData xmlns:xenc="\(Namespace.encryption)" Type="\(Namespace.encryptedElement)">\
            <xenc:EncryptionMethod Algorithm="\(ContentCipher.aes128GCM.rawValue)"/><ds:KeyInfo \
            xmlns:ds="\(Namespace.signature)"><xenc:EncryptedKey><xenc:EncryptionMethod \
            Algorithm="\(KeyTransport.Algorithm.rsaOAEPMGF1P.rawValue)"/><xenc:CipherData><xenc:CipherValue/>\
            </xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue/></xenc:CipherData>\
            </xenc:EncryptedData>
            """
        try folder.write(Array(template.utf8), "template.xml")
        let assertion = XMLSignerTests.assertion()
        try folder.write(CanonicalWriter.bytes(assertion, prefixes: Self.prefixes), "plain.xml")
        try folder.write(pair.certificate.pem, "certificate.pem")
        let made = try folder.run(
            "xmlsec1", "--encrypt", "--pubkey-cert-pem", "certificate.pem", "--session-key", "aes-128", "--xml-data",
            "plain.xml", "--output", "encrypted.xml", "template.xml")
        #expect(made.status == 0, "\(made.output)")
        let data = try Document(parsing: folder.read("encrypted.xml"), limits: .message).root
        let read = try EncryptedContent(in: Element(Self.container, [], [data]))
        #expect(try read.decrypted(by: [pair.key]).root == assertion)
    }

    // MARK: - What is refused

    private func change(_ old: String, _ new: String) throws -> XMLError? {
        let written = try CanonicalWriter.bytes(
            encrypted(XMLSignerTests.assertion(), by: encryption()), prefixes: Self.prefixes)
        let changed = try written.replacing(old, new)
        let root = try Document(parsing: changed, limits: .message).root
        let key = try TestKeys.rsa.get().key
        do throws(XMLError) {
            _ = try EncryptedContent(in: root).decrypted(by: [key])
            return nil
        } catch { return error }
    }

    @Test(arguments: [
        (ContentCipher.aes256GCM.rawValue, "http://www.w3.org/2001/04/xmlenc#tripledes-cbc"),
        (ContentCipher.aes256GCM.rawValue, "urn:none"),
        (ContentCipher.aes256GCM.rawValue, ContentCipher.aes256CBC.rawValue),
        (KeyTransport.Algorithm.rsaOAEPMGF1P.rawValue, "http://www.w3.org/2001/04/xmlenc#rsa-1_5"),
        (Namespace.encryptedElement, Namespace.encryption + "Content"),
        ("CipherValue", "CipherReference"), ("xenc:EncryptedKey", "xenc:AgreementMethod"),
        ("</xenc:EncryptedData>", "</xenc:EncryptedData><x:other xmlns:x=\"urn:example:other\"></x:other>"),
        (
            "</xenc:EncryptedData>",
            "</xenc:EncryptedData><e:EncryptedData xmlns:e=\"\(Namespace.encryption)\"></e:EncryptedData>"
        ),
    ])
    func `an encrypted element of another shape or by another algorithm is refused`(old: String, new: String) throws {
        #expect(try change(old, new) != nil)
    }

    @Test func `more keys than anybody needs are refused before any is tried`() throws {
        let data = try encryption().encrypt(
            CanonicalWriter.written(XMLSignerTests.assertion(), prefixes: Self.prefixes), recipient: nil,
            randomness: .system)
        let key = try #require(
            data.first(.signature("KeyInfo"))?.first(.encryption("EncryptedKey")))
        let many = Element(Self.container, [], [data] + Array(repeating: key, count: 8))
        #expect(throws: XMLError.encryptionShape("9 EncryptedKeys")) { try EncryptedContent(in: many) }
        let peers = Element(Self.container, [], [data] + Array(repeating: key, count: 7))
        #expect(try EncryptedContent(in: peers).decrypted(by: [TestKeys.rsa.get().key]).root.name.local == "Assertion")
    }

    @Test func `what was encrypted passes the gate of every message`() throws {
        let pair = try TestKeys.rsa.get()
        let transport = KeyTransport(.rsaOAEPMGF1P)
        for hostile in ["<!DOCTYPE a><a/>", "<a><?x y?></a>", "not xml", "<a xmlns=\"relative\"/>"] {
            let contentKey = Randomness.system.bytes(32)
            let octets = try ContentCipher.aes256GCM.encrypt(
                Array(hostile.utf8), key: contentKey, randomness: .system)
            let data = try encryption().encrypt(
                CanonicalWriter.written(XMLSignerTests.assertion(), prefixes: Self.prefixes), recipient: nil,
                randomness: .system)
            let values = data.strings
            let text = try CanonicalWriter.bytes(
                Element(Self.container, [], [data]), prefixes: Self.prefixes
            ).replacing(values[0], Base64.encode(pair.key.publicKey.encrypt(contentKey, by: transport)))
                .replacing(values[1], Base64.encode(octets))
            let read = try EncryptedContent(in: Document(parsing: text, limits: .message).root)
            #expect(throws: XMLError.self) { _ = try read.decrypted(by: [pair.key]) }
        }
    }

    @Test func `an EC key is none to encrypt for`() throws {
        let certificate = try TestKeys.ec.get().certificate
        #expect(throws: XMLError.crypto(.algorithmDoesNotFitKey)) {
            try ContentEncryption(
                certificate: certificate, cipher: .aes256GCM, transport: KeyTransport(.rsaOAEPMGF1P))
        }
    }
}

extension Element {
    /// The texts of every CipherValue, in document order.
    fileprivate var strings: [String] {
        (name == .encryption("CipherValue") ? [(try? text()) ?? ""] : []) + elements.flatMap(\.strings)
    }
}
