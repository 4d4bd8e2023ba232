import Crypto

/// The one form of XML signature that is accepted (R4), read before any cryptography.
///
/// Everything is found by position. KeyInfo may be there and is not looked at. No search by ID or by name takes place,
/// because the verifier and the application could then find different elements.
struct SignatureShape {
    /// The signed element's path.
    let path: [Int]
    /// The number of its ds:Signature among its child elements.
    let signatureIndex: Int
    /// The signed element's ID: unique among everything in the document that might be taken for an ID.
    let id: String
    let signatureAlgorithm: SignatureAlgorithm
    let signatureValue: [UInt8]
    let signedInfoC14N: Canonicalisation
    let contentC14N: Canonicalisation
    let digestAlgorithm: DigestAlgorithm
    let digestValue: [UInt8]

    var signaturePath: [Int] { path + [signatureIndex] }
    /// SignedInfo is the first child of the signature.
    var signedInfoPath: [Int] { signaturePath + [0] }

    init(_ part: SignedPart, in root: Element) throws(XMLError) {
        let signed: Element
        (path, signed) = try Self.locate(part, in: root)
        signatureIndex = try Self.signatureIndex(part, in: signed, root: root)
        id = try Self.id(of: signed, part, root: root)

        let parts = try Self.children(
            of: signed.elements[signatureIndex], attributes: ["Id"], ["SignedInfo", "SignatureValue"],
            optional: "KeyInfo")
        let info = try Self.children(of: parts[0], ["CanonicalizationMethod", "SignatureMethod", "Reference"])
        signedInfoC14N = try Self.canonicalisation(info[0], part, root)
        signatureAlgorithm = try Self.algorithm(info[1])
        signatureValue = try Self.base64(parts[1], attributes: ["Id"])

        let reference = info[2]
        guard reference.attribute("URI") == "#" + id else { throw .signatureShape("a reference to something else") }
        let content = try Self.children(
            of: reference, attributes: ["URI"], ["Transforms", "DigestMethod", "DigestValue"])
        let transforms = try Self.children(of: content[0], ["Transform", "Transform"])
        guard try Self.algorithmURI(transforms[0]) == Namespace.envelopedSignature, transforms[0].children.isEmpty
        else {
            throw .signatureShape("the first transform is not enveloped-signature")
        }
        // A reference by `#ID` selects the element without its comments, so that even the form with comments finds none
        // (XML Signature §4.4.3.3).
        var contentC14N = try Self.canonicalisation(transforms[1], part, root)
        contentC14N.withComments = false
        self.contentC14N = contentC14N
        digestAlgorithm = try Self.algorithm(content[1])
        digestValue = try Self.base64(content[2])
    }

    // MARK: Where

    private static func locate(_ part: SignedPart, in root: Element) throws(XMLError) -> ([Int], Element) {
        switch part {
        case .root, .rootAmongOthers, .metadataRoot: return ([], root)
        case .child(let name):
            let (index, child) = try onlyChild(name, of: root)
            return ([index], child)
        case .content(let name):
            let (index, holder) = try onlyChild(name, of: root)
            let content = holder.elements
            guard content.count == 1 else { throw .signatureShape("\(content.count) elements in \(name.local)") }
            return ([index, 0], content[0])
        }
    }

    private static func onlyChild(_ name: QName, of root: Element) throws(XMLError) -> (Int, Element) {
        let candidates = root.elements.enumerated().filter { $0.element.name == name }
        guard candidates.count == 1 else { throw .signatureShape("\(candidates.count) elements \(name.local)") }
        return (candidates[0].offset, candidates[0].element)
    }

    /// Right after the Issuer (SAML Core §3.2.1, §2.3.3), in metadata first.
    private static func signatureIndex(_ part: SignedPart, in signed: Element, root: Element) throws(XMLError) -> Int {
        let elements = signed.elements
        let indexes = elements.indices.filter { elements[$0].name == .signature("Signature") }
        guard indexes.count == 1 else { throw .signatureShape("\(indexes.count) signatures in \(signed.name.local)") }
        let expected = part == .metadataRoot ? 0 : 1
        guard indexes[0] == expected, part == .metadataRoot || elements[0].name.local == "Issuer" else {
            throw .signatureShape("the signature is not where it belongs")
        }
        if part.standsAlone, root.count(where: { $0.name == .signature("Signature") }) != 1 {
            throw .signatureShape("more than one signature")
        }
        return expected
    }

