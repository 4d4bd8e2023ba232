import XML

/// A place where an entity takes messages (SAML Metadata §2.2.2).
package struct Endpoint: Hashable, Sendable {
    /// How messages travel there.
    package let binding: Binding
    /// Its address.
    package let location: String
    /// Where answers go when it is another address (single logout).
    package let responseLocation: String?

    /// An endpoint to write.
    package init(binding: Binding, location: String, responseLocation: String? = nil) {
        self.binding = binding
        self.location = location
        self.responseLocation = responseLocation
    }

    init(_ element: Element, _ policy: EndpointPolicy) throws(SAMLError) {
        binding = Binding(rawValue: try element.requiredURI("Binding"))
        location = try element.requiredURI("Location")
        responseLocation = try element.uri("ResponseLocation")
        guard policy.allows(location), responseLocation.map(policy.allows) ?? true else {
            throw .metadata(.endpointRefused(element.name.local))
        }
    }

    var attributes: [(String, String?)] {
        [("Binding", binding.rawValue), ("Location", location), ("ResponseLocation", responseLocation)]
    }
}
