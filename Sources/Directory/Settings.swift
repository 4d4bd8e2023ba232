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

extension Change {
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
        try record(.settingChanged, after: key)
    }
}
