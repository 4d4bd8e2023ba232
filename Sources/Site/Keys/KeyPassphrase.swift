import FoundationEssentials

/// What opens the site's key files, where they are encrypted: out of a file that the configuration names, else out of the
/// credential that systemd hands to the service. Nobody is ever asked at a terminal.
package struct KeyPassphrase: Sendable {
    /// The credential's name (`LoadCredential=` and `LoadCredentialEncrypted=` of systemd.exec).
    package static let credential = "convergences-key-passphrase"
    /// What a new key file may be protected with: shorter ones are found by trying.
    static let shortest = 16

    let bytes: [UInt8]
    /// Where it came from, for sentences.
    package let source: String

    /// The passphrase of a site; nil when none is named.
    package static func find(for configuration: Configuration) throws -> KeyPassphrase? {
        if let path = configuration.keyPassphraseFile {
            try PrivateFiles.requirePrivate(path)
            return try read(path)
        }
        guard let folder = configuration.credentials else { return nil }
        let path = folder + "/" + credential
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        try PrivateFiles.requirePrivate(path, forbidding: 0o027)
        return try read(path)
    }

    /// The first line of the file.
    private static func read(_ path: String) throws -> KeyPassphrase {
        guard let data = FileManager.default.contents(atPath: path) else { throw SiteError("cannot read \(path)") }
        let line = Array(data.prefix { $0 != 0x0A && $0 != 0x0D })
        guard !line.isEmpty else { throw SiteError("\(path) is empty: it must hold one passphrase") }
        guard line.count <= 1024, !line.contains(0) else {
            throw SiteError("\(path): a passphrase has at most 1,024 bytes, none of them NUL")
        }
        return KeyPassphrase(bytes: line, source: path)
    }

    /// Refuses one that is too short to protect anything.
    package func requireStrength() throws(SiteError) {
        guard bytes.count >= Self.shortest else {
            throw SiteError(
                "the passphrase of \(source) is too short: at least \(Self.shortest) bytes, such as those of: openssl rand -base64 32"
            )
        }
    }
}
