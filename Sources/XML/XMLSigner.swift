package import Crypto

/// Puts enveloped XML signatures into elements that this program wrote: Exclusive C14N, SHA-2, and the certificate in
/// KeyInfo for receivers that want to see it.
///
/// Signing takes one pass of the writer, one digest and one private-key operation. Keep one signer for the life of a
/// key: the certificate's text is made once.
package struct XMLSigner: Sendable {
    private let key: PrivateKey
    private let algorithm: SignatureAlgorithm
    private let prefixes: Prefixes
    private let keyInfo: Element

    /// - Parameters:
    ///   - certificate: must hold the key's public half; goes into KeyInfo.
    ///   - algorithm: must fit the key. The digest of the content is the one inside it.
    ///   - prefixes: those of the document into which the element is written: a signature holds for one spelling only.
    package init(
        key: PrivateKey, certificate: Certificate, algorithm: SignatureAlgorithm? = nil, prefixes: Prefixes
    ) throws(XMLError) {
        let certified: PublicKey
        do { certified = try certificate.publicKey } catch { throw .crypto(error) }
        guard certified == key.publicKey else { throw .crypto(.malformedCertificate("it is not the key's")) }
        self.key = key
        self.algorithm = algorithm ?? key.kind.signatureAlgorithm
        guard key.kind.fits(self.algorithm) else { throw .crypto(.algorithmDoesNotFitKey) }
        self.prefixes = prefixes
        keyInfo = Element(
            .signature("KeyInfo"), [],
            [
                Element(
                    .signature("X509Data"), [],
                    [Element(.signature("X509Certificate"), text: certificate.base64)])
            ])
    }

    /// The element with its ds:Signature, to be put into another element. `element` needs an attribute `ID` that is an
    /// NCName; the signature follows the first child named `after`, or is the first child.
    package func sign(_ element: Element, after: QName?) throws(XMLError) -> Element {
        let position = try position(in: element, after: after)
        let unsigned = try CanonicalWriter.bytes(element, prefixes: prefixes)
        var signed = element
        signed.children.insert(.element(try signature(of: element, canonical: unsigned)), at: position)
        return signed
    }

    /// The bytes of the signed element as a document: what `CanonicalWriter` would write of `sign`'s result, without
    /// writing it a second time.
    package func signedBytes(_ element: Element, after: QName?) throws(XMLError) -> [UInt8] {
        let position = try position(in: element, after: after)
        var writer = CanonicalWriter(prefixes: prefixes, marking: position - 1)
        try writer.write(element)
        let unsigned = writer.bytes
        guard let offset = writer.markedOffset else { throw .cannotWrite("no place for the signature") }
        let signature = try CanonicalWriter.bytes(signature(of: element, canonical: unsigned), prefixes: prefixes)
        var signed: [UInt8] = []
        signed.reserveCapacity(unsigned.count + signature.count)
        signed += unsigned[..<offset]
        signed += signature
        signed += unsigned[offset...]
        return signed
    }

    /// The index that the signature takes among the children.
    private func position(in element: Element, after: QName?) throws(XMLError) -> Int {
        guard element.name.namespace != Namespace.signature else {
            throw .cannotWrite("a signature in an element of XML Signature")
        }
        guard let after else { return 0 }
        let index = element.children.firstIndex {
            if case .element(let child) = $0 { child.name == after } else { false }
        }
        guard let index else { throw .cannotWrite("no \(after.local) to put the signature after") }
        return index + 1
    }

    private func signature(of element: Element, canonical: [UInt8]) throws(XMLError) -> Element {
        guard let id = element.attribute("ID"), Name.isNCName(id) else {
            throw .cannotWrite("a signed element needs an ID")
        }
        let signedInfo = Element(
            .signature("SignedInfo"), [],
            [
                Self.method("CanonicalizationMethod", Namespace.exclusiveC14N),
                Self.method("SignatureMethod", algorithm.rawValue),
                Element(
                    .signature("Reference"), [.init("URI", "#" + id)],
                    [
                        Element(
                            .signature("Transforms"), [],
                            [
                                Self.method("Transform", Namespace.envelopedSignature),
                                Self.method("Transform", Namespace.exclusiveC14N),
                            ]),
                        Self.method("DigestMethod", algorithm.digest.rawValue),
                        Element(.signature("DigestValue"), text: Base64.encode(algorithm.digest.digest(canonical))),
                    ]),
            ])
        let octets = try CanonicalWriter.bytes(signedInfo, prefixes: prefixes)
        let value: [UInt8]
        do { value = try key.sign(octets, with: algorithm) } catch { throw .crypto(error) }
        return Element(
            .signature("Signature"), [],
            [signedInfo, Element(.signature("SignatureValue"), text: Base64.encode(value)), keyInfo])
    }

    private static func method(_ name: String, _ algorithm: String) -> Element {
        Element(.signature(name), [.init("Algorithm", algorithm)], [])
    }
}

extension QName {
    /// A name of XML Signature.
    static func signature(_ local: String) -> QName { QName(Namespace.signature, local) }
}
