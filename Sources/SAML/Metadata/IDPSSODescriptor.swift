package import XML

/// What an identity provider offers (SAML Metadata §2.4.3).
package struct IDPSSODescriptor: Hashable, Sendable {
    static let name = QName.md("IDPSSODescriptor")

    /// Keys, texts, algorithms.
    package let role: RoleDescriptor
    /// It takes only signed AuthnRequests.
    package let wantAuthnRequestsSigned: Bool
    /// Where it gives out the messages that its artifacts stand for.
    package let artifactResolutionServices: [IndexedEndpoint]
    /// Where it takes logout messages.
    package let singleLogoutServices: [Endpoint]
    /// The kinds of name it can send.
    package let nameIDFormats: [NameIDFormat]
    /// Where it takes AuthnRequests; many service providers use the first.
    package let singleSignOnServices: [Endpoint]

    /// A description to write. List only what exists (SDP-MD04), the Redirect endpoint first.
    package init(
        role: RoleDescriptor, wantAuthnRequestsSigned: Bool, artifactResolutionServices: [IndexedEndpoint] = [],
        singleLogoutServices: [Endpoint] = [],
        nameIDFormats: [NameIDFormat], singleSignOnServices: [Endpoint]
    ) {
        self.role = role
        self.wantAuthnRequestsSigned = wantAuthnRequestsSigned
        self.artifactResolutionServices = artifactResolutionServices
        self.singleLogoutServices = singleLogoutServices
        self.nameIDFormats = nameIDFormats
        self.singleSignOnServices = singleSignOnServices
    }

    /// Reads md:IDPSSODescriptor.
    package init(_ element: Element, _ policy: EndpointPolicy) throws(SAMLError) {
        try element.expect(Self.name)
        role = try RoleDescriptor(element)
        wantAuthnRequestsSigned = try element.boolean("WantAuthnRequestsSigned") ?? false
        artifactResolutionServices = try element.indexedEndpoints("ArtifactResolutionService", policy)
        singleLogoutServices = try element.endpoints("SingleLogoutService", policy)
        nameIDFormats = try element.nameIDFormats()
        singleSignOnServices = try element.endpoints("SingleSignOnService", policy)
    }

    /// Where it takes AuthnRequests by this binding.
    package func singleSignOnService(_ binding: Binding) -> String? {
        singleSignOnServices.first { $0.binding == binding }?.location
    }

    /// md:IDPSSODescriptor
    package var element: Element {
        let children: [[Element?]] = [
            role.children,
            artifactResolutionServices.map { $0.element(.md("ArtifactResolutionService")) },
            singleLogoutServices.map { Element(.md("SingleLogoutService"), having: $0.attributes) },
            nameIDFormats.map { Element(.md("NameIDFormat"), text: $0.rawValue) },
            singleSignOnServices.map { Element(.md("SingleSignOnService"), having: $0.attributes) },
        ]
        return Element(
            Self.name, having: role.attributes + [("WantAuthnRequestsSigned", "\(wantAuthnRequestsSigned)")],
            children.flatMap(\.self))
    }
}
