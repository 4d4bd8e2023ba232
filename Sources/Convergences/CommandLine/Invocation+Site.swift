import Database
import Directory
import FoundationEssentials
import Site

extension Invocation {
    /// The configuration file that this command line names: `--config`, else CONVERGENCES_CONFIG, else
    /// ./convergences.json5.
    var configurationPath: String {
        let named = text("config") ?? environment["CONVERGENCES_CONFIG"] ?? Configuration.defaultName
        return Path.absolute(named, from: FileManager.default.currentDirectoryPath)
    }

    /// Reads that file; what systemd gives to the service is in the environment.
    func configuration() throws -> Configuration {
        var configuration = try Configuration.load(configurationPath)
        configuration.credentials = environment["CREDENTIALS_DIRECTORY"]
        return configuration
    }

    /// The site that this command line means, beside a server that may run.
    func site() throws -> Site {
        try Site(try configuration(), checkpointing: .elsewhere, at: now)
    }

    /// In whose name the journal tells of a change made here.
    var actor: Actor {
        let person = environment["SUDO_USER"] ?? environment["USER"]
        return .program(.commandLine, for: person)
    }
}
