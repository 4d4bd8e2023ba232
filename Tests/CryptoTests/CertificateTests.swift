import Crypto
import Foundation
import TestFiles
import Testing

struct CertificateTests {
    let from = Date(timeIntervalSince1970: 1_795_000_000)
    let until = Date(timeIntervalSince1970: 1_795_000_000 + 3652 * 86_400)

    func certificate(_ type: KeyType = .ecP256, _ name: String = "convergences.exemple.fr") throws
        -> (PrivateKey, Certificate)
    {
        let key = try PrivateKey.generate(type)
        return (
            key,
            try Certificate.selfSigned(key: key, commonName: name, from: from, until: until, randomness: .system)
        )
    }

    @Test(arguments: [KeyType.ecP256, .ecP384, .rsa2048])
    func `a self-signed certificate carries the key, the name and the dates`(type: KeyType) throws {
        let (key, certificate) = try certificate(type)
        #expect(try certificate.publicKey == key.publicKey)
        #expect(try PublicKey(certificate: certificate) == key.publicKey)
        #expect(certificate.subject == "CN=convergences.exemple.fr")
        #expect(certificate.notBefore == from)
        #expect(certificate.notAfter == until)
        #expect(try Certificate(pem: certificate.pem) == certificate)
        #expect(try Certificate(base64: certificate.base64) == certificate)
        #expect(certificate.fingerprint.count == 32 * 3 - 1)
    }

    @Test(arguments: [(KeyType.rsa2048, 256), (.rsa4096, 512)])
    func `a bare RSA key is read from its two numbers`(type: KeyType, bytes: Int) throws {
        let key = try PrivateKey.generate(type).publicKey
        // rsaEncryption, then the modulus behind 33 bytes of lengths and tags, and 65537 at the end.
        let modulus = Array(key.subjectPublicKeyInfo[33..<(33 + bytes)])
        for (modulus, exponent) in [(modulus, [1, 0, 1]), ([0, 0] + modulus, [0, 1, 0, 1])] as [([UInt8], [UInt8])] {
            let read = try PublicKey(rsaModulus: modulus, exponent: exponent)
            #expect(read == key && read.fingerprint == key.fingerprint)
        }
        #expect(try PublicKey(base64: Base64.encode(key.subjectPublicKeyInfo)) == key)
        #expect(key.fingerprint.count == 32 * 3 - 1)
    }

    @Test(arguments: [0, 1, 127, 128, 2049, 100_000])
    func `numbers that are no key of a size that we take are refused`(bytes: Int) {
        #expect(throws: CryptoError.self) {
            try PublicKey(rsaModulus: [UInt8](repeating: 0xFF, count: bytes), exponent: [1, 0, 1])
        }
        #expect(throws: CryptoError.self) { try PublicKey(base64: "AAAA") }
        #expect(throws: CryptoError.self) { try PublicKey(base64: "é") }
    }

    @Test func `the openssl tool reads and verifies it`() throws {
        let (_, certificate) = try certificate()
        let folder = try TestFolder()
        try folder.write(certificate.pem, "certificate.pem")
        let (status, text) = try folder.run(
            "openssl", "x509", "-in", "certificate.pem", "-noout", "-text", "-fingerprint", "-sha256")
        #expect(status == 0)
        #expect(text.contains("Version: 3 (0x2)"))
        #expect(text.contains("ecdsa-with-SHA256"))
        #expect(text.contains("CA:FALSE"))
        #expect(text.contains(certificate.fingerprint))
        let verification = try folder.run(
            "openssl", "verify", "-attime", "1795000001", "-partial_chain", "-trusted", "certificate.pem",
            "certificate.pem")
        #expect(verification.status == 0, "\(verification.output)")
    }

    @Test func `two certificates never share a serial number`() throws {
        let key = try PrivateKey.generate(.ecP256)
        let all = try (0..<20).map { _ in
            try Certificate.selfSigned(key: key, commonName: "a", from: from, until: until, randomness: .system).der
        }
        #expect(Set(all).count == 20)
    }

    @Test func `a name keeps its accents and its bounds`() throws {
        #expect(try certificate(.ecP256, "Mairie d'Évry").1.subject == "CN=Mairie d'Évry")
        for name in ["", String(repeating: "a", count: 65)] {
            #expect(throws: CryptoError.self) { try certificate(.ecP256, name) }
        }
    }

    @Test func `dates past 2049 are written as the standard says`() throws {
        let key = try PrivateKey.generate(.ecP256)
        let far = Date(timeIntervalSince1970: 2_600_000_000)
        let certificate = try Certificate.selfSigned(
            key: key, commonName: "a", from: from, until: far, randomness: .system)
        #expect(certificate.notAfter == far)
    }

    @Test func `what is not exactly a certificate is refused`() throws {
        let der = try certificate().1.der
        for bytes in [[], der + [0], Array(der.dropLast()), [UInt8](repeating: 0x30, count: 100_000)] {
            #expect(throws: CryptoError.self) { try Certificate(der: bytes) }
        }
        #expect(throws: CryptoError.self) { try Certificate(base64: "&&") }
        #expect(throws: CryptoError.self) { try Certificate(pem: Array("none".utf8)) }
    }

    @Test func `a certificate with a weak key can be shown but its key cannot be used`() throws {
        let folder = try TestFolder()
        let made = try folder.run(
            "openssl", "req", "-x509", "-newkey", "rsa:1024", "-nodes", "-keyout", "key.pem", "-out", "weak.pem",
            "-subj",
            "/CN=weak")
        try #require(made.status == 0, "\(made.output)")
        let certificate = try Certificate(pem: folder.read("weak.pem"))
        #expect(certificate.subject == "CN=weak")
        #expect(throws: CryptoError.unsupportedKey("RSA of 1024 bits")) { try certificate.publicKey }
        #expect(throws: CryptoError.unsupportedKey("RSA of 1024 bits")) { try PublicKey(certificate: certificate) }
    }
}
