package import XML

/// What a service provider takes and wants (SAML Metadata §2.4.4).
package struct SPSSODescriptor: Hashable, Sendable {
    static let name = QName.md("SPSSODescriptor")

    /// Keys, texts, algorithms.
    package let role: RoleDescriptor
    /// Its AuthnRequests are always signed; an unsigned one is to be refused (SDP-IDP04).
    package let authnRequestsSigned: Bool
    /// It wants the Assertion itself signed.
    package let wantAssertionsSigned: Bool
    /// Where it takes logout messages.
    package let singleLogoutServices: [Endpoint]
    /// The kinds of name it understands, the most wanted first; none said means any.
    package let nameIDFormats: [NameIDFormat]
    /// Where it takes Responses.
    package let assertionConsumerServices: [IndexedEndpoint]
    /// Which attributes it asks for.
    package let attributeConsumingServices: [AttributeConsumingService]

    /// A description to write.
    package init(
        role: RoleDescriptor, authnRequestsSigned: Bool, wantAssertionsSigned: Bool,
        singleLogoutServices: [Endpoint] = [], nameIDFormats: [NameIDFormat],
        assertionConsumerServices: [IndexedEndpoint], attributeConsumingServices: [AttributeConsumingService] = []
    ) {
        self.role = role
        self.authnRequestsSigned = authnRequestsSigned
        self.wantAssertionsSigned = wantAssertionsSigned
        self.singleLogoutServices = singleLogoutServices
        self.nameIDFormats = nameIDFormats
        self.assertionConsumerServices = assertionConsumerServices
        self.attributeConsumingServices = attributeConsumingServices
    }

    /// Reads md:SPSSODescriptor.
    package init(_ element: Element, _ policy: EndpointPolicy) throws(SAMLError) {
        try element.expect(Self.name)
        role = try RoleDescriptor(element)
        authnRequestsSigned = try element.boolean("AuthnRequestsSigned") ?? false
        wantAssertionsSigned = try element.boolean("WantAssertionsSigned") ?? false
        singleLogoutServices = try element.endpoints("SingleLogoutService", policy)
        nameIDFormats = try element.nameIDFormats()
        assertionConsumerServices = try element.indexedEndpoints("AssertionConsumerService", policy)
        var services: [AttributeConsumingService] = []
        for service in element.all(AttributeConsumingService.name) {
            services.append(try AttributeConsumingService(service))
        }
        attributeConsumingServices = services
    }

    /// The AssertionConsumerService that takes the answer when the request names none.
    package var defaultAssertionConsumerService: IndexedEndpoint? { assertionConsumerServices.defaultEndpoint }

    /// The set of attributes asked for under this index, or the default one.
    package func attributeConsumingService(_ index: Int?) -> AttributeConsumingService? {
        if let index { return attributeConsumingServices.first { $0.index == index } }
        return attributeConsumingServices.first { $0.isDefault == true }
            ?? attributeConsumingServices.first { $0.isDefault == nil } ?? attributeConsumingServices.first
    }

    /// md:SPSSODescriptor
    package var element: Element {
        let children: [[Element?]] = [
            role.children,
            singleLogoutServices.map { Element(.md("SingleLogoutService"), having: $0.attributes) },
            nameIDFormats.map { Element(.md("NameIDFormat"), text: $0.rawValue) },
            assertionConsumerServices.map { $0.element(.md("AssertionConsumerService")) },
            attributeConsumingServices.map(\.element),
        ]
        return Element(
            Self.name,
            having: role.attributes + [
                ("AuthnRequestsSigned", "\(authnRequestsSigned)"), ("WantAssertionsSigned", "\(wantAssertionsSigned)"),
            ], children.flatMap(\.self))
    }
}

extension Element {
    func endpoints(_ name: String, _ policy: EndpointPolicy) throws(SAMLError) -> [Endpoint] {
        var found: [Endpoint] = []
        for element in all(.md(name)) { found.append(try Endpoint(element, policy)) }
        return found
    }

    func indexedEndpoints(_ name: String, _ policy: EndpointPolicy) throws(SAMLError) -> [IndexedEndpoint] {
        var found: [IndexedEndpoint] = []
        for element in all(.md(name)) {
            let endpoint = try IndexedEndpoint(element, policy)
            guard !found.contains(where: { $0.index == endpoint.index }) else {
                throw .metadata(.repeatedIndex(name))
            }
            found.append(endpoint)
        }
        return found
    }

    /// Empty ones are passed over: crewjam/saml writes one when it was told of no format.
    func nameIDFormats() throws(SAMLError) -> [NameIDFormat] {
        var found: [NameIDFormat] = []
        for element in all(.md("NameIDFormat")) {
            guard try !element.plainText().trimmingXMLSpace().isEmpty else { continue }
            found.append(NameIDFormat(rawValue: try element.uriText()))
        }
        return found
    }
}
