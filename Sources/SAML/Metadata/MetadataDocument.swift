package import Crypto
package import FoundationEssentials
import XML

/// A metadata file: one entity, or a group of them (SAML Metadata §2.3).
package struct MetadataDocument: Sendable {
    /// Which role an entity must have to be of use.
    package enum Role: String, Sendable {
        case serviceProvider = "SPSSODescriptor"
        case identityProvider = "IDPSSODescriptor"
    }

    private let entities: [Element]
    private let policy: EndpointPolicy
    /// The end of the file as a whole: of its root (IIP-MD04).
    package let validUntil: Date?
    /// After how many seconds it is to be fetched anew, by its root.
    package let cacheDuration: Int?
    /// When it was made, if it says so (SAML V2.0 Metadata Extensions for Registration and Publication Information §2.2).
    package let createdAt: Date?

    /// Reads a file of at most 4 MiB.
    ///
    /// With `keys` the signature over the whole file must verify by one of them; without, nothing vouches for the file but
    /// the operator who gives it (R15). A `validUntil` that has passed, of the file or of a group, is refused.
    package init(
        parsing bytes: [UInt8], verifiedBy keys: [PublicKey]? = nil, allowing policy: EndpointPolicy, at now: Date
    ) throws(SAMLError) {
        let root: Element
        do throws(XMLError) {
            let document = try Document(parsing: bytes, limits: .metadata)
            root =
                if let keys {
                    try document.verified(.metadataRoot, by: keys, allowing: SignatureAlgorithm.allCases)
                } else { document.root }
        } catch { throw .xml(error) }
        validUntil = try root.dateTime("validUntil")
        cacheDuration = try root.duration("cacheDuration")
        createdAt = try root.first(.md("Extensions"))?.first(QName(Namespace.mdrpi, "PublicationInfo"))?
            .dateTime("creationInstant")
        var entities: [Element] = []
        var groups = [root]
        while !groups.isEmpty {
            let group = groups.removeFirst()
            if let end = try group.dateTime("validUntil"), end <= now { throw .metadata(.expired) }
            switch group.name {
            case EntityDescriptor.name: entities.append(group)
            case .md("EntitiesDescriptor"):
                entities += group.all(EntityDescriptor.name)
                groups += group.all(.md("EntitiesDescriptor"))
            default: throw .metadata(.notMetadata)
            }
        }
        self.entities = entities
        self.policy = policy
    }

    /// The entityIDs of the file, outer groups first.
    package var entityIDs: [String] { entities.compactMap { $0.attribute("entityID") } }

    /// The entity with this entityID, or, when none is named, the only one that has the role for SAML 2.0.
    package func entity(_ entityID: String? = nil, as role: Role, at now: Date) throws(SAMLError) -> EntityDescriptor {
        var candidates = entities
        if let entityID {
            candidates = candidates.filter { $0.attribute("entityID") == entityID }
            guard !candidates.isEmpty else { throw .metadata(.entityNotFound) }
        }
        candidates = candidates.filter { $0.all(.md(role.rawValue)).contains(where: RoleDescriptor.supportsSAML2) }
        guard let first = candidates.first else { throw .metadata(.noRole(role.rawValue)) }
        guard candidates.count == 1 else { throw .metadata(.severalEntities) }
        let entity = try EntityDescriptor(first, policy)
        let end =
            role == .serviceProvider
            ? entity.spSSODescriptor?.role.validUntil : entity.idpSSODescriptor?.role.validUntil
        for end in [entity.validUntil, end] {
            if let end, end <= now { throw .metadata(.expired) }
        }
        switch role {
        case .serviceProvider:
            guard entity.spSSODescriptor?.assertionConsumerServices.isEmpty == false else {
                throw .metadata(.noRole("AssertionConsumerService"))
            }
        case .identityProvider:
            guard entity.idpSSODescriptor?.singleSignOnServices.isEmpty == false else {
                throw .metadata(.noRole("SingleSignOnService"))
            }
        }
        return entity
    }
}
