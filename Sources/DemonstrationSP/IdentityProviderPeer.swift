import Crypto
import FoundationEssentials
import SAML

/// What a service provider knows of its identity provider: all of it from the metadata.
struct IdentityProviderPeer: Sendable {
    /// Its name in SAML; assertions of any other are refused.
    let entityID: String
    /// Its name for people.
    let name: String
    /// Where AuthnRequests go by HTTP-Redirect.
    let redirectLocation: String
    /// Where AuthnRequests go by HTTP-POST, if it takes them so.
    let postLocation: String?
    /// Where logout messages go by HTTP-Redirect, if it takes any.
    let logoutLocation: String?
    /// The only keys that assertions are believed from.
    let keys: [PublicKey]
    /// The site that people know: the address of the sign-on service without its path.
    let portal: String

    init(metadata: [UInt8], allowing policy: EndpointPolicy, at now: Date) throws(SAMLError) {
        let entity = try MetadataDocument(parsing: metadata, allowing: policy, at: now)
            .entity(as: .identityProvider, at: now)
        guard let role = entity.idpSSODescriptor, let location = role.singleSignOnService(.httpRedirect) else {
            throw .metadata(.noRole("SingleSignOnService for HTTP-Redirect"))
        }
        entityID = entity.entityID
        name = entity.displayName(in: "fr") ?? "le portail"
        redirectLocation = location
        logoutLocation = role.singleLogoutServices.first { $0.binding == .httpRedirect }?.location
        postLocation = role.singleSignOnService(.httpPOST)
        // A key of a kind that we refuse (old RSA of 1,024 bits) is passed over; without any other nothing verifies.
        keys = role.role.certificates(for: .signing).compactMap { try? $0.publicKey }
        guard !keys.isEmpty else { throw .binding(.noKey) }
        let scheme = location.prefix { $0 != ":" }
        let authority = location.dropFirst(scheme.count + 3).prefix { $0 != "/" && $0 != "?" }
        portal = "\(scheme)://\(authority)/"
    }
}
