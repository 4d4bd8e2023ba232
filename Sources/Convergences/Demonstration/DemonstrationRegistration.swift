import Crypto
import DemonstrationSP
import Directory
import FoundationEssentials
import Site

/// The demonstration's service providers as the site knows them.
struct DemonstrationRegistration {
    let site: Site
    let demonstration: DemonstrationSite
    let now: Date

    /// Makes their keys, writes their metadata beside ours, registers or renews them.
    func run() throws {
        let providers = try DemonstrationServiceProviders(
            at: demonstration.serviceProviders, keysIn: demonstration.serviceProviderKeys,
            identityProvider: try ownMetadata(), now: now)
        for entity in providers.entities {
            let path = "\(demonstration.metadata)/\(entity.slug).xml"
            try Data(entity.metadata).write(to: URL(filePath: path), options: .atomic)
            let found = try site.readMetadata(entity.metadata, at: now)
            try site.directory.change(by: .program(.demonstration), at: now) { change in
                let known = try change.serviceProvider(entityID: entity.entityID)
                if let known, try change.metadata(of: known.id) == entity.metadata { return }
                let application = try change.application(typed: entity.slug)
                let id = try change.register(found, metadata: entity.metadata, application: application.id)
                if known == nil { try choose(id, application.slug, in: change) }
            }
        }
    }

    /// The metadata of the identity provider, as service providers take it.
    private func ownMetadata() throws -> [UInt8] {
        let path = demonstration.metadata + "/idp.xml"
        guard let data = FileManager.default.contents(atPath: path) else { throw CommandError("cannot read \(path)") }
        return Array(data)
    }

    /// The service provider now registered opens its application, also when an earlier one did (other ports);
    /// NetCotisation keeps one account per person and structure, the others one per person.
    private func choose(_ id: ID<ServiceProvider>, _ slug: String, in change: Change) throws {
        try change.makeDefault(id)
        if slug == "netcotisation" {
            var overrides = ServiceProviderOverrides()
            overrides.identity = .personAndStructure
            try change.decide(overrides, for: id)
        }
    }
}
