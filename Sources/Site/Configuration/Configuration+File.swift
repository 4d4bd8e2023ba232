import FoundationEssentials

extension Configuration {
    /// Reads the file that a command line names: `--config`, else CONVERGENCES_CONFIG, else ./convergences.json5.
    static func load(for invocation: Invocation) throws -> Configuration {
        var configuration = try load(path(for: invocation))
        configuration.credentials = invocation.environment["CREDENTIALS_DIRECTORY"]
        return configuration
    }

    static func path(for invocation: Invocation) -> String {
        let named = invocation.text("config") ?? invocation.environment["CONVERGENCES_CONFIG"] ?? defaultName
        return Path.absolute(named, from: FileManager.default.currentDirectoryPath)
    }

    /// Reads a file; every complaint names the file.
    static func load(_ path: String) throws -> Configuration {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Refusal(
                "there is no configuration file \(path): make a site with \"convergences site init\", or name one with --config"
            )
        }
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        let value: JSONValue
        do {
            value = try decoder.decode(JSONValue.self, from: bytes)
        } catch {
            throw Refusal("\(path) is not JSON5: \(Self.place(of: error))")
        }
        do {
            return try Configuration(value, folder: Path.parent(path))
        } catch {
            throw Refusal("\(path): \(error)")
        }
    }

    private static func place(of error: any Error) -> String {
        guard case DecodingError.dataCorrupted(let context) = error else { return "it cannot be read" }
        if let underlying = context.underlyingError { return "\(underlying)" }
        return context.debugDescription
    }
}

/// Paths as texts.
enum Path {
    /// A path as it is when absolute, else within `folder`.
    static func absolute(_ path: String, from folder: String) -> String {
        path.hasPrefix("/") ? path : folder + "/" + path
    }

    /// The folder that a path is in.
    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
