package import Crypto
package import FoundationEssentials
package import HTTP
import Markup
import SAML

/// The demonstration's service providers: four applications in one process, each a service provider of its own with its
/// entityID, keys and metadata. They make signed requests, verify what they get, and show it.
package struct DemonstrationServiceProviders: Sendable {
    /// A service provider as the identity provider needs to know it.
    package struct Entity: Sendable {
        /// Its folder on the demonstration's site: "bip", "site", "netcotisation", "elecpro".
        package let slug: String
        /// Its name in SAML.
        package let entityID: String
        /// Its metadata document.
        package let metadata: [UInt8]
    }

    private let providers: [ServiceProvider]
    private let peer: IdentityProviderPeer

    /// Makes the four, and their keys at the first start.
    ///
    /// - Parameters:
    ///   - baseURL: where browsers reach the demonstration, e.g. http://127.0.0.1:8081.
    ///   - folder: where keys and certificates are kept, made when missing.
    ///   - metadata: the identity provider's.
    package init(
        at baseURL: PublicURL, keysIn folder: String, identityProvider metadata: [UInt8],
        randomness: Randomness = .system, now: Date
    ) throws(DemonstrationError) {
        do throws(SAMLError) {
            peer = try IdentityProviderPeer(
                metadata: metadata, allowing: baseURL.isLoopback ? .httpsOrLoopbackSite : .https, at: now)
        } catch { throw .saml(error) }
        let memory = SignOnMemory()
        let keys = KeyFolder(path: folder, randomness: randomness)
        var providers: [ServiceProvider] = []
        for application in DemonstrationApplication.all {
            // Two kinds of keys among the four, so that both kinds of signatures are seen at work.
            let type: KeyType = application.slug == "netcotisation" ? .ecP256 : .rsa2048
            let pair = try keys.pair("demonstration-\(application.slug)", type, at: now)
            providers.append(try ServiceProvider(application, at: baseURL, pair, peer, memory, randomness))
        }
        self.providers = providers
    }

    /// The four, for the identity provider's directory.
    package var entities: [Entity] {
        providers.map { Entity(slug: $0.application.slug, entityID: $0.entityID, metadata: $0.metadata) }
    }

    /// Everything that the demonstration answers.
    package var routes: [Route] {
        let entrance = EntrancePage(providers.map(\.application), portal: peer.portal).html
        return [.get("/") { _ in .html(entrance) }] + DemonstrationAssets.routes + providers.flatMap(\.routes)
    }

    /// A router over `routes` whose error pages look like the others.
    package var router: Router {
        let portal = peer.portal
        return Router(routes) { status, request in
            .html(LostPage(status, reference: request.reference, portal: portal).html, status: status)
        }
    }
}
