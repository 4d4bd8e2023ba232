import Crypto
import Directory
import FoundationEssentials
import HTTP

/// The key that seals the journal, apart from the one that signs for service providers: one key, one use
/// (Documentation/Decisions/0081). Made with the site, or at the first need of a site that has none.
enum JournalKeys {
    static func keyPath(in folder: String) -> String { folder + "/journal.key" }
    static func certificatePath(in folder: String) -> String { folder + "/journal.crt" }

    /// What seals the journal of a site; makes the key when there is none.
    static func sealer(of site: Site, at now: Date) throws -> JournalSealer {
        let folder = site.configuration.certificates
        let path = keyPath(in: folder)
        if !FileManager.default.fileExists(atPath: path) {
            try create(in: folder, commonName: site.configuration.publicURL.host, at: now)
        }
        try PrivateFiles.requirePrivate(path)
        guard let pem = FileManager.default.contents(atPath: path) else { throw Refusal("cannot read \(path)") }
        return JournalSealer(
            site: try site.entityID(), key: try PrivateKey(pem: Array(pem)), former: try believed(in: folder))
    }

    /// The keys of `journal.crt` and of every `journal-….crt` beside it: those that sealed before.
    static func believed(in folder: String) throws -> [PublicKey] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let files = names.filter { $0 == "journal.crt" || ($0.hasPrefix("journal-") && $0.hasSuffix(".crt")) }
        return try files.sorted().map { try key(ofCertificate: "\(folder)/\($0)") }
    }

    static func key(ofCertificate path: String) throws -> PublicKey {
        guard let pem = FileManager.default.contents(atPath: path) else { throw Refusal("cannot read \(path)") }
        do {
            return try Certificate(pem: Array(pem)).publicKey
        } catch {
            throw Refusal("\(path) is no certificate: \(error)")
        }
    }

    static func create(in folder: String, commonName: String, at now: Date) throws {
        let certificatePath = certificatePath(in: folder)
        // A key that is gone leaves its certificate: its seals are still believed.
        if let old = FileManager.default.contents(atPath: certificatePath),
            let certificate = try? Certificate(pem: Array(old))
        {
            let name = certificate.fingerprint.filter { $0 != ":" }.prefix(16).lowercased()
            try FileManager.default.moveItem(atPath: certificatePath, toPath: "\(folder)/journal-\(name).crt")
        }
        let key = try PrivateKey.generate(.ecP256)
        let certificate = try Certificate.selfSigned(
            key: key, commonName: String("Journal \(commonName)".prefix(64)), from: now, until: now + 3652 * 86_400,
            randomness: .system)
        try PrivateFiles.write(certificate.pem, to: certificatePath, mode: 0o444)
        try PrivateFiles.write(try key.pem(), to: keyPath(in: folder), mode: 0o400)
    }
}
