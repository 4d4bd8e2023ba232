import Crypto
import Database
import FoundationEssentials
import HTTP
import Pages
import Site

/// Where the demonstration lives, and how it is opened.
struct DemonstrationSite {
    let folder: String
    /// The address of the portal: `localhost`, while the service providers are at `127.0.0.1`: two sites to a browser.
    let publicURL: PublicURL
    let listen: ListenAddress
    /// The address of the service providers.
    let serviceProviders: PublicURL
    /// Where keys and metadata go: the checkout's own folders, or within a folder that was named.
    let certificates: String
    let metadata: String
    private let isNamed: Bool

    var configurationPath: String { folder + "/" + Configuration.defaultName }
    var logPath: String { folder + "/demonstration.log" }
    var accountsPath: String { folder + "/accounts.json" }
    var serviceProviderKeys: String { certificates + "/demonstration" }

    init(_ invocation: Invocation) throws {
        let here = FileManager.default.currentDirectoryPath
        let port = try invocation.integer("port", in: 1...65_535) ?? 8080
        let otherPort = try invocation.integer("sp-port", in: 1...65_535) ?? 8081
        guard port != otherPort else { throw invocation.usage("--port and --sp-port must differ") }
        guard let publicURL = PublicURL("http://localhost:\(port)"),
            let serviceProviders = PublicURL("http://127.0.0.1:\(otherPort)"), let port = UInt16(exactly: port)
        else { throw invocation.usage("--port must be a port") }
        self.publicURL = publicURL
        self.serviceProviders = serviceProviders
        listen = ListenAddress(address: .loopback, port: port)
        isNamed = invocation.text("folder") != nil
        if let named = invocation.text("folder") {
            folder = Path.absolute(named, from: here)
            (certificates, metadata) = (folder + "/certs", folder + "/metadata")
        } else {
            folder = here + "/site"
            (certificates, metadata) = (here + "/certs", here + "/metadata")
        }
    }

    /// Opens the site, making it at the first start.
    func open(at now: Date) throws -> Site {
        if !FileManager.default.fileExists(atPath: configurationPath) {
            let sample = ConfigurationSample(
                publicURL: publicURL.description, listen: listen.description, trustedProxies: [],
                certificates: isNamed ? "certs" : "../certs", metadata: isNamed ? "metadata" : "../metadata")
            _ = try SiteCreation(
                configurationPath: configurationPath, sample: sample, keyType: .rsa3072, at: now
            ).run()
        }
        var configuration = try Configuration.load(configurationPath)
        // The ports may be others than at the first start; the entityID stays what it was.
        configuration.publicURL = publicURL
        configuration.listen = listen
        return try Site(configuration, checkpointing: .here, at: now)
    }
}
