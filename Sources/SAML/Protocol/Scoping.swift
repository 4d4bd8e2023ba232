package import XML

/// Which identity providers a request may be passed on to (SAML Core §3.4.1.2).
package struct Scoping: Hashable, Sendable {
    static let name = QName.samlp("Scoping")

    /// How many hops are left; 0 forbids passing on, which we never do.
    package let proxyCount: Int?
    /// The identity providers (entityIDs) the service provider deems suitable.
    package let identityProviders: [String]
    /// The service providers on whose behalf the request was passed on.
    package let requesterIDs: [String]

    /// Reads samlp:Scoping; what it does not know is passed over.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        proxyCount = try Self.count(element.attribute("ProxyCount"))
        var identityProviders: [String] = []
        var requesterIDs: [String] = []
        var content = try Content(of: element)
        while let next = content.next() {
            switch next.name {
            case .samlp("IDPList"):
                for entry in next.elements where entry.name == .samlp("IDPEntry") {
                    identityProviders.append(try entry.requiredURI("ProviderID"))
                }
            case .samlp("RequesterID"): requesterIDs.append(try next.uriText())
            default: continue
            }
        }
        try content.end()
        self.identityProviders = identityProviders
        self.requesterIDs = requesterIDs
    }

    /// xs:nonNegativeInteger
    private static func count(_ text: String?) throws(SAMLError) -> Int? {
        guard let text = text?.trimmingXMLSpace() else { return nil }
        guard let value = Int(text), value >= 0 else { throw .invalidValue("ProxyCount", in: "Scoping") }
        return value
    }
}
