package import Database

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
