package import Crypto
package import Directory
package import FoundationEssentials
import HTTP

/// The key that seals the journal, apart from the one that signs for service providers: one key, one use
/// (Documentation/Decisions/0081). Made with the site, or at the first need of a site that has none.
package enum JournalKeys {
    /// The key's place in a folder of certificates.
    package static func file(in folder: String) -> KeyFile { KeyFile(folder: folder, name: "journal") }

    /// The key's file; makes the key when there is none.
    static func file(for site: Site, at now: Date) throws -> KeyFile {
        let file = file(in: site.configuration.certificates)
        if !file.exists { try create(file, for: site, at: now) }
        return file
    }

    /// What seals the journal of a site; makes the key when there is none.
    package static func sealer(of site: Site, at now: Date) throws -> JournalSealer {
        let file = try file(for: site, at: now)
        return JournalSealer(
            site: try site.entityID(), key: try file.key(try KeyPassphrase.find(for: site.configuration)),
            former: try believed(in: file.folder))
    }

    /// The keys of `journal.crt` and of every `journal-….crt` beside it: those that sealed before.
    package static func believed(in folder: String) throws -> [PublicKey] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let files = names.filter { $0 == "journal.crt" || ($0.hasPrefix("journal-") && $0.hasSuffix(".crt")) }
        return try files.sorted().map { try key(ofCertificate: "\(folder)/\($0)") }
    }

    /// The public key of a certificate's file (PEM).
    package static func key(ofCertificate path: String) throws -> PublicKey {
        guard let pem = FileManager.default.contents(atPath: path) else { throw SiteError("cannot read \(path)") }
        do {
            return try Certificate(pem: Array(pem)).publicKey
        } catch {
            throw SiteError("\(path) is no certificate: \(error)")
        }
    }

    private static func create(_ file: KeyFile, for site: Site, at now: Date) throws {
        // A key that is gone leaves its certificate: its seals are still believed.
        if let old = FileManager.default.contents(atPath: file.certificatePath),
            let certificate = try? Certificate(pem: Array(old))
        {
            let name = certificate.fingerprint.filter { $0 != ":" }.prefix(16).lowercased()
            try FileManager.default.moveItem(
                atPath: file.certificatePath, toPath: "\(file.folder)/journal-\(name).crt")
        }
        let key = try PrivateKey.generate(.ecP256)
        let certificate = try KeyFile.certificate(
            for: key, commonName: "Journal \(site.configuration.publicURL.host)", at: now)
        // The certificate first: what a key without one has sealed would be believed by nobody.
        try PrivateFiles.replace(certificate.pem, at: file.certificatePath, mode: 0o444)
        try file.write(key, try KeyPassphrase.find(for: site.configuration))
    }
}
