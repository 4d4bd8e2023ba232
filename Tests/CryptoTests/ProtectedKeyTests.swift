import Crypto
import Foundation
import TestFiles
import Testing

/// Private keys under a passphrase, with the `openssl` tool on the other side.
@Suite struct ProtectedKeyTests {
    let passphrase = Array("école, 12 rue d'Hélène".utf8)

    @Test(arguments: [KeyType.rsa2048, .ecP256])
    func `a key written under a passphrase opens with it alone`(type: KeyType) throws {
        let key = try PrivateKey.generate(type)
        let pem = try key.pem(passphrase: passphrase)
        #expect(PrivateKey.isProtected(pem: pem))
        #expect(!PrivateKey.isProtected(pem: try key.pem()))
        #expect(try PrivateKey(pem: pem, passphrase: passphrase).publicKey == key.publicKey)
        for wrong in [passphrase + [0x21], Array(passphrase.dropLast()), Array("x".utf8)] {
            #expect(throws: CryptoError.self) { try PrivateKey(pem: pem, passphrase: wrong) }
        }
        #expect(throws: CryptoError.self) { try PrivateKey(pem: pem) }
        #expect(throws: CryptoError.self) { try PrivateKey(pem: Array(pem.dropLast(80)), passphrase: passphrase) }
    }

    @Test func `an unprotected key is read whatever the passphrase`() throws {
        let key = try PrivateKey.generate(.ecP256)
        #expect(try PrivateKey(pem: try key.pem(), passphrase: passphrase).publicKey == key.publicKey)
    }

    @Test func `a passphrase that is empty, too long or cut by a NUL is refused`() throws {
        let key = try PrivateKey.generate(.ecP256)
        let pem = try key.pem(passphrase: [UInt8](repeating: 0x61, count: 1024))
        #expect(try PrivateKey(pem: pem, passphrase: [UInt8](repeating: 0x61, count: 1024)).publicKey == key.publicKey)
        for bad in [[], [UInt8](repeating: 0x61, count: 1025), [0x61, 0, 0x62]] as [[UInt8]] {
            #expect(throws: CryptoError.self) { try key.pem(passphrase: bad) }
            #expect(throws: CryptoError.self) { try PrivateKey(pem: pem, passphrase: bad) }
        }
    }

    @Test func `the openssl tool reads what is written, and writes what is read`() throws {
        let folder = try TestFolder()
        let key = try PrivateKey.generate(.rsa2048)
        let word = String(decoding: passphrase, as: UTF8.self)
        try folder.write(key.pem(passphrase: passphrase), "ours.pem")
        let written = try folder.run([
            "openssl", "pkcs8", "-topk8", "-v2", "aes-128-cbc", "-in", "ours.pem", "-passin", "pass:\(word)", "-out",
            "theirs.pem", "-passout", "pass:\(word) too",
        ])
        #expect(written.status == 0, "\(written.output)")
        let pem = try folder.read("theirs.pem")
        #expect(try PrivateKey(pem: pem, passphrase: Array("\(word) too".utf8)).publicKey == key.publicKey)
    }
}
