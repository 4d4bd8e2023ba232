package import XML

/// What the assertion says of its subject besides the name (SAML Core §2.7.3).
package struct AttributeStatement: Hashable, Sendable {
    static let name = QName.saml("AttributeStatement")

    /// At least one: an assertion without attributes has no statement at all.
    package let attributes: [Attribute]

    /// A statement to write, or nil when there is nothing to say (the schema wants at least one attribute).
    package init?(_ attributes: [Attribute]) {
        guard !attributes.isEmpty else { return nil }
        self.attributes = attributes
    }

    /// Reads saml:AttributeStatement. EncryptedAttribute is not supported.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes()
        var attributes: [Attribute] = []
        var content = try Content(of: element)
        while let next = content.next() {
            if next.name == .saml("EncryptedAttribute") { throw .unsupported("EncryptedAttribute") }
            attributes.append(try Attribute(next))
        }
        try content.end()
        guard !attributes.isEmpty else { throw .missing("Attribute", in: "AttributeStatement") }
        self.attributes = attributes
    }

    /// saml:AttributeStatement
    package var element: Element { Element(Self.name, having: [], attributes.map(\.element)) }
}
