import SAML

/// What a request wants and this identity provider never does. It is told to the service provider, so that nothing that
/// was asked for is left out in silence (IIP-SSO07).
enum UnmetDemand: String, Codable, Sendable, Hashable {
    /// The person is named in a way that we cannot read, or by a confirmation, which the profile forbids
    /// (SAML Profiles §4.1.4.1).
    case subject
    /// The identity providers that the service provider deems suitable are others, and we pass no request on
    /// (SAML Core §3.4.1.2).
    case scoping

    /// - Parameter entityID: ours.
    init?(_ message: AuthnRequest, by entityID: String) {
        let suitable = message.scoping?.identityProviders ?? []
        switch message.subject {
        case .unreadable, .unnamed: self = .subject
        case nil, .nameID:
            guard !suitable.isEmpty, !suitable.contains(entityID) else { return nil }
            self = .scoping
        }
    }

    /// What the service provider is told (SAML Core §3.2.2.2).
    var status: (StatusCode, StatusCode) {
        switch self {
        case .subject: (.requester, .requestUnsupported)
        case .scoping: (.responder, .noSupportedIDP)
        }
    }
}
