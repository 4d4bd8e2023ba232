package import Crypto
import Directory
package import FoundationEssentials
import HTTP
package import IdentityProvider

/// The keys of a site: rows that say which key does what, and the files that hold them.
package struct SiteKeys: Sendable {
    package let site: Site
    /// What their files are under; nil for files in clear.
    package let passphrase: KeyPassphrase?

    /// - Throws: `SiteError` when the passphrase that the configuration names cannot be read.
    package init(of site: Site) throws {
        self.site = site
        passphrase = try KeyPassphrase.find(for: site.configuration)
    }

    /// The files of a key's name; nothing is read.
    package func file(_ name: String) -> KeyFile { KeyFile(folder: site.configuration.certificates, name: name) }

    /// Every key, dead ones too.
    package func all() throws -> [SiteKey] {
        try site.directory.read { view in try view.siteKeys() }
    }

    // MARK: - Making

    /// Makes what is missing and is nobody's matter but ours: the keys for metadata and for encryption, which a site of
    /// an earlier version has not. A signing key is only ever taken over from its file, or made with the site.
    ///
    /// - Parameter uses: those that are looked at; making a key takes a second.
    package func complete(
        _ uses: [SiteKey.Use] = SiteKey.Use.allCases, makingSigningKey type: KeyType? = nil, at now: Date
    ) throws {
        let known = try all()
        for use in uses where known.key(use, .current) == nil {
            guard !known.contains(where: { $0.use == use }) else {
                throw SiteError(
                    "the site has no \(use.rawValue) key in use: make one with \"convergences key replace\"")
            }
            let file = file(use.rawValue)
            if file.exists {
                let key = try file.key(passphrase)
                let certificate = try certificate(beside: file, of: key, for: use, at: now)
                try add(use, .current, file.name, certificate, at: now)
            } else {
                guard use != .signing || type != nil else {
                    throw SiteError("\(file.keyPath) is not there: put it back from a copy")
                }
                let kind = try type ?? signingKind()
                let (key, certificate) = try generate(use, Self.type(for: use, beside: kind), at: now)
                try file.write(key, certificate, passphrase)
                try add(use, .current, file.name, certificate, at: now)
            }
        }
        for key in known where !key.state.isAlive { try file(key.name).removeKey() }
    }

    /// Makes a key of its own name in the folder; no row names it yet.
    package func make(_ use: SiteKey.Use, _ type: KeyType, at now: Date) throws -> (
        name: String, certificate: Certificate
    ) {
        try requirePassphraseIfOthersNeedIt()
        let (key, certificate) = try generate(use, type, at: now)
        let mark = certificate.fingerprint.filter { $0 != ":" }.prefix(8).lowercased()
        let file = file("\(use.rawValue)-\(mark)")
        try file.write(key, certificate, passphrase)
        return (file.name, certificate)
    }

    private func generate(
        _ use: SiteKey.Use, _ type: KeyType, at now: Date
    ) throws -> (PrivateKey, Certificate) {
        let key = try PrivateKey.generate(type)
        let host = site.configuration.publicURL.host
        let name = use == .signing ? host : "\(use.rawValue) \(host)"
        return (key, try KeyFile.certificate(for: key, commonName: name, at: now))
    }

    /// A certificate that a crash, or a hand, left without its file is made again, but for the signing key: there service
    /// providers may know the very certificate.
    private func certificate(
        beside file: KeyFile, of key: PrivateKey, for use: SiteKey.Use, at now: Date
    ) throws -> Certificate {
        if let found = try file.certificate() {
            guard (try? found.publicKey) == key.publicKey else {
                throw SiteError("\(file.certificatePath) is not the certificate of \(file.keyPath)")
            }
            return found
        }
        guard use != .signing else {
            throw SiteError("\(file.certificatePath) is not there: put it back from a copy")
        }
        let host = site.configuration.publicURL.host
        let made = try KeyFile.certificate(for: key, commonName: "\(use.rawValue) \(host)", at: now)
        try PrivateFiles.replace(made.pem, at: file.certificatePath, mode: 0o444)
        return made
    }

    private func add(
        _ use: SiteKey.Use, _ state: SiteKey.State, _ name: String, _ certificate: Certificate, at now: Date
    ) throws {
        try site.directory.change(by: .program(.siteKeys), at: now) { change in
            // Two programs that start at once come to the same keys.
            guard try change.siteKeys().key(use, state) == nil else { return }
            try change.addKey(use, state, name: name, certificate: certificate)
        }
    }

    /// A key in clear beside encrypted ones would be the hole in the wall.
    private func requirePassphraseIfOthersNeedIt() throws {
        guard passphrase == nil else { return }
        for key in try all() where key.state.isAlive && file(key.name).isProtected == true {
            throw SiteError(
                "the site's keys are encrypted and no passphrase is at hand: name its file as keys.passphraseFile, or give the credential \(KeyPassphrase.credential)"
            )
        }
    }

    private func signingKind() throws -> KeyType {
        guard let current = try all().key(.signing, .current) else { return .rsa3072 }
        return KeyType(try current.certificate.publicKey.kind)
    }

    /// Only RSA keys are encrypted for; the others follow the signing key's kind.
    package static func type(for use: SiteKey.Use, beside type: KeyType) -> KeyType {
        guard use == .encryption, type == .ecP256 || type == .ecP384 else { return type }
        return .rsa3072
    }

    // MARK: - Reading

    /// The keys of this moment, files included.
    func load() throws -> (keys: IdentityKeys, rows: [SiteKey]) {
        let (revision, rows) = try site.directory.read { view in
            (try view.siteKeyRevision(), try view.siteKeys().filter(\.state.isAlive))
        }
        guard let current = rows.key(.signing, .current) else {
            throw SiteError("the site has no signing key in use: make one with \"convergences key replace\"")
        }
        func pair(_ key: SiteKey) throws -> IdentityKeys.Pair {
            (key: try file(key.name).key(of: key.certificate, passphrase), certificate: key.certificate)
        }
        let signing = try pair(current)
        // The next one is read too, so that none is published that could not sign one day.
        let next = try rows.key(.signing, .next).map(pair)
        let previous = rows.key(.signing, .previous)
        _ = try rows.key(.metadata, .next).map(pair)
        let decrypting = [SiteKey.State.current, .next, .previous].compactMap { rows.key(.encryption, $0) }
        let keys = try IdentityKeys(
            revision: revision, signing: SigningKeys(key: signing.key, certificate: signing.certificate),
            others: [next?.certificate, previous?.certificate].compactMap { $0 },
            metadata: try rows.key(.metadata, .current).map(pair), encryption: try decrypting.map(pair))
        return (keys, rows)
    }

    /// Until when service providers may go by copies of our metadata that they have.
    package func copies() throws -> MetadataCopies {
        try site.directory.read { view in try view.metadataCopies(site.configuration.publication) }
    }

    /// The keys for a command: as they are now.
    package func fixed() throws -> KeyRing { KeyRing(try load().keys) }

    /// The keys for a server: they follow what commands do.
    ///
    /// - Parameter log: takes the name of an event, and what went wrong.
    package func following(
        clock: @escaping @Sendable () -> Date, log: @escaping @Sendable (String, any Error) -> Void
    ) throws -> KeyRing {
        let site = site
        return try KeyRing(
            following: KeyRing.Source(
                revision: { try site.directory.read { view in try view.siteKeyRevision() } },
                // The passphrase is read again: it may be another one since.
                load: { try SiteKeys(of: site).load().keys },
                inUse: {
                    try site.directory.read { view in try view.siteKeys() }.key(.signing, .current)?.certificate
                },
                published: {
                    do {
                        try site.markKeysPublished(at: clock())
                    } catch {
                        log("keys-not-marked", error)
                    }
                },
                failed: { log("keys-not-loaded", $0) }))
    }
}

extension Site {
    /// Notes since when keys are published, or decrypt, and how long copies of the document may be kept: a switch counts
    /// from there.
    fileprivate func markKeysPublished(at now: Date) throws {
        let publication = configuration.publication
        let (fresh, isNew) = try directory.read { view in
            let fresh = try view.siteKeys().filter { $0.state.isAlive && $0.publishedAt == nil }
            return (fresh, try view.isNew(publication))
        }
        guard isNew || !fresh.isEmpty else { return }
        try directory.change(by: .program(.siteKeys), at: now) { change in
            if isNew { try change.notePublication(publication) }
            try change.markPublished(fresh)
        }
    }
}

extension KeyType {
    /// The type of a key that is there; RSA of another size counts as the next larger that we make.
    package init(_ kind: KeyKind) {
        switch kind {
        case .rsa(let bits): self = bits <= 2048 ? .rsa2048 : bits <= 3072 ? .rsa3072 : .rsa4096
        case .ec(let bits): self = bits <= 256 ? .ecP256 : .ecP384
        }
    }
}
