import Directory
import HTTP
import Pages
import SAML

// Opening an application without a message of its service provider (SAML Profiles §4.1.5).
extension IdentityProvider {
    /// What `/ouvrir/{application}?structure=…` asks for: the application's own service provider, at its default
    /// consumer, without InResponseTo.
    func signOnRequest(byOpening request: Request) throws -> (SignOnRequest, RegisteredServiceProvider) {
        guard let registered = try registry.serviceProvider(opening: request.pathParameters["application"] ?? ""),
            registered.record.isAnswered(at: request.receivedAt)
        else {
            throw MessageRefusal(.unknownApplication, "no service provider that may be answered opens this application")
        }
        let provider = registered.record
        guard let consumer = RequestedConsumer.unspecified.choose(among: provider.settings, allowing: endpointPolicy)
        else {
            throw MessageRefusal(
                .unknownApplication, "service provider \(provider.id) has no consumer that we can answer")
        }
        var signOnRequest = SignOnRequest(
            serviceProvider: provider.id, assertionConsumerService: consumer.location,
            relayState: provider.effective.defaultRelayState, receivedAt: request.receivedAt)
        signOnRequest.byArtifact = consumer.binding == Binding.httpArtifact.rawValue
        signOnRequest.structure = request.query["structure"].flatMap { ID<Structure>($0) }
        return (signOnRequest, registered)
    }

    /// The way that `signOnRequest(byOpening:)` reads.
    static func openingPath(_ application: Application, for structure: ID<Structure>?) -> String {
        "/ouvrir/\(application.slug)" + (structure.map { "?structure=\($0)" } ?? "")
    }

    /// Whether a page of ours, a bookmark or the address bar leads here, so that no other site signs people in to an
    /// application behind their backs (R14). Old browsers do not say; their Referer does, or they confirm.
    func isOwnNavigation(_ request: Request) -> Bool {
        switch request.headers["sec-fetch-site"] {
        case "same-origin", "none": return true
        case nil:
            guard let referer = request.headers["referer"] else { return false }
            let own = website.publicURL.description
            return referer == own || referer.hasPrefix("\(own)/")
        default: return false
        }
    }
}
