import Crypto
import Directory
import FoundationEssentials
import Synchronization
import XML

/// A service provider with its keys read: what receiving and answering need at each request. One object for all of them:
/// a copy would touch each of its many parts.
final class RegisteredServiceProvider: Sendable {
    let record: ServiceProvider
    /// Every key that may have signed a message of it (IIP-MD07); empty when its metadata names none.
    let signingKeys: [PublicKey]

    /// How to encrypt for it; nil when it cannot be, whether it should or not.
    let encryption: ContentEncryption?

    /// Whether an unsigned request is refused.
    var requiresSignedRequests: Bool { record.effective.requireSignedRequests }

    /// How its assertions are encrypted; nil when they are not.
    var assertionEncryption: ContentEncryption? { record.effective.encryption == .never ? nil : encryption }

    /// Whether its assertions are encrypted by a cipher that does not notice changes: nothing better is declared.
    var isWeaklyEncrypted: Bool { assertionEncryption.map { !$0.cipher.isAuthenticated } ?? false }

    /// Whether its assertions would have to be encrypted and cannot be: then it gets none.
    var cannotBeEncryptedFor: Bool { record.effective.encryption == .always && encryption == nil }

    /// - Throws: a refusal when an operator has switched it off, or when what is known of it has ended (MD-IOP: metadata is
    ///   not used after its validUntil).
    func requireAnswered(at now: Date) throws(MessageRefusal) {
        let finding: IntegrationFinding
        if !record.enabled {
            finding = .disabled
        } else if record.hasEnded(at: now) {
            finding = .metadataEnded
        } else {
            return
        }
        let detail = finding == .disabled ? "it is switched off" : "its metadata has ended (validUntil)"
        throw MessageRefusal(
            .unknownServiceProvider, "service provider \(record.id): \(detail)",
            IntegrationNote(serviceProvider: record.id, finding: finding, detail: detail))
    }

    init(_ record: ServiceProvider, allowing policy: AlgorithmPolicy) {
        self.record = record
        encryption = ContentEncryption.choose(for: record, allowing: policy)
        // A certificate of a kind that we refuse (an RSA key of 1024 bits) cannot vouch for anything; the import says so.
        signingKeys =
            record.settings.signingCertificates.compactMap { try? Certificate(base64: $0).publicKey }
            + record.settings.bareSigningKeys.compactMap { try? PublicKey(base64: $0) }
    }
}

/// The service providers, their settings decoded and their certificates parsed once per version of their row. The
/// directory is asked for the version each time, so that a change by another process counts at once.
final class ServiceProviderRegistry: Sendable {
    private let directory: Directory
    private let policy: AlgorithmPolicy
    private let cache = Mutex<[ID<ServiceProvider>: RegisteredServiceProvider]>([:])

    init(directory: Directory, allowing policy: AlgorithmPolicy) {
        self.directory = directory
        self.policy = policy
    }

    /// The service provider of that entityID, switched off or not; nil when there is none.
    func serviceProvider(entityID: String) throws -> RegisteredServiceProvider? {
        try current { view in try view.edition(ofServiceProvider: entityID) }
    }

    /// The service provider of that row.
    func serviceProvider(_ id: ID<ServiceProvider>) throws -> RegisteredServiceProvider? {
        try current { view in try view.edition(of: id) }
    }

    /// The service provider that the portal opens the application of that slug through.
    func serviceProvider(opening slug: String) throws -> RegisteredServiceProvider? {
        try current { view in try view.edition(opening: slug) }
    }

    private func current(
        _ find: (DirectoryView) throws -> ServiceProvider.Edition?
    ) throws -> RegisteredServiceProvider? {
        try directory.read { view in
            guard let edition = try find(view) else { return nil }
            if let cached = cache.withLock({ $0[edition.id] }), cached.record.version == edition.version {
                return cached
            }
            guard let record = try view.serviceProvider(edition.id) else { return nil }
            let fresh = RegisteredServiceProvider(record, allowing: policy)
            // Bounded by the number of rows, which operators make.
            cache.withLock { $0[edition.id] = fresh }
            return fresh
        }
    }
}
