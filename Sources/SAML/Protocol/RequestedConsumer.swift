import XML

/// Where an AuthnRequest wants its answer (SAML Core §3.4.1): the index excludes the other two.
package enum RequestedConsumer: Hashable, Sendable {
    /// Nothing said: the default AssertionConsumerService of the metadata.
    case unspecified
    /// The AssertionConsumerService of this index in the metadata.
    case index(Int)
    /// This address, this binding, or both; to be matched byte for byte with the metadata (R8).
    case described(url: String?, binding: Binding?)

    init(_ element: Element) throws(SAMLError) {
        let index = try element.unsignedShort("AssertionConsumerServiceIndex")
        let url = try element.uri("AssertionConsumerServiceURL")
        let binding = try element.uri("ProtocolBinding").map(Binding.init(rawValue:))
        switch (index, url, binding) {
        case (nil, nil, nil): self = .unspecified
        case (let index?, nil, nil): self = .index(index)
        case (nil, _, _): self = .described(url: url, binding: binding)
        default:
            throw .contradiction(
                "AssertionConsumerServiceIndex and AssertionConsumerServiceURL or ProtocolBinding", in: "AuthnRequest")
        }
    }

    var attributes: [(String, String?)] {
        switch self {
        case .unspecified: []
        case .index(let index): [("AssertionConsumerServiceIndex", String(index))]
        case .described(let url, let binding):
            [("AssertionConsumerServiceURL", url), ("ProtocolBinding", binding?.rawValue)]
        }
    }
}
