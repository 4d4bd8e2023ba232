import FoundationEssentials

extension Configuration {
    /// Reads a file; every complaint names the file.
    package static func load(_ path: String) throws(SiteError) -> Configuration {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw SiteError(
                "there is no configuration file \(path): make a site with \"convergences site init\", or name one with --config"
            )
        }
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        let value: JSONValue
        do {
            value = try decoder.decode(JSONValue.self, from: bytes)
        } catch {
            throw SiteError("\(path) is not JSON5: \(Self.trouble(error))")
        }
        do {
            return try Configuration(value, folder: Path.parent(path))
        } catch {
            throw SiteError("\(path): \(error)")
        }
    }

    /// Where the text stops being JSON5.
    private static func trouble(_ error: any Error) -> String {
        guard case DecodingError.dataCorrupted(let context) = error else { return "it cannot be read" }
        if let underlying = context.underlyingError { return "\(underlying)" }
        return context.debugDescription
    }
}
