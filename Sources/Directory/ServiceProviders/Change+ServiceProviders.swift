import Crypto
import Database
package import FoundationEssentials

extension Change {
    /// Registers a service provider of an application; the first one is what the portal opens the application through.
    ///
    /// - Parameter metadata: the document that `settings` were read from, kept as it is.
    package func addServiceProvider(
        entityID: String, name: String, application: ID<Application>, settings: ServiceProviderSettings,
        metadata: [UInt8]? = nil, overrides: ServiceProviderOverrides = .init()
    ) throws(DirectoryError) -> ID<ServiceProvider> {
        try requireApplication(application)
        // SAML Core §8.3.6: at most 1024 characters; a URI has no blanks.
        guard (1...1024).contains(entityID.utf8.count), !entityID.contains(where: \.isWhitespace) else {
            throw .invalid(.entityID)
        }
        let name = try NormalText.line(name, .name)
        let isFirst = try !exists(
            "SELECT 1 FROM service_provider WHERE application = \(application) AND is_default = 1")
        let id: ID<ServiceProvider> = try insert(
            """
            INSERT INTO service_provider
                (application, entity_id, name, is_default, metadata, settings, overrides, updated_at)
            VALUES (\(application), \(entityID), \(name), \(isFirst), \(metadata),
                \(try stored(settings)), \(try stored(overrides)), \(now))
            """, duplicate: .entityID)
        try record(.serviceProviderAdded(entityID), application: application)
        return id
    }

    /// Replaces what the metadata says; the operator's decisions stay. A change that waited is settled with it. The
    /// journal tells what changed.
    ///
    /// - Parameter validUntil: from when on the document may no longer be used; nil when an operator vouches for it.
    package func updateMetadata(
        of id: ID<ServiceProvider>, settings: ServiceProviderSettings, metadata: [UInt8]?, validUntil: Date? = nil
    ) throws(DirectoryError) {
        let old = try requireServiceProvider(id)
        try update(
            id, "metadata = \(metadata), settings = \(try stored(settings)), valid_until = \(validUntil)")
        try execute("DELETE FROM metadata_proposal WHERE service_provider = \(id)")
        let differences = MetadataDifference.between(old.settings, settings)
        try record(
            .serviceProviderMetadataChanged(
                old.entityID, differences: differences.isEmpty ? nil : MetadataDifference.notation(of: differences)),
            application: old.application)
    }

    /// Replaces the operator's decisions.
    package func decide(
        _ overrides: ServiceProviderOverrides, for id: ID<ServiceProvider>
    ) throws(DirectoryError) {
        let old = try requireServiceProvider(id)
        let before = try stored(old.overrides)
        let after = try stored(overrides)
        try update(id, "overrides = \(after)")
        try record(.serviceProviderDecisionsChanged(from: before, to: after), application: old.application)
    }

    /// Answers a service provider, or no longer.
    package func setEnabled(_ enabled: Bool, serviceProvider id: ID<ServiceProvider>) throws(DirectoryError) {
        let old = try requireServiceProvider(id)
        guard old.enabled != enabled else { return }
        try update(id, "enabled = \(enabled)")
        try record(
            enabled ? .serviceProviderEnabled(old.entityID) : .serviceProviderDisabled(old.entityID),
            application: old.application)
    }

    /// Lets the portal open the application through this one of its service providers.
    package func makeDefault(_ id: ID<ServiceProvider>) throws(DirectoryError) {
        let old = try requireServiceProvider(id)
        guard !old.isDefault else { return }
        try execute(
            """
            UPDATE service_provider SET is_default = 0, version = version + 1
            WHERE application = \(old.application) AND is_default = 1
            """)
        try update(id, "is_default = 1")
        try record(.serviceProviderMadeDefault(old.entityID), application: old.application)
    }

    /// Removes a service provider that was never sent a persistent identity; another one can only be disabled, since
    /// those identities must never be anyone else's.
    package func removeServiceProvider(_ id: ID<ServiceProvider>) throws(DirectoryError) {
        let old = try requireServiceProvider(id)
        let identities = try count("SELECT count(*) FROM name_identifier WHERE service_provider = \(id)")
        guard identities == 0 else { throw .inUse(count: identities) }
        try execute("DELETE FROM service_provider WHERE id = \(id)")
        try record(.serviceProviderRemoved(old.entityID), application: old.application)
    }

    func update(_ id: ID<ServiceProvider>, _ columns: SQL) throws(DirectoryError) {
        try execute(
            """
            UPDATE service_provider SET \(columns), updated_at = \(now), version = version + 1 WHERE id = \(id)
            """)
    }

    func requireServiceProvider(_ id: ID<ServiceProvider>) throws(DirectoryError) -> ServiceProvider {
        try requireOperator()
        guard let serviceProvider = try serviceProvider(id) else { throw .notFound }
        return serviceProvider
    }

    func stored(_ settings: ServiceProviderSettings) throws(DirectoryError) -> String {
        let places = settings.assertionConsumerServices
        guard (1...100).contains(places.count), Set(places.map(\.index)).count == places.count,
            places.allSatisfy({ !$0.location.isEmpty && $0.location.utf8.count <= 2048 })
        else { throw .invalid(.settings) }
        do { return try StoredJSON.encode(settings) } catch { throw .database(error) }
    }

    private func stored(_ overrides: ServiceProviderOverrides) throws(DirectoryError) -> String {
        let isSound =
            (overrides.sessionLifetime.map { (60...86_400).contains($0) } ?? true)
            && (overrides.signatureAlgorithm.map { SignatureAlgorithm(rawValue: $0) != nil } ?? true)
            && (overrides.contentCipher.map { ContentCipher(rawValue: $0) != nil } ?? true)
            && (overrides.defaultRelayState.map { $0.utf8.count <= 2048 } ?? true)
            && (overrides.attributes.map { rules in
                rules.count <= 64 && rules.allSatisfy { (1...256).contains($0.name.utf8.count) }
            } ?? true)
        guard isSound else { throw .invalid(.settings) }
        do { return try StoredJSON.encode(overrides) } catch { throw .database(error) }
    }
}
