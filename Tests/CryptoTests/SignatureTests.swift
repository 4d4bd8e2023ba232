@testable import Crypto
import Foundation
import TestFiles
import Testing

struct SignatureTests {
    static let keys: [KeyType: PrivateKey] = {
        var keys: [KeyType: PrivateKey] = [:]
        for type in [KeyType.rsa2048, .ecP256, .ecP384] { keys[type] = try? PrivateKey.generate(type) }
        return keys
    }()
    let message = Array("Hélène Lefèvre-N'Guyen".utf8)

    @Test(arguments: [KeyType.rsa2048, .ecP256, .ecP384], SignatureAlgorithm.allCases)
    func `a key signs and verifies with its own algorithms and refuses the others`(
        type: KeyType, algorithm: SignatureAlgorithm
    ) throws {
        let key = try #require(Self.keys[type])
        guard algorithm.isECDSA == (type != .rsa2048) else {
            #expect(throws: CryptoError.algorithmDoesNotFitKey) { try key.sign(message, with: algorithm) }
            #expect(throws: CryptoError.algorithmDoesNotFitKey) {
                try key.publicKey.verify([], over: message, with: algorithm)
            }
            return
        }
        let signature = try key.sign(message, with: algorithm)
        try key.publicKey.verify(signature, over: message, with: algorithm)
        #expect(throws: CryptoError.signatureInvalid) {
            try key.publicKey.verify(signature, over: message + [0], with: algorithm)
        }
        for index in signature.indices {
            var damaged = signature
            damaged[index] ^= 1
            #expect(throws: CryptoError.signatureInvalid) {
                try key.publicKey.verify(damaged, over: message, with: algorithm)
            }
        }
        for wrong in [[], signature.dropLast(), signature + [0]] as [[UInt8]] {
            #expect(throws: CryptoError.signatureInvalid) {
                try key.publicKey.verify(wrong, over: message, with: algorithm)
            }
        }
        for other in SignatureAlgorithm.allCases where other.isECDSA == algorithm.isECDSA && other != algorithm {
            #expect(throws: CryptoError.signatureInvalid) {
                try key.publicKey.verify(signature, over: message, with: other)
            }
        }
    }

    @Test(arguments: [KeyType.rsa2048, .ecP256])
    func `one key signs for many threads at once, by all its algorithms`(type: KeyType) async throws {
        let key = try #require(Self.keys[type])
        let algorithms = SignatureAlgorithm.allCases.filter { $0.isECDSA == (type != .rsa2048) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let algorithm = algorithms[number % algorithms.count]
                    let own = Array("message \(number)".utf8)
                    try key.publicKey.verify(try key.sign(own, with: algorithm), over: own, with: algorithm)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `another key's signature is refused`() throws {
        let first = try PrivateKey.generate(.ecP256)
        let second = try PrivateKey.generate(.ecP256)
        let signature = try first.sign(message, with: .ecdsaSHA256)
        #expect(throws: CryptoError.signatureInvalid) {
            try second.publicKey.verify(signature, over: message, with: .ecdsaSHA256)
        }
    }

    @Test func `ECDSA signatures are r and s side by side whatever their leading zeros`() throws {
        let key = try #require(Self.keys[.ecP256])
        for round in 0..<600 {  // a leading zero byte comes once in 128
            let message = Array("\(round)".utf8)
            let signature = try key.sign(message, with: .ecdsaSHA256)
            #expect(signature.count == 64)
            try key.publicKey.verify(signature, over: message, with: .ecdsaSHA256)
        }
        #expect(throws: CryptoError.signatureInvalid) {
            try key.publicKey.verify([UInt8](repeating: 0, count: 64), over: message, with: .ecdsaSHA256)
        }
        let der = try ECDSASignature.der(concatenated: [0, 0, 0x80, 1], scalarBytes: 2)
        #expect(der == [0x30, 8, 2, 1, 0, 2, 3, 0, 0x80, 1])
        #expect(try ECDSASignature.concatenated(der: der, scalarBytes: 2) == [0, 0, 0x80, 1])
    }

    @Test(arguments: [KeyType.rsa2048, .ecP256])
    func `a key comes back from its PEM`(type: KeyType) throws {
        let key = try #require(Self.keys[type])
        let pem = try key.pem()
        #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        let again = try PrivateKey(pem: pem)
        #expect(again.publicKey == key.publicKey)
        #expect("\(again)" == "private key (\(again.kind))")
    }

    @Test func `the openssl tool verifies what we sign`() throws {
        let key = try #require(Self.keys[.rsa2048])
        let folder = try TestFolder()
        try folder.write(message, "message")
        try folder.write(try key.sign(message, with: .rsaSHA256), "signature")
        try folder.write(PEM.encode(key.publicKey.subjectPublicKeyInfo, label: "PUBLIC KEY"), "key.pem")
        let (status, output) = try folder.run(
            "openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "message")
        #expect(status == 0, "\(output)")
    }

    @Test(arguments: [
        ["openssl", "genrsa", "-out", "key.pem", "1024"],
        ["openssl", "genpkey", "-algorithm", "ed25519", "-out", "key.pem"],
        ["openssl", "ecparam", "-name", "secp256k1", "-genkey", "-noout", "-out", "key.pem"],
        ["openssl", "genpkey", "-algorithm", "rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "key.pem"],
    ])
    func `weak and foreign keys are refused`(command: [String]) throws {
        let folder = try TestFolder()
        let (status, output) = try folder.run(command)
        try #require(status == 0, "\(output)")
        let pem = try folder.read("key.pem")
        #expect { try PrivateKey(pem: pem) } throws: { error in
            if case CryptoError.unsupportedKey? = error as? CryptoError { true } else { false }
        }
        _ = try folder.run("openssl", "pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "key.der")
        let der = try folder.read("key.der")
        #expect { try PublicKey(subjectPublicKeyInfo: der) } throws: { error in
            if case CryptoError.unsupportedKey? = error as? CryptoError { true } else { false }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a key under a passphrase is refused without asking for it`() throws {
        let folder = try TestFolder()
        let (status, output) = try folder.run(
            "openssl", "genpkey", "-algorithm", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes-256-cbc", "-pass",
            "pass:secret", "-out", "key.pem")
        try #require(status == 0, "\(output)")
        let pem = try folder.read("key.pem")
        #expect { try PrivateKey(pem: pem) } throws: { error in
            if case CryptoError.malformedKey? = error as? CryptoError { true } else { false }
        }
    }

    @Test func `what is not a key is refused`() throws {
        let spki = try #require(Self.keys[.ecP256]).publicKey.subjectPublicKeyInfo
        for bytes in [[], [0x30], spki + [0], Array(spki.dropLast()), [UInt8](repeating: 0x30, count: 20_000)] {
            #expect(throws: CryptoError.self) { try PublicKey(subjectPublicKeyInfo: bytes) }
            #expect(throws: CryptoError.self) { try PrivateKey(pem: bytes) }
        }
        #expect(try PublicKey(subjectPublicKeyInfo: spki).hashValue == Self.keys[.ecP256]?.publicKey.hashValue)
    }

    @Test func `a key serves many threads at once`() async throws {
        let key = try #require(Self.keys[.rsa2048])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    for round in 0..<20 {
                        let message = Array("\(thread) \(round)".utf8)
                        let signature = try key.sign(message, with: .rsaSHA256)
                        try key.publicKey.verify(signature, over: message, with: .rsaSHA256)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
