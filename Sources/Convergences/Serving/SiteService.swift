import Accounts
import Administration
import Crypto
import Directory
import FoundationEssentials
import HTTP
import IdentityProvider
import Jobs
import Pages
import Portal
import Site
import Transfer

/// A site being served: every module wired to every other, and the server in front.
struct SiteService {
    let site: Site
    /// Every route of the product: the tests of isolation go through them.
    let router: Router
    private let log: Log
    private let server: Server
    private let identityProvider: IdentityProvider
    private let housekeeping: Housekeeping
    private let mail: MailDelivery
    private let worker: JobWorker
    private let metadata: MetadataWorker

    /// - Parameter console: takes the links of mails that go to a folder; nil where nobody looks.
    init(_ site: Site, log: Log, console: (@Sendable (String) -> Void)?) throws {
        self.site = site
        self.log = log
        let configuration = site.configuration
        let directory = site.directory
        let website = Website(
            identity: directory.identity(over: configuration.identity), publicURL: configuration.publicURL)
        let keys = try SiteKeys(of: site)
        try keys.complete(at: Date())
        identityProvider = try IdentityProvider(
            identity: try site.identity(with: try keys.following(clock: { Date() }, log: log.failure)),
            accounts: site.accounts,
            directory: site.directory, website: website,
            randomness: .system, client: OutboundClient(toServiceProvidersOf: configuration), clock: { Date() },
            log: log.line)
        let portal = Portal(
            accounts: site.accounts, directory: site.directory, website: website,
            services: Portal.Services(identityProvider, site), retention: Retention(configuration), log: log.line)
        let jobs = Jobs(accounts: site.accounts)
        let keeper = site.metadataKeeper(log: log.line)
        metadata = MetadataWorker(keeper, log: log.line)
        let administration = Administration(
            accounts: site.accounts, directory: site.directory, website: website, jobs: jobs,
            assertions: AssertionDesk(identityProvider),
            metadata: MetadataDesk(
                keeper,
                ours: .init(entityID: try site.entityID(), metadata: "\(configuration.publicURL)/saml/metadata")),
            restoreWindow: configuration.restoreWindow, surroundings: site.surroundings, log: log.line)
        router = Router(
            identityProvider.routes + portal.routes + administration.routes, errorPage: portal.errorPage)
        var settings = ServerConfiguration(
            address: configuration.listen.address, port: configuration.listen.port, publicURL: configuration.publicURL,
            trustedProxies: configuration.trustedProxies, random: Randomness.system.bytes)
        settings.hashLane.threads = configuration.hashingBuffers
        server = Server(settings, router: router, clock: { Date() }, log: log.access)
        mail = try MailDelivery(site, log: log, console: console)
        housekeeping = Housekeeping(site: site, identityProvider: identityProvider, jobs: jobs, log: log)
        worker = JobWorker(jobs, clock: { Date() }) { log.event("job-failed", [("error", "\($0)")]) }
    }

    /// Begins to answer, and says so in one line.
    func start() throws {
        let configuration = site.configuration
        try site.writeMetadata(try identityProvider.metadataDocument(at: Date()))
        try server.listen(on: configuration.listen)
        runLogged("housekeeping-failed") { try housekeeping.start() }
        identityProvider.start()
        runLogged("metadata-worker-not-started") { try metadata.start() }
        try mail.start()
        runLogged("job-worker-not-started") { try worker.start() }
        StandardStream.output.line("Convergences answers on \(configuration.listen) for \(configuration.publicURL)")
        StandardStream.output.line("Mail goes to \(configuration.mail.destination.description)")
    }

    /// What the site can do without for a while: the log says that it is missing.
    private func runLogged(_ event: String, _ start: () throws -> Void) {
        do { try start() } catch { log.failure(event, error) }
    }

    /// Lets running requests end, then closes everything.
    func stop() {
        log.event("stopping")
        server.stop()
        identityProvider.stop()
        worker.stop()
        metadata.stop()
        housekeeping.stop()
        // After the pages: what they wrote down last still leaves if it can.
        mail.stop()
        log.event("stopped")
    }
}

extension OutboundClient {
    /// How service providers are asked from server to server while a person waits.
    init(toServiceProvidersOf configuration: Configuration) {
        self.init()
        let isTrial = configuration.publicURL.isLoopback
        schemes = isTrial ? .any : .encrypted
        allowsPrivateAddresses = isTrial || configuration.privateServiceProviders
        bodyLimit = 64 * 1024
        connectTime = .seconds(2)
        wholeTime = .seconds(5)
    }
}

extension Retention {
    /// What the configuration says.
    init(_ configuration: Configuration) {
        self.init()
        journal = configuration.journalRetention
        restore = configuration.restoreWindow
    }
}

extension AssertionDesk {
    /// What operators see of what service providers receive.
    init(_ identityProvider: IdentityProvider) {
        self.init(
            preview: { user, structure, provider, now in
                try identityProvider.preview(of: user, actingFor: structure, at: provider, now: now)
            },
            contract: { provider in try identityProvider.contract(of: provider)?.sheet })
    }
}
