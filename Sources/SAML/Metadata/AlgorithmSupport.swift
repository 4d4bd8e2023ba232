import XML

/// Which signature and digest algorithms an entity takes (SAML V2.0 Metadata Profile for Algorithm Support §2).
package struct AlgorithmSupport: Hashable, Sendable {
    /// URIs of digest algorithms; none said means any.
    package let digestMethods: [String]
    /// URIs of signature algorithms; none said means any.
    package let signingMethods: [String]

    /// Algorithms to declare.
    package init(digestMethods: [String], signingMethods: [String]) {
        self.digestMethods = digestMethods
        self.signingMethods = signingMethods
    }

    /// Reads what md:Extensions say; sizes of keys are passed over.
    init(extensions: Element?) {
        digestMethods = extensions?.all(.alg("DigestMethod")).compactMap { $0.attribute("Algorithm") } ?? []
        signingMethods = extensions?.all(.alg("SigningMethod")).compactMap { $0.attribute("Algorithm") } ?? []
    }

    var elements: [Element] {
        digestMethods.map { Element(.alg("DigestMethod"), having: [("Algorithm", $0)]) }
            + signingMethods.map { Element(.alg("SigningMethod"), having: [("Algorithm", $0)]) }
    }

    /// What this role says, or, where it says nothing, what its entity says.
    func orElse(_ entity: AlgorithmSupport) -> AlgorithmSupport {
        AlgorithmSupport(
            digestMethods: digestMethods.isEmpty ? entity.digestMethods : digestMethods,
            signingMethods: signingMethods.isEmpty ? entity.signingMethods : signingMethods)
    }
}
