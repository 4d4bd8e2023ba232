package import Crypto
import Database
package import Directory
import FoundationEssentials

/// The steps of a key's life, each one transaction with its entry in the journal. Files are made before and removed
/// after: a crash between leaves a file that no row names, never a row without its file.
extension Change {
    /// Puts a key that lies in the folder into the site.
    ///
    /// - Parameters:
    ///   - state: `current` for the first key of its use, `next` for the one that is to follow.
    package func addKey(
        _ use: SiteKey.Use, _ state: SiteKey.State, name: String, certificate: Certificate
    ) throws {
        try connection.execute(
            """
            INSERT INTO site_key (use, state, name, certificate, made_at, switched_at)
            VALUES (\(use), \(state), \(name), \(certificate.der), \(now), \(state == .current ? now : nil as Date?))
            """)
        try record(state == .next ? .keyPrepared(.init(use, certificate)) : .keyMade(.init(use, certificate)))
    }

    /// The next key comes into use. A metadata key that was in use is gone with that: nothing verifies by it any more that
    /// we publish.
    package func switchKey(from current: SiteKey, to next: SiteKey) throws {
        if current.use == .metadata {
            try move(current, to: .retired, "succeeded_at = \(now), ended_at = \(now)")
        } else {
            try move(current, to: .previous, "succeeded_at = \(now)")
        }
        try move(next, to: .current, "switched_at = \(now)")
        try record(
            .keySwitched(from: .init(current.use, current.certificate), to: .init(next.use, next.certificate)))
    }

    /// A key that is not in use ceases to count: the previous one after its time, or a next one that nobody wants.
    package func retireKey(_ key: SiteKey) throws {
        try move(key, to: .retired, "ended_at = \(now)")
        try record(.keyRetired(.init(key.use, key.certificate)))
    }

    /// Every living key of a use is gone at once, and a new one is in its place.
    package func replaceKey(
        _ use: SiteKey.Use, by name: String, _ certificate: Certificate, because reason: String
    ) throws {
        try connection.execute(
            """
            UPDATE site_key SET state = 'replaced', ended_at = \(now)
            WHERE use = \(use) AND state IN ('next', 'current', 'previous')
            """)
        try connection.execute(
            """
            INSERT INTO site_key (use, state, name, certificate, made_at, switched_at)
            VALUES (\(use), 'current', \(name), \(certificate.der), \(now), \(now))
            """)
        try record(.keyReplaced(by: .init(use, certificate), reason: reason))
    }

    /// Notes that key files were put under a passphrase, or out of it.
    package func noteProtection(_ isProtected: Bool, of files: Int) throws {
        try record(isProtected ? .keysProtected(files: .init(files)) : .keysUnprotected(files: .init(files)))
    }

    /// A running server has published these keys for the first time.
    package func markPublished(_ keys: [SiteKey]) throws {
        for key in keys {
            try connection.execute(
                "UPDATE site_key SET published_at = \(now) WHERE id = \(key.id) AND published_at IS NULL")
        }
    }

    private func move(_ key: SiteKey, to state: SiteKey.State, _ dates: SQL) throws {
        let changed = try connection.execute(
            "UPDATE site_key SET state = \(state), \(dates) WHERE id = \(key.id) AND state = \(key.state)")
        // Somebody else was quicker.
        guard changed == 1 else { throw DirectoryError.changedMeanwhile }
    }
}

extension JournalKey {
    fileprivate init(_ use: SiteKey.Use, _ certificate: Certificate) {
        let use: Use =
            switch use {
            case .signing: .signing
            case .metadata: .metadata
            case .encryption: .encryption
            }
        self.init(use, mark: String(certificate.fingerprint.prefix(23)))
    }
}
