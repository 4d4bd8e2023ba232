package import XML

/// An attribute a service provider asks for (SAML Metadata §2.4.4.2).
package struct RequestedAttribute: Hashable, Sendable {
    static let name = QName.md("RequestedAttribute")

    /// Its name, and the values wanted if not all.
    package let attribute: Attribute
    /// The service provider cannot work without it.
    package let isRequired: Bool

    /// An attribute to ask for.
    package init(_ attribute: Attribute, isRequired: Bool) {
        self.attribute = attribute
        self.isRequired = isRequired
    }

    /// Reads md:RequestedAttribute.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        attribute = try Attribute(described: element)
        isRequired = try element.boolean("isRequired") ?? false
    }

    /// md:RequestedAttribute
    package var element: Element {
        Element(
            Self.name,
            having: [
                ("FriendlyName", attribute.friendlyName), ("Name", attribute.name),
                ("NameFormat", attribute.nameFormat?.rawValue), ("isRequired", isRequired ? "true" : nil),
            ], attribute.values.map { Element(.saml("AttributeValue"), text: $0) })
    }
}
