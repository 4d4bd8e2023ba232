package import Accounts
package import Crypto
package import Directory
package import HTTP
package import FoundationEssentials
package import Pages
package import SAML
package import Transfer

/// Answers service providers: receives their requests, decides who may enter, asserts, signs.
///
/// `SingleSignOn.swift` tells the way of a sign-on; every other file is one of its steps.
package struct IdentityProvider: Sendable {
    /// Who this identity provider is, and what it signs with.
    package struct Identity: Sendable {
        /// Fixed when the site was made, never derived again.
        package let entityID: String
        /// What it signs with, publishes and decrypts with.
        package let keys: KeyRing
        /// What the metadata says besides.
        package let metadata: MetadataText
        /// How long the metadata document may be kept.
        package let publication: MetadataPublication
        /// Which algorithms may be used.
        package let algorithms: AlgorithmPolicy
        let issuer: Issuer

        /// - Throws: `SAMLError` when the entityID is not one.
        package init(
            entityID: String, keys: KeyRing, metadata: MetadataText, publication: MetadataPublication = .standard,
            algorithms: AlgorithmPolicy = .everything
        ) throws(SAMLError) {
            self.entityID = entityID
            self.keys = keys
            self.metadata = metadata
            self.publication = publication
            self.algorithms = algorithms
            issuer = try Issuer(entityID)
        }

        /// What follows the @ in the identifiers of persons: the host of the entityID, which like it never changes.
        package var scope: String {
            let authority = entityID.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2).first ?? ""
            return String(authority.prefix { $0 != ":" })
        }
    }

    let accounts: Accounts
    let directory: Directory
    let website: Website
    let identity: Identity
    let receiver: Receiver
    let registry: ServiceProviderRegistry
    let pendingRequests: PendingRequests
    let artifacts: ArtifactStore
    let writer: ResponseWriter
    let record: SignOnRecord
    let logoutQueue: LogoutQueue
    let logoutWriter: LogoutWriter
    let logoutSender: LogoutSender
    let errors: IntegrationErrors
    let metadata: PublishedMetadata
    let log: @Sendable (String) -> Void

    /// - Parameters:
    ///   - client: within what rules service providers are asked from server to server; its times are a person's.
    ///   - clock: for what goes on after the request that began it.
    ///   - log: takes one line about a refusal or a failure, with the request's reference in it.
    /// - Throws: when the identity cannot be written as metadata.
    package init(
        identity: Identity, accounts: Accounts, directory: Directory, website: Website, randomness: Randomness,
        client: OutboundClient, clock: @escaping @Sendable () -> Date, log: @escaping @Sendable (String) -> Void
    ) throws {
        metadata = PublishedMetadata(of: identity, at: website.publicURL)
        _ = try metadata.bytes(at: clock())
        self.identity = identity
        self.accounts = accounts
        self.directory = directory
        self.website = website
        self.log = log
        errors = IntegrationErrors(directory: directory, log: log)
        registry = ServiceProviderRegistry(directory: directory, allowing: identity.algorithms)
        receiver = Receiver(
            registry: registry,
            endpoints: Receiver.Endpoints(
                singleSignOn: Self.singleSignOnService(website.publicURL),
                singleLogout: Self.singleLogoutService(website.publicURL),
                singleLogoutSOAP: Self.singleLogoutService(website.publicURL) + "/soap",
                artifactResolution: Self.artifactResolutionService(website.publicURL)),
            algorithms: identity.algorithms)
        artifacts = ArtifactStore(
            database: directory.database, randomness: randomness, entityID: identity.entityID)
        pendingRequests = PendingRequests(database: directory.database, randomness: randomness)
        writer = ResponseWriter(entityID: identity.issuer, policy: identity.algorithms, randomness: randomness)
        record = SignOnRecord(
            directory: directory, pendingRequests: pendingRequests, randomness: randomness, entityID: identity.entityID,
            scope: identity.scope)
        logoutQueue = LogoutQueue(database: directory.database, randomness: randomness)
        logoutWriter = LogoutWriter(
            entityID: identity.issuer, keys: identity.keys, policy: identity.algorithms, randomness: randomness)
        logoutSender = LogoutSender(
            queue: logoutQueue, registry: registry, writer: logoutWriter, receiver: receiver, client: client,
            clock: clock, log: log)
    }

    /// Every route of the identity provider.
    package var routes: [Route] {
        [
            .get("/saml/sso", handler: answering(signOn)),
            .post("/saml/sso", handler: answering(signOn)),
            .get("/saml/continue/{id}", handler: answering(resume)),
            .post("/saml/continue/{id}", bodyLimit: 4 * 1024, handler: answering(resume)),
            .get("/ouvrir/{application}", handler: answering(open)),
            .get("/saml/slo", lane: .wait, handler: answering(singleLogout)),
            .post("/saml/slo", lane: .wait, handler: answering(singleLogout)),
            .post("/saml/slo/soap", lane: .wait, handler: singleLogoutBySOAP),
            .get("/deconnexion/{logout}", isSecret: true, handler: answering(logoutProgress)),
            .get("/deconnexion/{logout}/{participant}", isSecret: true, handler: answering(logoutByBrowser)),
            .post("/saml/artifact", bodyLimit: 64 * 1024, handler: resolveArtifact),
            .get("/saml/metadata", handler: publishMetadata),
        ]
    }

    /// Where Responses may go: https, and http on a site that itself is on a loopback address.
    var endpointPolicy: EndpointPolicy { website.publicURL.isLoopback ? .httpsOrLoopbackSite : .https }

    /// Starts the threads that send the logouts of the queue and write refusals down.
    package func start() {
        do { try logoutSender.start() } catch { log("logout queue: \(error)") }
        do { try errors.start() } catch { log("errors of integration: \(error)") }
    }

    /// Tries again to read keys that could not be read when they changed.
    package func retryKeys() { identity.keys.retry() }

    /// Stops both threads; a logout that is under way ends by itself.
    package func stop() {
        logoutSender.stop()
        errors.stop()
    }

    static func singleLogoutService(_ publicURL: PublicURL) -> String { "\(publicURL)/saml/slo" }

    static func singleSignOnService(_ publicURL: PublicURL) -> String { "\(publicURL)/saml/sso" }

    /// What the log and, where it is their affair, integrators are told of a refusal.
    func report(_ refusal: MessageRefusal, of request: Request) {
        log("\(request.reference) \(request.route ?? request.path): \(refusal.detail)")
        if let note = refusal.note { errors.add(note, reference: request.reference, at: request.receivedAt) }
    }

    /// The one place where an error becomes a page and a line in the log: the steps throw whatever they meet.
    private func answering(_ handler: @escaping @Sendable (Request) throws -> Response) -> Route.Handler {
        { request in
            // HEAD is for those who look at links (mail scanners): it must not use up a request.
            guard request.method != .head else { return Response(.methodNotAllowed).with("allow", "GET, POST") }
            do {
                return try handler(request)
            } catch {
                let refusal = MessageRefusal(error)
                report(refusal, of: request)
                return refusalPage(refusal, request)
            }
        }
    }
}
