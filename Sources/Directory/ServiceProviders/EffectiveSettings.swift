/// How to serve a service provider: its metadata, the operator's decisions over it, and our defaults under both.
package struct EffectiveSettings: Hashable, Sendable {
    /// What the metadata says.
    package let settings: ServiceProviderSettings
    /// Chosen by the operator, or by the metadata.
    package let preset: ServiceProviderOverrides.Preset
    /// The NameID of an assertion when the request asks for none.
    package let nameIDForm: ServiceProviderOverrides.NameIDForm
    /// Whether the Response is signed.
    package let signResponse: Bool
    /// Whether the Assertion is signed; at least one of both is.
    package let signAssertion: Bool
    /// The algorithm's URI, nil for our key's own.
    package let signatureAlgorithm: String?
    /// Whether unsigned requests are refused.
    package let requireSignedRequests: Bool
    /// Seconds, if shorter than our session's.
    package let sessionLifetime: Int?
    /// Whom an account belongs to.
    package let identity: ServiceProviderOverrides.Identity
    /// What is sent.
    package let attributes: [AttributeRule]
    /// RelayState of an opening from the portal.
    package let defaultRelayState: String?

    /// Merges both layers.
    package init(_ settings: ServiceProviderSettings, _ overrides: ServiceProviderOverrides) {
        self.settings = settings
        preset = overrides.preset ?? Self.suggestedPreset(settings)
        let form =
            overrides.nameIDForm ?? settings.nameIDFormats.lazy.compactMap(
                ServiceProviderOverrides.NameIDForm.init(uri:)
            )
            .first ?? (preset == .classic ? .emailAddress : .transient)
        identity = overrides.identity ?? .person
        // An address is the person's wherever they act: it cannot tell one structure's account from another's.
        nameIDForm = identity == .personAndStructure && form == .emailAddress ? .persistent : form
        let signAssertion = overrides.signAssertion ?? (settings.wantAssertionsSigned || preset == .classic)
        signResponse = overrides.signResponse ?? (preset == .saml2int || !signAssertion)
        // An unsigned message proves nothing: whoever turns both off gets a signed Assertion.
        self.signAssertion = signAssertion || !signResponse
        signatureAlgorithm = overrides.signatureAlgorithm
        requireSignedRequests = settings.authnRequestsSigned || overrides.requireSignedRequests == true
        sessionLifetime = overrides.sessionLifetime
        attributes = overrides.attributes ?? AttributeRule.defaults(for: preset)
        defaultRelayState = overrides.defaultRelayState
    }

    /// *Classic*, unless the metadata speaks the deployment profile's language: a key to encrypt for, a subject
    /// identifier asked for by entity attribute, or NameID formats of which none is the address.
    private static func suggestedPreset(_ settings: ServiceProviderSettings) -> ServiceProviderOverrides.Preset {
        let forms = settings.nameIDFormats.compactMap(ServiceProviderOverrides.NameIDForm.init(uri:))
        let asksSubjectID = settings.subjectIDRequirement.map { $0 != "none" } ?? false
        let transientFirst = forms.first == .transient
        return asksSubjectID || (transientFirst && !settings.encryptionCertificates.isEmpty) ? .saml2int : .classic
    }
}
