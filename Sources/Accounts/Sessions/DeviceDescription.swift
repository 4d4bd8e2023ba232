/// A browser and its system, in words a person recognises in the list of their sessions.
///
/// Read from the User-Agent header, which anyone may forge: shown, never decided upon. What is not recognised is said
/// to be unknown rather than guessed.
package struct DeviceDescription: Hashable, Sendable {
    /// The browser's name, such as `Firefox`; nil when not recognised.
    package let browser: String?
    /// The system's name, such as `Windows`; nil when not recognised.
    package let system: String?

    /// Reads a User-Agent header; only its first 512 bytes count.
    package init(userAgent: String?) {
        let text = Array((userAgent ?? "").utf8.prefix(512))
        browser = Self.first(in: text, of: Self.browsers)
        system = Self.first(in: text, of: Self.systems)
    }

    /// `Firefox · Windows`, one part alone, or an empty text: what is stored with the session.
    package var stored: String {
        [browser, system].compactMap(\.self).joined(separator: " · ")
    }

    // Order matters: every browser claims to be the ones below it, Android claims to be Linux, iPads claim Mac OS X.
    private static let browsers: [(token: String, name: String)] = [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"), ("Vivaldi/", "Vivaldi"),
        ("SamsungBrowser/", "Samsung Internet"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"),
        ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("Trident/", "Internet Explorer"),
        ("curl/", "curl"),
    ]

    private static let systems: [(token: String, name: String)] = [
        ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"), ("Macintosh", "macOS"), ("Linux", "Linux"),
    ]

    private static func first(in text: [UInt8], of table: [(token: String, name: String)]) -> String? {
        table.first { contains(Array($0.token.utf8), in: text) }?.name
    }

    private static func contains(_ token: [UInt8], in text: [UInt8]) -> Bool {
        guard text.count >= token.count else { return false }
        return (0...text.count - token.count).contains { text[$0..<$0 + token.count].elementsEqual(token) }
    }
}
