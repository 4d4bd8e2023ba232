import Crypto
import FoundationEssentials
import HTTP
import IdentityProvider
import Site

/// `convergences site`: the making of a site.
enum SiteCommands {
    static let group = Command.group(
        "site", "Make a site",
        [
            Command(
                name: "init",
                summary: "Make a site here: configuration, database, keys, metadata",
                options: [
                    Option("public-url", "URL", "where browsers reach the site", .required),
                    Option("listen", "ADDRESS:PORT", "where the server listens (127.0.0.1:8080)"),
                    Option("trusted-proxy", "ADDRESS", "a reverse proxy to believe", .repeated),
                    Option(
                        "key", "TYPE",
                        "signing key: " + KeyType.allCases.map(\.rawValue).joined(separator: ", ") + " (rsa-3072)"),
                ],
                examples: [
                    "convergences site init --public-url https://auth.example.fr --trusted-proxy 127.0.0.1",
                    "convergences site init --config /srv/convergences/convergences.json5 --public-url https://auth.example.fr",
                ],
                action: initialize)
        ])

    private static func initialize(_ invocation: Invocation) throws {
        let url = try invocation.required("public-url")
        guard let publicURL = PublicURL(url) else {
            throw invocation.usage("--public-url must be such as https://auth.example.fr, without a path")
        }
        let listen = invocation.text("listen") ?? "127.0.0.1:8080"
        guard ListenAddress(listen) != nil else { throw invocation.usage("--listen must be such as 127.0.0.1:8080") }
        guard TrustedProxies(invocation.all("trusted-proxy")) != nil else {
            throw invocation.usage("--trusted-proxy must be an address or a block such as 10.0.0.0/8")
        }
        let path = invocation.configurationPath
        let creation = SiteCreation(
            configurationPath: path,
            sample: ConfigurationSample(
                publicURL: publicURL.description, listen: listen, trustedProxies: invocation.all("trusted-proxy")),
            keyType: try invocation.choice("key", as: KeyType.self) ?? .rsa3072, at: invocation.now)
        let (site, entityID) = try creation.run()
        let keys = try SiteKeys(of: site)
        let signing = keys.file(SiteKey.Use.signing.rawValue)
        guard let certificate = try signing.certificate() else {
            throw CommandError("cannot read \(signing.certificatePath)")
        }
        try Output(invocation).done(
            """
            The site is made: \(path)
              entityID     \(entityID)
              signing key  \(signing.keyPath)
              metadata     \(site.configuration.metadata)/idp.xml
            Start it with: convergences serve
            """,
            Record([
                ("configuration", .text(path)), ("entityID", .text(entityID)),
                ("database", .text(site.configuration.database)),
                ("metadata", .text(site.configuration.metadata + "/idp.xml")),
                ("certificate", .text(signing.certificatePath)),
                ("fingerprint", .text(certificate.fingerprint)),
            ]))
    }
}
