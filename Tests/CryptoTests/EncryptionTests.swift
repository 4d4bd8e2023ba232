import Crypto
import Foundation
import TestFiles
import Testing

/// Content ciphers and key transport, with the `openssl` tool on the other side.
@Suite struct EncryptionTests {
    static let rsa = Result { try PrivateKey.generate(.rsa2048) }

    @Test(arguments: ContentCipher.allCases, [0, 1, 15, 16, 17, 5_000])
    func `what is encrypted is decrypted, and differs each time`(cipher: ContentCipher, count: Int) throws {
        let content = Randomness.system.bytes(count)
        let key = Randomness.system.bytes(cipher.keyBytes)
        let octets = try cipher.encrypt(content, key: key, randomness: .system)
        #expect(try cipher.decrypt(octets, key: key) == content)
        #expect(try cipher.encrypt(content, key: key, randomness: .system) != octets)
        #expect(throws: CryptoError.undecipherable) {
            let other = try cipher.decrypt(octets, key: Randomness.system.bytes(cipher.keyBytes))
            // CBC notices nothing but its padding: what comes out is then at least not the content.
            if other != content { throw CryptoError.undecipherable }
        }
        #expect(throws: CryptoError.self) { try cipher.encrypt(content, key: key + [0], randomness: .system) }
    }

    @Test(arguments: [ContentCipher.aes256GCM, .aes192GCM, .aes128GCM])
    func `with GCM every changed or missing octet is noticed`(cipher: ContentCipher) throws {
        let key = Randomness.system.bytes(cipher.keyBytes)
        let octets = try cipher.encrypt(Array("Hélène".utf8), key: key, randomness: .system)
        for index in octets.indices {
            var changed = octets
            changed[index] ^= 1
            #expect(throws: CryptoError.undecipherable) { try cipher.decrypt(changed, key: key) }
            #expect(throws: CryptoError.undecipherable) { try cipher.decrypt(Array(octets.prefix(index)), key: key) }
        }
    }

    @Test func `CBC is padded as XML Encryption says, and bad padding is refused`() throws {
        let cipher = ContentCipher.aes128CBC
        let key = [UInt8](repeating: 7, count: 16)
        #expect(try cipher.encrypt([UInt8](repeating: 1, count: 16), key: key, randomness: .system).count == 48)
        for octets in [[], [UInt8](repeating: 0, count: 16), [UInt8](repeating: 0, count: 33)] {
            #expect(throws: CryptoError.undecipherable) { try cipher.decrypt(octets, key: key) }
        }
    }

    static let transports = [
        KeyTransport(.rsaOAEPMGF1P), KeyTransport(.rsaOAEPMGF1P, digest: .sha256), KeyTransport(.rsaOAEP),
        KeyTransport(.rsaOAEP, digest: .sha256, mask: .sha1), KeyTransport(.rsaOAEP, digest: .sha256, mask: .sha256),
        KeyTransport(.rsaOAEP, digest: .sha512, mask: .sha384),
    ]

    @Test(arguments: transports)
    func `a content key travels both ways between us and the openssl tool`(transport: KeyTransport) throws {
        let key = try Self.rsa.get()
        let contentKey = Randomness.system.bytes(32)
        let folder = try TestFolder()
        try folder.write(key.pem(), "key.pem")
        let options = [
            "-inkey", "key.pem", "-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt",
            "rsa_oaep_md:\(transport.digest)", "-pkeyopt", "rsa_mgf1_md:\(transport.mask)",
        ]
        try folder.write(try key.publicKey.encrypt(contentKey, by: transport), "ours")
        let opened = try folder.run(["openssl", "pkeyutl", "-decrypt", "-in", "ours", "-out", "plain"] + options)
        #expect(opened.status == 0, "\(opened.output)")
        #expect(try folder.read("plain") == contentKey)
        let made = try folder.run(["openssl", "pkeyutl", "-encrypt", "-in", "plain", "-out", "theirs"] + options)
        #expect(made.status == 0, "\(made.output)")
        #expect(try key.decrypt(folder.read("theirs"), by: transport) == contentKey)
    }

    @Test func `one key encrypts for many threads at once, in all ways`() async throws {
        let key = try Self.rsa.get()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in UInt8(0)..<64 {
                group.addTask {
                    let transport = Self.transports[Int(number) % Self.transports.count]
                    let content = [UInt8](repeating: number, count: 32)
                    let opened = try key.decrypt(key.publicKey.encrypt(content, by: transport), by: transport)
                    #expect(opened == content)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `mgf1p is MGF1 with SHA-1, whatever mask is asked for`() {
        #expect(KeyTransport(.rsaOAEPMGF1P, digest: .sha256, mask: .sha512).mask == .sha1)
    }

    @Test func `a key transport that was changed, or is another's, is refused without detail`() throws {
        let key = try Self.rsa.get()
        var octets = try key.publicKey.encrypt([1, 2, 3], by: KeyTransport(.rsaOAEPMGF1P))
        for other in [KeyTransport(.rsaOAEP, digest: .sha256), KeyTransport(.rsaOAEP, mask: .sha256)] {
            #expect(throws: CryptoError.undecipherable) { try key.decrypt(octets, by: other) }
        }
        octets[9] ^= 1
        #expect(throws: CryptoError.undecipherable) { try key.decrypt(octets, by: KeyTransport(.rsaOAEPMGF1P)) }
        #expect(throws: CryptoError.undecipherable) { try key.decrypt([], by: KeyTransport(.rsaOAEPMGF1P)) }
        let curve = try PrivateKey.generate(.ecP256)
        #expect(throws: CryptoError.algorithmDoesNotFitKey) {
            try curve.publicKey.encrypt([1], by: KeyTransport(.rsaOAEPMGF1P))
        }
    }
}
