import Crypto
import FoundationEssentials

/// The signing key of a site and its certificate, as files.
struct SiteKeys {
    let key: PrivateKey
    let certificate: Certificate

    static func keyPath(in folder: String) -> String { folder + "/signing.key" }
    static func certificatePath(in folder: String) -> String { folder + "/signing.crt" }

    /// Reads them; a key that others may read is refused.
    static func load(from folder: String) throws -> SiteKeys {
        let keyPath = keyPath(in: folder)
        try PrivateFiles.requirePrivate(keyPath)
        return SiteKeys(
            key: try PrivateKey(pem: try bytes(of: keyPath)),
            certificate: try Certificate(pem: try bytes(of: certificatePath(in: folder))))
    }

    /// Makes a key with a self-signed certificate for ten years: service providers pin the key, the dates are told to
    /// people only.
    static func create(in folder: String, type: KeyType, commonName: String, at now: Date) throws -> SiteKeys {
        let key = try PrivateKey.generate(type)
        let certificate = try Certificate.selfSigned(
            key: key, commonName: commonName, from: now, until: now + 3652 * 86_400, randomness: .system)
        try PrivateFiles.write(try key.pem(), to: keyPath(in: folder), mode: 0o400)
        try PrivateFiles.write(certificate.pem, to: certificatePath(in: folder), mode: 0o444)
        return SiteKeys(key: key, certificate: certificate)
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw Refusal("cannot read \(path)") }
        return Array(data)
    }
}
