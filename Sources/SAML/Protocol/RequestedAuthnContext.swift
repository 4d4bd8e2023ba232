package import XML

/// How a service provider wants the person to be authenticated (SAML Core §3.3.2.2.1).
package struct RequestedAuthnContext: Hashable, Sendable {
    static let name = QName.samlp("RequestedAuthnContext")

    /// How the listed contexts compare with the one used.
    package enum Comparison: String, Sendable {
        case exact, minimum, maximum, better
    }

    /// Absent means exact.
    package let comparison: Comparison
    /// The classes wanted, the most wanted first.
    package let classRefs: [AuthnContextClass]
    /// The declarations wanted, by their URI; none of ours.
    package let declRefs: [String]

    /// A wish to write.
    package init(comparison: Comparison = .exact, classRefs: [AuthnContextClass]) {
        self.comparison = comparison
        self.classRefs = classRefs
        declRefs = []
    }

    /// Reads samlp:RequestedAuthnContext. What stands there besides references is passed over; a request in which no
    /// reference is left asks for something unknown, so it can only be unmet.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        try element.allowAttributes("Comparison")
        switch element.attribute("Comparison") {
        case nil: comparison = .exact
        case let text?:
            guard let value = Comparison(rawValue: text) else {
                throw .invalidValue("Comparison", in: "RequestedAuthnContext")
            }
            comparison = value
        }
        var classRefs: [AuthnContextClass] = []
        var declRefs: [String] = []
        var content = try Content(of: element)
        while let reference = content.next() {
            switch reference.name {
            case .saml("AuthnContextClassRef"): classRefs.append(AuthnContextClass(rawValue: try reference.uriText()))
            case .saml("AuthnContextDeclRef"): declRefs.append(try reference.uriText())
            default: continue
            }
        }
        try content.end()
        self.classRefs = classRefs
        self.declRefs = declRefs
    }

    /// samlp:RequestedAuthnContext
    package var element: Element {
        Element(
            Self.name, having: [("Comparison", comparison.rawValue)],
            classRefs.map { Element(.saml("AuthnContextClassRef"), text: $0.rawValue) })
    }
}
