import Directory
import SAML

extension RequestedConsumer {
    /// The registered AssertionConsumerService that a request means; nil when it names none of them.
    ///
    /// Only addresses of the record are ever answered, compared byte for byte, and only those that take HTTP-POST, the
    /// binding of our Responses (SAML Profiles §4.1.4.1, SDP-IDP06). Their scheme was checked at registration, and is
    /// again here (security.md R8). Without a choice the default one is taken: the first with `isDefault`, else the
    /// first without `isDefault="false"`, else the first (SAML Metadata §2.2.3).
    func choose(
        among settings: ServiceProviderSettings, allowing policy: EndpointPolicy
    ) -> ServiceProviderSettings.AssertionConsumerService? {
        let usable = settings.assertionConsumerServices.filter {
            $0.binding == Binding.httpPOST.rawValue && policy.allows($0.location)
        }
        switch self {
        case .index(let index):
            return usable.first { $0.index == index }
        case .described(_, let binding?) where binding != .httpPOST:
            return nil
        case .described(let url?, _):
            return usable.first { $0.location.utf8.elementsEqual(url.utf8) }
        case .described(nil, _), .unspecified:
            return usable.first { $0.isDefault == true } ?? usable.first { $0.isDefault == nil } ?? usable.first
        }
    }
}
