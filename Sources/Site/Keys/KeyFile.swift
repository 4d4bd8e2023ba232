package import Crypto
import FoundationEssentials

/// A private key in the folder of certificates, and its certificate beside it: `signing-3f9a52c1.key`, `.crt`. The key is
/// of mode 0400 and under a passphrase where the site has one.
package struct KeyFile: Sendable {
    let folder: String
    package let name: String

    /// Where the key is.
    package var keyPath: String { "\(folder)/\(name).key" }
    /// Where the certificate is.
    package var certificatePath: String { "\(folder)/\(name).crt" }

    /// Whether the key is there.
    package var exists: Bool { FileManager.default.fileExists(atPath: keyPath) }

    /// Whether the key is under a passphrase; nil when there is none, or it cannot be read.
    package var isProtected: Bool? {
        FileManager.default.contents(atPath: keyPath).map { PrivateKey.isProtected(pem: Array($0)) }
    }

    /// Reads the key; one that others may read is refused.
    package func key(_ passphrase: KeyPassphrase?) throws -> PrivateKey {
        guard exists else { throw SiteError("\(keyPath) is not there: put it back from a copy") }
        try PrivateFiles.requirePrivate(keyPath)
        guard let data = FileManager.default.contents(atPath: keyPath) else {
            throw SiteError("cannot read \(keyPath)")
        }
        let pem = Array(data)
        guard PrivateKey.isProtected(pem: pem) else {
            do { return try PrivateKey(pem: pem) } catch { throw SiteError("\(keyPath) is no usable key: \(error)") }
        }
        guard let passphrase else {
            throw SiteError(
                "\(keyPath) is encrypted and no passphrase is at hand: name its file as keys.passphraseFile, or give the credential \(KeyPassphrase.credential)"
            )
        }
        do {
            return try PrivateKey(pem: pem, passphrase: passphrase.bytes)
        } catch CryptoError.unsupportedKey(let detail) {
            throw SiteError("\(keyPath) is no usable key: \(detail)")
        } catch {
            throw SiteError(
                "\(keyPath) cannot be opened with the passphrase of \(passphrase.source): it is another one, or the file is damaged"
            )
        }
    }

    /// Reads the key of a certificate that is known from elsewhere.
    package func key(of certificate: Certificate, _ passphrase: KeyPassphrase?) throws -> PrivateKey {
        let key = try key(passphrase)
        guard (try? certificate.publicKey) == key.publicKey else {
            throw SiteError(
                "\(keyPath) is not the key that the site uses under this name (\(certificate.fingerprint)): put that one back, or replace it with \"convergences key replace\""
            )
        }
        return key
    }

    /// The certificate beside the key; nil when there is none.
    package func certificate() throws -> Certificate? {
        guard let data = FileManager.default.contents(atPath: certificatePath) else { return nil }
        do {
            return try Certificate(pem: Array(data))
        } catch {
            throw SiteError("\(certificatePath) is no certificate: \(error)")
        }
    }

    /// Puts both files into their places, each in one step, the key first: a key without a certificate can be given one.
    func write(_ key: PrivateKey, _ certificate: Certificate, _ passphrase: KeyPassphrase?) throws {
        try write(key, passphrase)
        try PrivateFiles.replace(certificate.pem, at: certificatePath, mode: 0o444)
    }

    /// Puts the key into its place, under the passphrase if there is one.
    package func write(_ key: PrivateKey, _ passphrase: KeyPassphrase?) throws {
        if let passphrase {
            try passphrase.requireStrength()
            try PrivateFiles.replace(try key.pem(passphrase: passphrase.bytes), at: keyPath, mode: 0o400)
        } else {
            try PrivateFiles.replace(try key.pem(), at: keyPath, mode: 0o400)
        }
    }

    /// Removes the private half; the certificate stays for those who look back.
    package func removeKey() throws {
        try PrivateFiles.remove(keyPath)
    }

    /// A self-signed certificate for ten years: service providers pin the key, the dates are told to people only.
    static func certificate(for key: PrivateKey, commonName: String, at now: Date) throws -> Certificate {
        try Certificate.selfSigned(
            key: key, commonName: String(commonName.prefix(64)), from: now, until: now + 3652 * 86_400,
            randomness: .system)
    }
}
