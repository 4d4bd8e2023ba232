package import Crypto

/// Puts enveloped XML signatures into elements that this program wrote: Exclusive C14N, SHA-2, and the certificate in
/// KeyInfo for receivers that want to see it.
///
/// Signing takes one pass of the writer, one digest and one private-key operation. Keep one signer for the life of a
/// key: the text around its signatures is made once.
package struct XMLSigner: Sendable {
    private let key: PrivateKey
    private let algorithm: SignatureAlgorithm
    private let prefixes: Prefixes
    private let words: Words

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
        words = Words(self.algorithm, certificate)
    }

    /// The element with its ds:Signature, to be sent or put into another element. `element` needs an attribute `ID` that
    /// is an NCName; the signature follows the first child named `after`, or is the first child.
    ///
    /// - Parameter last: becomes the last child as it was written, and is signed with the rest.
    package func sign(
        _ element: Element, holding last: WrittenElement? = nil, after: QName?
    ) throws(XMLError) -> WrittenElement {
        guard let id = element.attribute("ID"), Name.isNCName(id) else {
            throw .cannotWrite("a signed element needs an ID")
        }
        let position = try position(in: element, after: after)
        var writer = CanonicalWriter(prefixes: prefixes, marking: position - 1, holding: last)
        try writer.write(element)
        let unsigned = writer.bytes
        guard let offset = writer.markedOffset, let own = prefixes.index(of: Namespace.signature) else {
            throw .cannotWrite("no place for the signature")
        }
        let signature = try signature(of: unsigned, id: id)
        var signed: [UInt8] = []
        signed.reserveCapacity(unsigned.count + signature.count)
        signed += unsigned[..<offset]
        signed += signature
        signed += unsigned[offset...]
        return WrittenElement(bytes: signed, declarations: writer.written.declarations | 1 << UInt64(own))
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

    /// ds:Signature over those bytes, in canonical form where no ancestor declares `ds`.
    private func signature(of canonical: [UInt8], id: String) throws(XMLError) -> [UInt8] {
        let info =
            words.method + Array(id.utf8) + words.transforms
            + Base64.encodedBytes(algorithm.digest.digest(canonical)) + words.end
        let value: [UInt8]
        do { value = try key.sign(words.info + info, with: algorithm) } catch { throw .crypto(error) }
        return words.signature + info + words.value + Base64.encodedBytes(value) + words.keyInfo
    }

    /// The text of a ds:Signature around what changes: each piece goes on where the one before ended. Nothing in it needs
    /// an escape: algorithms are constants, the rest is Base64 and an NCName.
    private struct Words: Sendable {
        /// How SignedInfo begins where it stands alone, as it is signed.
        let info: [UInt8]
        /// How it begins within its Signature, which has declared the namespace.
        let signature: [UInt8]
        let method: [UInt8]
        let transforms: [UInt8]
        let end: [UInt8]
        let value: [UInt8]
        let keyInfo: [UInt8]

        init(_ algorithm: SignatureAlgorithm, _ certificate: Certificate) {
            let declaration = " xmlns:ds=\"\(Namespace.signature)\""
            info = Array("<ds:SignedInfo\(declaration)>".utf8)
            signature = Array("<ds:Signature\(declaration)><ds:SignedInfo>".utf8)
            method = Array(
                """
                <ds:CanonicalizationMethod Algorithm="\(Namespace.exclusiveC14N)"></ds:CanonicalizationMethod>\
                <ds:SignatureMethod Algorithm="\(algorithm.rawValue)"></ds:SignatureMethod><ds:Reference URI="#
                """.utf8)
            transforms = Array(
                """
                "><ds:Transforms><ds:Transform Algorithm="\(Namespace.envelopedSignature)"></ds:Transform>\
                <ds:Transform Algorithm="\(Namespace.exclusiveC14N)"></ds:Transform></ds:Transforms>\
                <ds:DigestMethod Algorithm="\(algorithm.digest.rawValue)"></ds:DigestMethod><ds:DigestValue>
                """.utf8)
            end = Array("</ds:DigestValue></ds:Reference></ds:SignedInfo>".utf8)
            value = Array("<ds:SignatureValue>".utf8)
            keyInfo = Array(
                """
                </ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>\(certificate.base64)\
                </ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>
                """.utf8)
        }
    }
}

extension QName {
    /// A name of XML Signature.
    static func signature(_ local: String) -> QName { QName(Namespace.signature, local) }
}
