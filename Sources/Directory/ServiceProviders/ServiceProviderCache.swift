import Database
import Synchronization

/// Decoded service providers, kept while their row has the version they were read at; the version is asked each time,
/// so that a change by another process is seen at once.
final class ServiceProviderCache: Sendable {
    private let known = Mutex<[String: ServiceProvider]>([:])
    private static let limit = 2000

    func serviceProvider(
        entityID: String, in view: DirectoryView
    ) throws(DirectoryError) -> ServiceProvider? {
        let current = try view.one("SELECT id, version FROM service_provider WHERE entity_id = \(entityID)") {
            (id: try $0.id(0) as ID<ServiceProvider>, version: try $0.int(1))
        }
        guard let current else { return nil }
        if let cached = known.withLock({ $0[entityID] }), cached.id == current.id, cached.version == current.version {
            return cached
        }
        let read = try view.serviceProvider(entityID: entityID)
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[entityID] = read
        }
        return read
    }
}

extension Directory {
    /// The service provider of that entityID, disabled ones included, or nil. Its settings are decoded once per
    /// version.
    package func serviceProvider(entityID: String) throws(DirectoryError) -> ServiceProvider? {
        try read { (view) throws(DirectoryError) in
            try serviceProviders.serviceProvider(entityID: entityID, in: view)
        }
    }
}
