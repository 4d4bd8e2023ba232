import Crypto
import Directory
import FoundationEssentials
import IdentityProvider
import Site

/// `convergences key protect` and `unprotect`: the key files under the site's passphrase, and out of it. Each file is put
/// into its place in one step; an interruption leaves some of them converted, all of them readable.
enum KeyProtection {
    static func protect(_ invocation: Invocation) throws {
        let site = try invocation.site()
        guard let passphrase = try KeyPassphrase.find(for: site.configuration) else {
            throw CommandError(
                """
                there is no passphrase to encrypt with. Make one, of mode 400, and name it in the configuration:
                  (umask 377; openssl rand -base64 32 > key-passphrase)
                  keys: { passphraseFile: "key-passphrase" },
                or hand it over as the systemd credential \(KeyPassphrase.credential) (Documentation/Keys.md)
                """)
        }
        try passphrase.requireStrength()
        let files = try keyFiles(of: site).filter { $0.isProtected == false }
        for file in files { try convert(file, reading: passphrase, writing: passphrase) }
        try note(true, files, site, invocation)
        let left =
            "Copies that backups hold are still in clear: replace the keys if those may be read by others."
        try Output(invocation).done(
            files.isEmpty
                ? "Every key file is encrypted already"
                : "Encrypted with the passphrase of \(passphrase.source): \(names(files)). \(left)",
            Record([("encrypted", .list(files.map(\.keyPath)))]))
    }

    static func unprotect(_ invocation: Invocation) throws {
        let site = try invocation.site()
        let passphrase = try KeyPassphrase.find(for: site.configuration)
        let files = try keyFiles(of: site).filter { $0.isProtected == true }
        for file in files { try convert(file, reading: passphrase, writing: nil) }
        try note(false, files, site, invocation)
        try Output(invocation).done(
            files.isEmpty
                ? "No key file is encrypted"
                : "In clear, for their owner alone: \(names(files)). The passphrase is needed no longer.",
            Record([("decrypted", .list(files.map(\.keyPath)))]))
    }

    /// The files of every living key, and of the journal's.
    private static func keyFiles(of site: Site) throws -> [KeyFile] {
        let keys = try SiteKeys(of: site)
        return try keys.all().filter(\.state.isAlive).map { keys.file($0.name) }
            + [JournalKeys.file(in: site.configuration.certificates)].filter(\.exists)
    }

    private static func convert(
        _ file: KeyFile, reading passphrase: KeyPassphrase?, writing new: KeyPassphrase?
    ) throws {
        let key = try file.key(passphrase)
        try file.write(key, new)
        // Read back: what is on the disk is what counts.
        guard try file.key(new).publicKey == key.publicKey else {
            throw CommandError("\(file.keyPath) was not written as it should be: put it back from a copy")
        }
    }

    private static func note(
        _ isProtected: Bool, _ files: [KeyFile], _ site: Site, _ invocation: Invocation
    ) throws {
        guard !files.isEmpty else { return }
        try site.directory.change(by: invocation.actor, at: invocation.now) { change in
            try change.noteProtection(isProtected, of: files.count)
        }
    }

    private static func names(_ files: [KeyFile]) -> String {
        files.map { "\($0.name).key" }.joined(separator: ", ")
    }
}
