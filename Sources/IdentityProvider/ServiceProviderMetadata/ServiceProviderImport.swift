package import Directory
package import FoundationEssentials
package import SAML
import Crypto
import XML

/// What a metadata document says of a service provider, in the directory's terms: what the operator looks at before it
/// counts (metadata from a file is trusted because an operator says so, R15).
package struct ServiceProviderImport: Sendable {
    package let entityID: String
    /// Its name in the metadata, French first.
    package let displayName: String?
    /// What becomes its settings.
    package let settings: ServiceProviderSettings
    /// What the operator should know, in English sentences.
    package let warnings: [String]

    /// Reads a document: an EntityDescriptor, or the one entity of an EntitiesDescriptor that `entityID` names.
    ///
    /// - Throws: `SAMLError` that says in words what is missing.
    package init(
        metadata: [UInt8], entityID: String? = nil, policy: EndpointPolicy, at now: Date
    ) throws(SAMLError) {
        let document = try MetadataDocument(parsing: metadata, allowing: policy, at: now)
        try self.init(try document.entity(entityID, as: .serviceProvider, at: now), allowing: policy, at: now)
    }

    /// What an entity's description says.
    init(_ entity: EntityDescriptor, allowing policy: EndpointPolicy, at now: Date) throws(SAMLError) {
        guard let role = entity.spSSODescriptor else { throw .metadata(.noRole("SPSSODescriptor")) }
        self.entityID = entity.entityID
        displayName = entity.displayName(in: "fr")
        var settings = ServiceProviderSettings()
        settings.assertionConsumerServices = role.assertionConsumerServices.map {
            .init(
                index: $0.index, binding: $0.binding.rawValue, location: $0.location, isDefault: $0.isDefault)
        }
        settings.singleLogoutServices = role.singleLogoutServices.map {
            .init(binding: $0.binding.rawValue, location: $0.location, responseLocation: $0.responseLocation)
        }
        let signing = role.role.certificates(for: .signing)
        settings.signingCertificates = signing.map(\.base64)
        settings.bareSigningKeys = role.role.bareKeys(for: .signing).map { Base64.encode($0.subjectPublicKeyInfo) }
        settings.encryptionKeys = role.role.encryptionKeys.flatMap { descriptor in
            descriptor.certificates.map { certificate in
                .init(
                    certificate: certificate.base64,
                    methods: descriptor.encryptionMethods.map {
                        .init($0.algorithm, digest: $0.digestMethod, mask: $0.maskFunction)
                    })
            }
        }
        let algorithms = entity.serviceProviderAlgorithms
        settings.signingMethods = algorithms?.signingMethods ?? []
        settings.digestMethods = algorithms?.digestMethods ?? []
        settings.nameIDFormats = role.nameIDFormats.map(\.rawValue)
        settings.wantAssertionsSigned = role.wantAssertionsSigned
        settings.authnRequestsSigned = role.authnRequestsSigned
        settings.displayName = displayName
        settings.attributeConsumingServices = role.attributeConsumingServices.map { service in
            .init(
                index: service.index, isDefault: service.isDefault,
                requestedAttributes: service.requestedAttributes.map {
                    .init(
                        name: $0.attribute.name, nameFormat: $0.attribute.nameFormat?.rawValue,
                        friendlyName: $0.attribute.friendlyName, isRequired: $0.isRequired,
                        values: $0.attribute.values)
                })
        }
        settings.subjectIDRequirement =
            entity.entityAttributes.first { $0.name == Self.subjectIDRequirement }?.values.first
        self.settings = settings
        var warnings = Self.warnings(settings, allowing: policy, signing: signing, at: now)
        if settings.encryptionKeys.isEmpty, !role.role.bareKeys(for: .encryption).isEmpty {
            warnings.append(
                "its key to encrypt for comes without a certificate: its assertions are not encrypted; ask for one")
        }
        self.warnings = warnings
    }

    /// SAML V2.0 Subject Identifier Attributes §4.
    private static let subjectIDRequirement = "urn:oasis:names:tc:SAML:profiles:subject-id:req"

    private static func warnings(
        _ settings: ServiceProviderSettings, allowing policy: EndpointPolicy, signing: [Certificate], at now: Date
    ) -> [String] {
        var warnings: [String] = []
        if RequestedConsumer.unspecified.choose(among: settings, allowing: policy) == nil {
            warnings.append(
                "no AssertionConsumerService takes HTTP-POST, or artifacts that its key could ask for: it cannot be answered"
            )
        }
        if settings.authnRequestsSigned, settings.bareSigningKeys.isEmpty,
            !signing.contains(where: { (try? $0.publicKey) != nil })
        {
            warnings.append("it says that it signs its requests, but names no key to verify them with: all are refused")
        }
        if settings.logoutBySOAP == nil, let way = settings.logoutByBrowser, !way.isRedirect {
            warnings.append(
                "it takes logouts by HTTP-POST only: browsers bring it a session cookie only if that has SameSite=None; ask for HTTP-Redirect or SOAP"
            )
        }
        for certificate in signing where (try? certificate.publicKey) == nil {
            warnings.append(
                "the signing certificate \(certificate.subject) has a key of a kind or size that is refused")
        }
        for certificate in signing where certificate.notAfter < now {
            warnings.append("the signing certificate \(certificate.subject) has expired; its key is used all the same")
        }
        return warnings + encryptionWarnings(settings)
    }

    private static func encryptionWarnings(_ settings: ServiceProviderSettings) -> [String] {
        guard !settings.encryptionKeys.isEmpty else { return [] }
        let effective = EffectiveSettings(settings, .init())
        guard let encryption = ContentEncryption.choose(for: settings, effective, allowing: .everything) else {
            return ["it names no key and algorithms that we can encrypt with: its assertions are not encrypted"]
        }
        guard !encryption.cipher.isAuthenticated else { return [] }
        return ["it declares nothing better than AES-CBC to decrypt: ask it for AES-GCM"]
    }
}
