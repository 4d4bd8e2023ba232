import Directory
import HTTP
import Pages
import SAML

// Opening an application without a message of its service provider (SAML Profiles §4.1.5).
extension IdentityProvider {
    /// What `/ouvrir/{application}?structure=…` asks for: the application's own service provider, at its default
    /// consumer, without InResponseTo.
    func asked(byOpening request: Request) throws(Refusal) -> Asked {
        let provider: ServiceProvider?
        do {
            let slug = request.pathParameters["application"] ?? ""
            provider = try directory.read { (view) throws(DirectoryError) in
                guard let application = try view.application(slug: slug) else { return nil }
                return try view.defaultServiceProvider(of: application.id)
            }
        } catch {
            throw Refusal(.failure, "\(error)")
        }
        guard let provider, provider.enabled else {
            throw Refusal(.unknownApplication, "no enabled service provider opens this application")
        }
        let consumers = provider.settings.assertionConsumerServices
        guard let consumer = RequestedConsumer.unspecified.choose(among: consumers) else {
            throw Refusal(.failure, "service provider \(provider.id) has no consumer for HTTP-POST")
        }
        var asked = Asked(
            serviceProvider: provider.id.rawValue, assertionConsumerService: consumer.location,
            relayState: provider.effective.defaultRelayState, receivedAt: request.receivedAt)
        asked.structure = request.query["structure"].flatMap { ID<Structure>($0) }?.rawValue
        return asked
    }

    /// Whether a page of ours, a bookmark or the address bar leads here, so that no other site signs people in to an
    /// application behind their backs (security.md R14). Old browsers do not say; their Referer does, or they confirm.
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
