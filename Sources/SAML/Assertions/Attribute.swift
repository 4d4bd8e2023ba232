package import XML

/// One thing said of the subject: a name and its values (SAML Core §2.7.3.1).
package struct Attribute: Hashable, Sendable {
    static let name = QName.saml("Attribute")

    /// How the attribute is called on the wire, e.g. "mail" or "urn:oid:0.9.2342.19200300.100.1.3".
    package let name: String
    /// How `name` is to be understood; absent means unspecified.
    package let nameFormat: AttributeNameFormat?
    /// A name for people; never compared.
    package let friendlyName: String?
    /// The values, each a simple string (SDP-IDP19, 20). None means "has the attribute, without a value".
    package let values: [String]

    /// An attribute to write: every string at most 256 characters that XML can carry (IIP-G02).
    package init(
        name: String, nameFormat: AttributeNameFormat? = nil, friendlyName: String? = nil, values: [String]
    ) throws(SAMLError) {
        guard !name.isEmpty else { throw .missing("Name", in: "Attribute") }
        try Bound.written(name, "Name", in: "Attribute")
        if let friendlyName { try Bound.written(friendlyName, "FriendlyName", in: "Attribute") }
        for value in values { try Bound.written(value, "AttributeValue", in: "Attribute") }
        self.name = name
        self.nameFormat = nameFormat
        self.friendlyName = friendlyName
        self.values = values
    }

    /// Reads saml:Attribute; attributes of other namespaces are passed over. A value that holds elements is refused.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try self.init(described: element)
        guard !name.isEmpty else { throw .missing("Name", in: "Attribute") }
    }

    /// Reads the content of AttributeType, which md:RequestedAttribute extends.
    init(described element: Element) throws(SAMLError) {
        try element.allowAttributes("Name", "NameFormat", "FriendlyName", "isRequired")
        name = try element.required("Name")
        nameFormat = try element.uri("NameFormat").map(AttributeNameFormat.init(rawValue:))
        friendlyName = element.attribute("FriendlyName")
        var content = try Content(of: element)
        values = try content.all(.saml("AttributeValue")) { (value) throws(SAMLError) in try value.plainText() }
        try content.end()
    }

    /// saml:Attribute, one AttributeValue for each value, without xsi:type (a QName in content would need a namespace
    /// declaration that exclusive canonicalisation drops).
    package var element: Element {
        Element(
            Self.name, having: [("FriendlyName", friendlyName), ("Name", name), ("NameFormat", nameFormat?.rawValue)],
            values.map { Element(.saml("AttributeValue"), text: $0) })
    }
}
