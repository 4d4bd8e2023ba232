import Crypto
import Database

extension DirectoryReading {
    /// The value of a setting of the site, or nil when it was never set.
    package func setting(_ key: String) throws(DirectoryError) -> String? {
        try one("SELECT value FROM setting WHERE key = \(key)") { try $0.text(0) }
    }

    /// Every setting of the site that was set.
    package func settings() throws(DirectoryError) -> [String: String] {
        let pairs = try query("SELECT key, value FROM setting") { (try $0.text(0), try $0.text(1)) }
        return Dictionary(pairs) { _, last in last }
    }
}

extension DirectoryReading {
    /// The settings whose keys begin with `prefix` (`site.`).
    package func settings(under prefix: String) throws(DirectoryError) -> [String: String] {
        let pairs = try query(
            "SELECT key, value FROM setting WHERE key >= \(prefix) AND key < \(prefix + "\u{10FFFF}")"
        ) { (try $0.text(0), try $0.text(1)) }
        return Dictionary(pairs) { _, last in last }
    }

    /// The bytes of the logo with that hash, nil when it is not (any more) the site's.
    package func logo(_ hash: String) throws(DirectoryError) -> [UInt8]? {
        try one("SELECT bytes FROM logo WHERE hash = \(hash)") { try $0.blob(0) }
    }
}

extension Change {
    /// Makes an image the site's logo, or goes back to the product's mark (nil). The caller has checked what it is.
    ///
    /// - Parameter key: the setting that tells pages of it, in the form `<hash>:<width>:<height>`.
    package func setLogo(
        _ bytes: [UInt8]?, width: Int = 0, height: Int = 0, key: String
    ) throws(DirectoryError) {
        try requireOperator()
        try execute("DELETE FROM logo")
        guard let bytes else { return try setSetting(key, to: nil) }
        let hash = Base32.encode(Array(Digest.sha256(bytes).prefix(20)))
        try execute("INSERT INTO logo (hash, bytes) VALUES (\(hash), \(bytes))")
        try setSetting(key, to: "\(hash):\(width):\(height)")
    }

    /// Sets a setting of the site, or forgets it (nil). The journal tells its key, never its value.
    package func setSetting(_ key: String, to value: String?) throws(DirectoryError) {
        try requireOperator()
        guard (1...100).contains(key.utf8.count), (value?.utf8.count ?? 0) <= 65_536 else { throw .invalid(.key) }
        if let value {
            try execute(
                """
                INSERT INTO setting (key, value) VALUES (\(key), \(value))
                ON CONFLICT (key) DO UPDATE SET value = excluded.value
                """)
        } else {
            try execute("DELETE FROM setting WHERE key = \(key)")
        }
        try record(.settingChanged(key))
    }
}
