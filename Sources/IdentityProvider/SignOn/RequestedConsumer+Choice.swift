import Directory
import SAML

extension RequestedConsumer {
    /// The registered AssertionConsumerService that a request means; nil when it names none of them.
    ///
    /// Only addresses of the record are ever answered, compared byte for byte, and only those that take HTTP-POST, or an
    /// artifact of a service provider that can sign its question for the message (SAML Profiles §4.1.4.1, SDP-IDP06). Their scheme was checked at registration, and is
    /// again here (R8). Without a choice the default one is taken: the first with `isDefault`, else the
    /// first without `isDefault="false"`, else the first (SAML Metadata §2.2.3).
    func choose(
        among settings: ServiceProviderSettings, allowing policy: EndpointPolicy
    ) -> ServiceProviderSettings.AssertionConsumerService? {
        let usable = settings.assertionConsumerServices.filter {
            policy.allows($0.location)
                && ($0.binding == Binding.httpPOST.rawValue
                    || $0.binding == Binding.httpArtifact.rawValue && settings.canSign)
        }
        switch self {
        case .index(let index):
            return usable.first { $0.index == index }
        case .described(let url, let binding):
            let described = usable.filter {
                (binding == nil || $0.binding == binding?.rawValue)
                    && (url == nil || $0.location.utf8.elementsEqual(url?.utf8 ?? "".utf8))
            }
            return url == nil ? Self.defaultOne(of: described) : described.first
        case .unspecified:
            return Self.defaultOne(of: usable)
        }
    }

    private static func defaultOne(
        of consumers: [ServiceProviderSettings.AssertionConsumerService]
    ) -> ServiceProviderSettings.AssertionConsumerService? {
        consumers.first { $0.isDefault == true } ?? consumers.first { $0.isDefault == nil } ?? consumers.first
    }
}
