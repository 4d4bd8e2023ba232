import Crypto
import FoundationEssentials
import HTTP
import Site

/// `convergences demo`.
enum DemoCommand {
    static let command = Command(
        name: "demo", summary: "Serve a demonstration site with the guide's world, and four service providers",
        options: [
            Option(
                "folder", "PATH", "where the site is kept (./site, with keys in ./certs and metadata in ./metadata)"),
            Option("port", "PORT", "port of the portal (8080)"),
            Option("sp-port", "PORT", "port of the service providers (8081)"),
            Option("users", "NUMBER", "add so many generated people, once"),
            Option.flag("prepare", "make the site, print the accounts, and do not serve"),
        ],
        examples: [
            "convergences demo", "convergences demo --folder /tmp/demo --port 9080 --sp-port 9081 --users 1000",
        ],
        action: demonstrate)

    private static func demonstrate(_ invocation: Invocation) throws {
        let signals = StopSignals()
        PrivateFiles.protectMemory()
        let demonstration = try DemonstrationSite(invocation)
        let site = try demonstration.open(at: invocation.now)
        let passwords = try DemonstrationPasswords(
            at: demonstration.accountsPath, emails: DemonstrationPeople.all.filter(\.isActivated).map(\.email),
            accounts: site.accounts, randomness: .system)
        let world = DemonstrationWorld(site: site, passwords: passwords, now: invocation.now)
        try world.createIfAbsent()
        if let count = try invocation.integer("users", in: 1...1_000_000) {
            try DemonstrationCrowd(site: site, count: count, now: invocation.now).createIfAbsent()
        }
        try SiteKeys(of: site).complete(at: invocation.now)
        try site.writeMetadata(at: invocation.now)
        try DemonstrationRegistration(site: site, demonstration: demonstration, now: invocation.now).run()
        let table = DemonstrationTable(
            demonstration: demonstration, site: site, passwords: passwords, links: try world.invitations())
        guard !invocation.flag("prepare") else { return try table.print(invocation) }

        try serve(site, demonstration, signals) { try table.print(invocation) }
    }

    /// Runs the portal here and the service providers in a program of their own, until one of them is asked to stop.
    private static func serve(
        _ site: Site, _ demonstration: DemonstrationSite, _ signals: StopSignals, whenReady: () throws -> Void
    ) throws {
        let service = try SiteService(site, log: Log(to: try OutputFile(emptying: demonstration.logPath))) {
            StandardStream.output.line($0)
        }
        do {
            try service.start()
        } catch let refusal as CommandError {
            throw CommandError("\(refusal). Choose others with --port and --sp-port")
        }
        let child = try ChildProgram([
            "demonstration-sp", "serve", "--end-with-parent", "--url", demonstration.serviceProviders.description,
            "--listen", "127.0.0.1:\(demonstration.serviceProviders.port)",
            "--keys", demonstration.serviceProviderKeys, "--identity-provider", demonstration.metadata + "/idp.xml",
        ])
        try whenReady()
        signals.wait()
        let isAlone = child.hasEndedByItself
        child.stop()
        service.stop()
        if isAlone {
            throw CommandError("the service providers have ended. Choose other ports with --port and --sp-port")
        }
    }
}
