import XML

/// One of several endpoints of a kind, which a message names by its index (SAML Metadata §2.2.3).
package struct IndexedEndpoint: Hashable, Sendable {
    /// Its number.
    package let index: Int
    /// Whether it was declared the default, declared not to be, or nothing was said.
    package let isDefault: Bool?
    /// The place itself.
    package let endpoint: Endpoint

    /// An endpoint to write.
    package init(index: Int, isDefault: Bool? = nil, binding: Binding, location: String) {
        self.index = index
        self.isDefault = isDefault
        endpoint = Endpoint(binding: binding, location: location)
    }

    init(_ element: Element, _ policy: EndpointPolicy) throws(SAMLError) {
        guard let index = try element.unsignedShort("index") else { throw .missing("index", in: element.name.local) }
        self.index = index
        isDefault = try element.boolean("isDefault")
        endpoint = try Endpoint(element, policy)
    }

    /// How messages travel there.
    package var binding: Binding { endpoint.binding }
    /// Its address.
    package var location: String { endpoint.location }

    func element(_ name: QName) -> Element {
        Element(
            name, having: endpoint.attributes + [("index", String(index)), ("isDefault", isDefault.map { "\($0)" })])
    }
}

extension Sequence<IndexedEndpoint> {
    /// The default: the first declared so, else the first of which nothing is said, else the first
    /// (SAML Metadata §2.2.3).
    package var defaultEndpoint: IndexedEndpoint? {
        first { $0.isDefault == true } ?? first { $0.isDefault == nil } ?? first { _ in true }
    }
}
