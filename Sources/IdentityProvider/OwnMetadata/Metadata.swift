package import FoundationEssentials
package import HTTP
package import SAML
import Crypto
import Markup
package import Pages
import XML

/// What the metadata says of who runs this identity provider.
package struct MetadataText: Sendable {
    /// The names that service providers show in a list of identity providers, and of the organisation behind it.
    package let displayNames: [LocalizedString]
    /// Who answers integrators; SDP-MD11 asks for one.
    package let technicalContact: String
    /// Who answers people.
    package let supportContact: String

    /// The words of a site.
    package init(displayNames: [LocalizedString], technicalContact: String, supportContact: String) {
        self.displayNames = displayNames
        self.technicalContact = technicalContact
        self.supportContact = supportContact
    }

    /// The words of a site's identity.
    package init(_ site: SiteIdentity, technicalContact: String? = nil) {
        let names = Language.allCases.map { LocalizedString($0.rawValue, "\(site.name) – \(site.owner[$0])") }
        self.init(
            displayNames: names, technicalContact: technicalContact ?? site.correspondent,
            supportContact: site.correspondent)
    }
}

extension IdentityProvider {
    /// `GET /saml/metadata`: the same bytes for everybody.
    func publishMetadata(_ request: Request) -> Response {
        let document: [UInt8]
        do {
            document = try metadata.bytes(at: request.receivedAt)
        } catch {
            let refusal = MessageRefusal(error)
            log("\(request.reference) \(request.path): \(refusal.detail)")
            return refusalPage(refusal, request)
        }
        return Response(.ok, contentType: "application/samlmetadata+xml", body: document)
            .with("content-disposition", "inline; filename=\"idp.xml\"")
            .with("cache-control", "public, max-age=\(min(3600, identity.publication.cacheDuration))")
    }

    /// The metadata document as it is published at a moment, for those who take it from a file.
    package func metadataDocument(at now: Date) throws -> [UInt8] { try metadata.bytes(at: now) }

    /// The metadata document: only what this identity provider does (SDP-MD04), signed by the metadata key. HTTP-Redirect
    /// stands first, since service providers take what is listed first.
    package static func metadata(
        of identity: Identity, with keys: IdentityKeys, at publicURL: PublicURL, now: Date
    ) throws(SAMLError) -> [UInt8] {
        let location = singleSignOnService(publicURL)
        let home = [LocalizedString("fr", "\(publicURL)/aide"), LocalizedString("en", "\(publicURL)/aide")]
        let descriptor = try EntityDescriptor(
            entityID: identity.entityID, id: MessageID(rawValue: "convergences"),
            validUntil: identity.publication.validity.map { now + TimeInterval($0) },
            cacheDuration: identity.publication.cacheDuration,
            idpSSODescriptor: IDPSSODescriptor(
                role: RoleDescriptor(
                    errorURL: "\(publicURL)/aide", keyDescriptors: keyDescriptors(keys, identity.algorithms),
                    uiInfo: UIInfo(
                        displayNames: identity.metadata.displayNames, informationURLs: home,
                        privacyStatementURLs: [
                            LocalizedString("fr", "\(publicURL)/donnees-personnelles"),
                            LocalizedString("en", "\(publicURL)/donnees-personnelles"),
                        ]),
                    scopes: [identity.scope],
                    algorithms: AlgorithmSupport(
                        digestMethods: identity.algorithms.digests.map(\.rawValue),
                        signingMethods: identity.algorithms.signatures.map(\.rawValue))),
                wantAuthnRequestsSigned: false,
                artifactResolutionServices: [
                    IndexedEndpoint(
                        index: ArtifactStore.endpointIndex, isDefault: true, binding: .soap,
                        location: artifactResolutionService(publicURL))
                ],
                singleLogoutServices: [
                    Endpoint(binding: .httpRedirect, location: singleLogoutService(publicURL)),
                    Endpoint(binding: .httpPOST, location: singleLogoutService(publicURL)),
                    Endpoint(binding: .soap, location: singleLogoutService(publicURL) + "/soap"),
                ],
                nameIDFormats: [.emailAddress, .persistent, .transient],
                singleSignOnServices: [
                    Endpoint(binding: .httpRedirect, location: location),
                    Endpoint(binding: .httpPOST, location: location),
                ]),
            organization: Organization(
                names: identity.metadata.displayNames, displayNames: identity.metadata.displayNames, urls: home),
            contactPersons: [
                ContactPerson(.technical, emailAddresses: [identity.metadata.technicalContact]),
                ContactPerson(.support, emailAddresses: [identity.metadata.supportContact]),
            ])
        guard let signer = keys.metadata else { return try descriptor.element.bytes() }
        return try descriptor.signed(by: signer)
    }

    /// One descriptor a certificate: some service providers read the first one of a descriptor only.
    private static func keyDescriptors(_ keys: IdentityKeys, _ policy: AlgorithmPolicy) -> [KeyDescriptor] {
        let signing = keys.published.map { KeyDescriptor(use: .signing, certificates: [$0]) }
        let methods = InboundEncryption.methods(allowing: policy)
        guard let certificate = keys.encryption, !methods.isEmpty else { return signing }
        return signing + [KeyDescriptor(use: .encryption, certificates: [certificate], encryptionMethods: methods)]
    }
}