    private static func id(of signed: Element, _ part: SignedPart, root: Element) throws(XMLError) -> String {
        guard let id = signed.attribute("ID"), id.utf8.count <= 256, Name.isNCName(id),
            id.utf8.allSatisfy({ $0 < 0x80 })
        else { throw .signatureShape("no ID, or one that is not a name") }
        // ID, Id, id, xml:id, samlp:ID, wsu:Id: whatever another reader might resolve the reference to.
        let ids = root.attributes { $0.name.local.lowercased() == "id" }
        guard ids.count(where: { $0.value == id }) == 1 else { throw .signatureShape("the ID is there twice") }
        if part.standsAlone, ids.count(where: { $0.name.local == "ID" }) != 1 {
            throw .signatureShape("more than one ID attribute")
        }
        return id
    }

    // MARK: What

    /// The children of an element of XML Signature that are exactly these, and no attribute but those named.
    private static func children(
        of element: Element, attributes: Set<String> = [], _ names: [String], optional: String? = nil
    ) throws(XMLError) -> [Element] {
        try check(element, attributes: attributes)
        let elements = element.elements
        let found = elements.map(\.name)
        let expected = names.map(QName.signature)
        guard found == expected || (optional.map { found == expected + [.signature($0)] } ?? false) else {
            throw .signatureShape("the content of \(element.name.local)")
        }
        return elements
    }

    private static func check(_ element: Element, attributes: Set<String>) throws(XMLError) {
        guard element.attributes.allSatisfy({ $0.name.namespace.isEmpty && attributes.contains($0.name.local) }) else {
            throw .signatureShape("an attribute of \(element.name.local)")
        }
    }

    private static func algorithmURI(_ element: Element) throws(XMLError) -> String {
        try check(element, attributes: ["Algorithm"])
        guard let uri = element.attribute("Algorithm") else { throw .signatureShape("no algorithm") }
        return uri
    }

    private static func algorithm<A: RawRepresentable>(_ element: Element) throws(XMLError) -> A
    where A.RawValue == String {
        let uri = try algorithmURI(element)
        guard element.children.isEmpty else { throw .signatureShape("a parameter of \(element.name.local)") }
        guard let algorithm = A(rawValue: uri) else { throw .algorithmRefused(element.name.local) }
        return algorithm
    }

    /// Exclusive canonicalisation, or Canonical XML 1.1 (decision 0193) where it can inherit nothing but namespaces: at
    /// the root, without an `xml:` attribute there.
    private static func canonicalisation(
        _ element: Element, _ part: SignedPart, _ root: Element
    ) throws(XMLError) -> Canonicalisation {
        let uri = try algorithmURI(element)
        if uri == Namespace.inclusiveC14N11, part == .root, element.children.isEmpty,
            root.attributes.allSatisfy({ $0.name.namespace != Namespace.xml })
        {
            return Canonicalisation(form: .inclusive11)
        }
        guard uri == Namespace.exclusiveC14N || uri == Namespace.exclusiveC14NWithComments else {
            throw .signatureShape("a \(element.name.local) that is not exclusive canonicalisation")
        }
        var method = Canonicalisation(withComments: uri == Namespace.exclusiveC14NWithComments)
        guard !element.children.isEmpty else { return method }
        let elements = element.elements
        guard elements.count == 1, elements[0].name == QName(Namespace.exclusiveC14N, "InclusiveNamespaces"),
            elements[0].children.isEmpty, elements[0].attributes.count == 1,
            let list = elements[0].attribute("PrefixList")
        else { throw .signatureShape("the content of \(element.name.local)") }
        method.inclusivePrefixes = list.split { " \t\r\n".contains($0) }.map(String.init)
        guard method.inclusivePrefixes.count <= 32,
            method.inclusivePrefixes.allSatisfy({ $0 == "#default" || Name.isNCName($0) })
        else { throw .signatureShape("the prefix list") }
        return method
    }

    private static func base64(_ element: Element, attributes: Set<String> = []) throws(XMLError) -> [UInt8] {
        try check(element, attributes: attributes)
        guard let bytes = Base64.decode(try element.text(), allowing: .any), !bytes.isEmpty else {
            throw .signatureShape("\(element.name.local) is not base64")
        }
        return bytes
    }
}

extension SignedPart {
    /// Whether nothing else in the document may be signed or have an `ID`.
    fileprivate var standsAlone: Bool {
        switch self {
        case .root, .content: true
        case .rootAmongOthers, .child, .metadataRoot: false
        }
    }
}

extension Element {
    /// How many elements of the tree, this one included, satisfy the condition.
    fileprivate func count(where condition: (Element) -> Bool) -> Int {
        elements.reduce(condition(self) ? 1 : 0) { $0 + $1.count(where: condition) }
    }

    /// The attributes of the whole tree that satisfy the condition.
    fileprivate func attributes(where condition: (Attribute) -> Bool) -> [Attribute] {
        elements.reduce(attributes.filter(condition)) { $0 + $1.attributes(where: condition) }
    }
}
