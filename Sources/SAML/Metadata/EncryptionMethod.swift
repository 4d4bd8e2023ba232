package import XML

/// An algorithm that an entity can decrypt, with its parameters (SAML Metadata §2.4.1.1, XML Encryption §3.2): of a
/// content's cipher or of a key's transport.
package struct EncryptionMethod: Hashable, Sendable {
    static let name = QName.md("EncryptionMethod")

    /// The algorithm's URI.
    package let algorithm: String
    /// The URI of OAEP's digest, if said.
    package let digestMethod: String?
    /// The URI of OAEP's mask generation function, if said.
    package let maskFunction: String?

    /// A method to declare.
    package init(_ algorithm: String, digestMethod: String? = nil, maskFunction: String? = nil) {
        self.algorithm = algorithm
        self.digestMethod = digestMethod
        self.maskFunction = maskFunction
    }

    /// Reads md:EncryptionMethod; nil without an Algorithm. Sizes of keys are passed over.
    init?(_ element: Element) {
        guard let algorithm = element.attribute("Algorithm") else { return nil }
        self.init(
            algorithm, digestMethod: element.first(.ds("DigestMethod"))?.attribute("Algorithm"),
            maskFunction: element.first(QName(Namespace.xenc11, "MGF"))?.attribute("Algorithm"))
    }

    /// md:EncryptionMethod
    package var element: Element {
        Element(
            Self.name, having: [("Algorithm", algorithm)],
            [
                digestMethod.map { Element(.ds("DigestMethod"), having: [("Algorithm", $0)]) },
                maskFunction.map { Element(QName(Namespace.xenc11, "MGF"), having: [("Algorithm", $0)]) },
            ])
    }
}
