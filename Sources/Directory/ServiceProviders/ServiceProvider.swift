import Database
package import FoundationEssentials

/// A SAML service provider of an application; an application may have several (test and production).
package struct ServiceProvider: Hashable, Sendable {
    /// Never used twice.
    package let id: ID<ServiceProvider>
    /// The application whose roles it receives, and no other's.
    package let application: ID<Application>
    /// Its entityID, unique and compared exactly.
    package let entityID: String
    /// Its name for operators.
    package let name: String
    /// Whether an operator lets us answer it.
    package let enabled: Bool
    /// From when on its metadata may no longer be used, if it comes from a source and says so (SAML Metadata §2.3.2).
    package let validUntil: Date?
    /// Whether the portal opens the application through it.
    package let isDefault: Bool
    /// What its metadata says.
    package let settings: ServiceProviderSettings
    /// What the operator decided over that.
    package let overrides: ServiceProviderOverrides
    /// Both, with our defaults: what to go by.
    package let effective: EffectiveSettings
    /// When it last changed.
    package let updatedAt: Date
    /// Grows with every change of the row: what a cache keyed by `id` compares.
    package let version: Int

    static let columns: SQL = """
        service_provider.id, service_provider.application, service_provider.entity_id, service_provider.name,
        service_provider.enabled, service_provider.is_default, service_provider.settings, service_provider.overrides,
        service_provider.updated_at, service_provider.version, service_provider.valid_until
        """

    init(_ row: borrowing Row) throws(DatabaseError) {
        id = try row.id(0)
        application = try row.id(1)
        entityID = try row.text(2)
        name = try row.text(3)
        enabled = try row.bool(4)
        isDefault = try row.bool(5)
        settings = try StoredJSON.decode(try row.text(6), column: "service_provider.settings")
        overrides = try StoredJSON.decode(try row.text(7), column: "service_provider.overrides")
        effective = EffectiveSettings(settings, overrides)
        updatedAt = try row.date(8)
        version = try row.int(9)
        validUntil = try row.dateOrNil(10)
    }

    /// Whether it is answered at a moment: an operator lets us, and what we know of it still holds.
    package func isAnswered(at now: Date) -> Bool { enabled && !hasEnded(at: now) }

    /// Whether the metadata that it is known by has ended.
    package func hasEnded(at now: Date) -> Bool { validUntil.map { $0 <= now } ?? false }
}

extension DirectoryReading {
    /// Every service provider of an application, or all of them.
    package func serviceProviders(
        of application: ID<Application>? = nil
    ) throws(DirectoryError) -> [ServiceProvider] {
        let which: SQL = application.map { "application = \($0)" } ?? "1"
        return try query(
            """
            SELECT \(ServiceProvider.columns) FROM service_provider
            WHERE \(which) ORDER BY application, is_default DESC, name COLLATE NOCASE, id
            """, ServiceProvider.init)
    }

    /// A service provider, or nil.
    package func serviceProvider(_ id: ID<ServiceProvider>) throws(DirectoryError) -> ServiceProvider? {
        try one("SELECT \(ServiceProvider.columns) FROM service_provider WHERE id = \(id)", ServiceProvider.init)
    }

    /// The service provider of that entityID, disabled ones included, or nil.
    package func serviceProvider(entityID: String) throws(DirectoryError) -> ServiceProvider? {
        try one(
            "SELECT \(ServiceProvider.columns) FROM service_provider WHERE entity_id = \(entityID)",
            ServiceProvider.init)
    }

    /// The service provider that the portal opens an application through, or nil.
    package func defaultServiceProvider(
        of application: ID<Application>
    ) throws(DirectoryError) -> ServiceProvider? {
        try one(
            """
            SELECT \(ServiceProvider.columns) FROM service_provider
            WHERE application = \(application) AND is_default = 1
            """, ServiceProvider.init)
    }

    /// The metadata document as it was registered, or nil.
    package func metadata(of id: ID<ServiceProvider>) throws(DirectoryError) -> [UInt8]? {
        try one("SELECT metadata FROM service_provider WHERE id = \(id)") { try $0.blobOrNil(0) } ?? nil
    }
}

extension ServiceProvider {
    /// Which row, and which state of it: all that a cache of service providers asks.
    package typealias Edition = (id: ID<ServiceProvider>, version: Int)
}

extension DirectoryReading {
    /// The edition of a service provider, disabled ones included, or nil.
    package func edition(of id: ID<ServiceProvider>) throws(DirectoryError) -> ServiceProvider.Edition? {
        try edition("service_provider WHERE id = \(id)")
    }

    /// The edition of the service provider of that entityID, disabled ones included, or nil.
    package func edition(ofServiceProvider entityID: String) throws(DirectoryError) -> ServiceProvider.Edition? {
        try edition("service_provider WHERE entity_id = \(entityID)")
    }

    /// The edition of the service provider that the portal opens the application of that slug through, or nil.
    package func edition(opening slug: String) throws(DirectoryError) -> ServiceProvider.Edition? {
        try edition(
            """
            service_provider JOIN application ON application.id = service_provider.application
            WHERE application.slug = \(slug) AND service_provider.is_default = 1
            """)
    }

    private func edition(_ row: SQL) throws(DirectoryError) -> ServiceProvider.Edition? {
        try one("SELECT service_provider.id, service_provider.version FROM \(row)") {
            (id: try $0.id(0), version: try $0.int(1))
        }
    }
}
