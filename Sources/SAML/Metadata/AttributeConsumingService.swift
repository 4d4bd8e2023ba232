package import XML

/// A set of attributes a service provider asks for, which an AuthnRequest names by its index (SAML Metadata §2.4.4.1).
package struct AttributeConsumingService: Hashable, Sendable {
    static let name = QName.md("AttributeConsumingService")

    /// Its number.
    package let index: Int
    /// Whether it was declared the default, declared not to be, or nothing was said.
    package let isDefault: Bool?
    /// The service's name for people.
    package let serviceNames: [LocalizedString]
    /// What is asked for.
    package let requestedAttributes: [RequestedAttribute]

    /// A set to write.
    package init(
        index: Int, isDefault: Bool? = nil, serviceNames: [LocalizedString], requestedAttributes: [RequestedAttribute]
    ) {
        self.index = index
        self.isDefault = isDefault
        self.serviceNames = serviceNames
        self.requestedAttributes = requestedAttributes
    }

    /// Reads md:AttributeConsumingService.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        guard let index = try element.unsignedShort("index") else {
            throw .missing("index", in: "AttributeConsumingService")
        }
        self.index = index
        isDefault = try element.boolean("isDefault")
        serviceNames = try element.localized(.md("ServiceName"))
        var requested: [RequestedAttribute] = []
        for attribute in element.all(RequestedAttribute.name) { requested.append(try RequestedAttribute(attribute)) }
        requestedAttributes = requested
    }

    /// md:AttributeConsumingService
    package var element: Element {
        Element(
            Self.name, having: [("index", String(index)), ("isDefault", isDefault.map { "\($0)" })],
            serviceNames.map { $0.element(.md("ServiceName")) } + requestedAttributes.map(\.element))
    }
}
