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
    /// Whether assertions are encrypted.
    package let encryption: ServiceProviderOverrides.Encryption
    /// The only content cipher to use, by its URI; nil for the best that is declared.
    package let contentCipher: String?
    /// The identifier sent as an attribute.
    package let subjectIdentifier: ServiceProviderOverrides.SubjectIdentifier
    /// Which of `attributes` are sent.
    package let release: ServiceProviderOverrides.Release
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
            .first ?? Self.form(of: preset)
        identity = overrides.identity ?? .person
        // An address is the person's wherever they act: it cannot tell one structure's account from another's.
        nameIDForm = identity == .personAndStructure && form.isAddress ? .persistent : form
        encryption = overrides.encryption ?? (preset == .saml2int ? .whenPossible : .never)
        contentCipher = overrides.contentCipher
        let encrypts = encryption == .always || (encryption == .whenPossible && !settings.encryptionKeys.isEmpty)
        let signAssertion = overrides.signAssertion ?? (settings.wantAssertionsSigned || preset != .saml2int)
        // Anybody can encrypt for a public key: around a ciphertext there is always a signature, which its receiver can
        // verify before decrypting anything.
        signResponse = encrypts || (overrides.signResponse ?? (preset == .saml2int || !signAssertion))
        // An unsigned message proves nothing: whoever turns both off gets a signed Assertion.
        self.signAssertion = signAssertion || !signResponse
        signatureAlgorithm = overrides.signatureAlgorithm
        requireSignedRequests = settings.authnRequestsSigned || overrides.requireSignedRequests == true
        sessionLifetime = overrides.sessionLifetime
        subjectIdentifier =
            overrides.subjectIdentifier
            ?? Self.subjectIdentifier(settings, unasked: overrides.attributes == nil && preset == .saml2int)
        release = overrides.release ?? .all
        let attributes = overrides.attributes ?? AttributeRule.defaults(for: preset)
        let identifier = AttributeRule.identifier(subjectIdentifier).flatMap { rule in
            attributes.contains { $0.source == rule.source } ? nil : rule
        }
        self.attributes = attributes + (identifier.map { [$0] } ?? [])
        defaultRelayState = overrides.defaultRelayState
    }

    /// *Classic*, unless the metadata speaks the deployment profile's language: a key to encrypt for, a subject
    /// identifier asked for by entity attribute, or NameID formats of which none is the address.
    private static func suggestedPreset(_ settings: ServiceProviderSettings) -> ServiceProviderOverrides.Preset {
        let forms = settings.nameIDFormats.compactMap(ServiceProviderOverrides.NameIDForm.init(uri:))
        let asksSubjectID = settings.subjectIDRequirement.map { $0 != "none" } ?? false
        let transientFirst = forms.first == .transient
        return asksSubjectID || (transientFirst && !settings.encryptionKeys.isEmpty) ? .saml2int : .classic
    }

    private static func form(
        of preset: ServiceProviderOverrides.Preset
    ) -> ServiceProviderOverrides.NameIDForm {
        switch preset {
        case .classic: .emailAddress
        case .saml2int: .transient
        case .legacy: .unspecified
        }
    }

    /// What the metadata asks for by its entity attribute (SAML V2.0 Subject Identifier Attributes §4): of *any*, the
    /// one that tells less. Unasked, *saml2int* sends the pairwise one among its own attributes (SDP-IDP13).
    private static func subjectIdentifier(
        _ settings: ServiceProviderSettings, unasked sendsUnasked: Bool
    ) -> ServiceProviderOverrides.SubjectIdentifier {
        switch settings.subjectIDRequirement {
        case "subject-id": .subjectID
        case "pairwise-id", "any": .pairwiseID
        case "none": .none
        default: sendsUnasked ? .pairwiseID : .none
        }
    }
}
