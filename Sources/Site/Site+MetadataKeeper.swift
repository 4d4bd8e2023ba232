import Crypto
import Directory
import FoundationEssentials
import HTTP
package import IdentityProvider
package import SAML
import Transfer

extension Site {
    /// Which endpoints metadata may name: http on a loopback site only.
    package var endpointPolicy: EndpointPolicy { configuration.publicURL.isLoopback ? .httpsOrLoopbackSite : .https }

    /// What renews the metadata of this site's service providers.
    package func metadataKeeper(log: @escaping @Sendable (String) -> Void) -> MetadataKeeper {
        let publicURL = configuration.publicURL
        return MetadataKeeper(
            accounts: accounts, directory: directory, client: OutboundClient(toMetadataOf: configuration),
            policy: endpointPolicy, randomness: .system,
            page: { "\(publicURL)/annuaire/applications/\($0)/fournisseurs/\($1)" }, clock: { Date() }, log: log)
    }
}

extension OutboundClient {
    /// How sources of metadata are asked: https with its certificate verified, redirects to https alone, public addresses
    /// unless the configuration says otherwise. On a loopback site everything is on one machine.
    init(toMetadataOf configuration: Configuration) {
        self.init()
        let isTrial = configuration.publicURL.isLoopback
        schemes = isTrial ? .any : .encrypted
        allowsPrivateAddresses = isTrial || configuration.privateServiceProviders
        authorities = configuration.metadataAuthorities
        redirects = 5
        connectTime = .seconds(10)
        wholeTime = .seconds(20)
    }
}
