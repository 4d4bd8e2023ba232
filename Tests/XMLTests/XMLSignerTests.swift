@testable import XML
import Crypto
import TestFiles
import Testing

struct XMLSignerTests {
    static func message(_ name: String = "Response", id: String = "_a1", content: [Element] = []) -> Element {
        Element(
            SAMLNames.samlp(name), [.init("ID", id), .init("Version", "2.0")],
            [Element(SAMLNames.issuer, text: "https://idp.exemple.fr/é?a=1&b=2")]
                + [Element(SAMLNames.samlp("Status"), [.init("note", "l'été <&>\"\n")], text: " Hélène\r\n<&> ")]
                + content)
    }

    static func assertion(id: String = "_b2") -> Element {
        Element(
            SAMLNames.saml("Assertion"), [.init("ID", id)],
            [
                Element(SAMLNames.issuer, text: "https://idp.exemple.fr"),
                Element(SAMLNames.saml("Subject"), text: "helene.lefevre@mairie.exemple.fr"),
            ])
    }

    @Test(arguments: [KeyType.rsa2048, .ecP256], [DigestAlgorithm.sha256, .sha384, .sha512])
    func `the xmlsec1 tool verifies what we sign`(type: KeyType, digest: DigestAlgorithm) throws {
        let pair = try (type == .ecP256 ? TestKeys.ec : TestKeys.rsa).get()
        let algorithm = try #require(
            SignatureAlgorithm.allCases.first { $0.digest == digest && $0.isECDSA == (type == .ecP256) })
        let signer = try XMLSigner(
            key: pair.key, certificate: pair.certificate, algorithm: algorithm, prefixes: SAMLNames.prefixes)
        let signed = try signer.sign(Self.message(), after: SAMLNames.issuer).bytes
        let folder = try TestFolder()
        try folder.write(signed, "signed.xml")
        try folder.write(pair.certificate.pem, "certificate.pem")
        let (status, output) = try folder.run(
            "xmlsec1", "--verify", "--id-attr:ID", SAMLNames.protocolNamespace + ":Response", "--pubkey-cert-pem",
            "certificate.pem", "signed.xml")
        #expect(status == 0, "\(output)")
    }

    @Test func `a signed assertion inside a signed response verifies, each by itself`() throws {
        let pair = try TestKeys.rsa.get()
        let signer = try XMLSigner(key: pair.key, certificate: pair.certificate, prefixes: SAMLNames.prefixes)
        let assertion = try signer.sign(Self.assertion(), after: SAMLNames.issuer)
        let signed = try signer.sign(Self.message(), holding: assertion, after: SAMLNames.issuer).bytes
        let folder = try TestFolder()
        try folder.write(signed, "signed.xml")
        try folder.write(pair.certificate.pem, "certificate.pem")
        for path in ["/*/*[local-name()='Signature']", "/*/*/*[local-name()='Signature']"] {
            let (status, output) = try folder.run(
                "xmlsec1", "--verify", "--id-attr:ID", SAMLNames.protocolNamespace + ":Response", "--id-attr:ID",
                SAMLNames.assertionNamespace + ":Assertion", "--node-xpath", path, "--pubkey-cert-pem",
                "certificate.pem", "signed.xml")
            #expect(status == 0, "\(output)")
        }
    }

    @Test(arguments: [SAMLNames.issuer, nil])
    func `a signed element is in canonical form, its signature where it was asked for`(after: QName?) throws {
        let pair = try TestKeys.rsa.get()
        let signer = try XMLSigner(key: pair.key, certificate: pair.certificate, prefixes: SAMLNames.prefixes)
        let assertion = try signer.sign(Self.assertion(), after: SAMLNames.issuer)
        let signed = try signer.sign(Self.message(), holding: assertion, after: after).bytes
        let element = try Document(parsing: signed, limits: .message).root
        #expect(element.elements.firstIndex { $0.name.local == "Signature" } == (after == nil ? 0 : 1))
        #expect(try CanonicalWriter.bytes(element, prefixes: SAMLNames.prefixes) == signed)
    }

    @Test func `what was written is not put where its namespace is declared already`() throws {
        let prefixes = SAMLNames.prefixes
        let assertion = try CanonicalWriter.written(Self.assertion(), prefixes: prefixes)
        let pair = try TestKeys.ec.get()
        let signer = try XMLSigner(key: pair.key, certificate: pair.certificate, prefixes: prefixes)
        let advice = Element(SAMLNames.saml("Advice"), [.init("ID", "_a")])
        #expect(throws: XMLError.self) { try CanonicalWriter.bytes(advice, holding: assertion, prefixes: prefixes) }
        #expect(throws: XMLError.self) { try signer.sign(advice, holding: assertion, after: nil) }
        let message = Self.message(content: [Self.assertion()])
        #expect(
            try CanonicalWriter.bytes(Self.message(), holding: assertion, prefixes: prefixes)
                == CanonicalWriter.bytes(message, prefixes: prefixes))
    }

    @Test func `an element without an ID, or without the child to follow, is not signed`() throws {
        let pair = try TestKeys.ec.get()
        let signer = try XMLSigner(key: pair.key, certificate: pair.certificate, prefixes: SAMLNames.prefixes)
        #expect(throws: XMLError.self) { try signer.sign(Element(SAMLNames.samlp("A")), after: nil) }
        #expect(throws: XMLError.self) { try signer.sign(Self.message(id: "1 2"), after: nil) }
        #expect(throws: XMLError.self) { try signer.sign(Self.message(), after: SAMLNames.saml("Subject")) }
    }

    @Test func `a signer needs the key's own certificate and an algorithm that fits`() throws {
        let rsa = try TestKeys.rsa.get()
        let other = try TestKeys.other.get()
        #expect(throws: XMLError.self) {
            try XMLSigner(key: rsa.key, certificate: other.certificate, prefixes: SAMLNames.prefixes)
        }
        #expect(throws: XMLError.crypto(.algorithmDoesNotFitKey)) {
            try XMLSigner(
                key: rsa.key, certificate: rsa.certificate, algorithm: .ecdsaSHA256, prefixes: SAMLNames.prefixes)
        }
    }
}
