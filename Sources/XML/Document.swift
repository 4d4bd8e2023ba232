package import Crypto

/// A received document: bytes to one tree, and from that tree the elements that anyone may read.
///
/// The bytes pass a scan, then libxml2 once. Nothing else ever parses them: what is verified and what is read come from
/// the same tree. A document lives inside the call that received it.
package struct Document: ~Copyable {
    private let tree: LibXMLTree
    /// The root element as it stands in the document, NOT verified: to find out who is said to speak, and for messages
    /// that may come unsigned.
    package let root: Element

    /// Parses a plain document within the limits; throws for every other.
    package init(parsing bytes: [UInt8], limits: Limits) throws(XMLError) {
        try ByteScan.check(bytes, limits: limits)
        let tree = try LibXMLTree(parsing: bytes)
        root = try tree.element()
        self.tree = tree
    }

    /// Whether there is a ds:Signature anywhere. If so the message counts as signed and has to verify: a signature in
    /// an odd place is refused there, not taken for none.
    package var isSigned: Bool { root.holdsSignature }

    /// The signed part, once its signature verified with one of the keys: rebuilt from the verified nodes, without the
    /// signature itself, so that everything in it is signed.
    ///
    /// First the shape (R4), then the cryptography, twice: libxml2's canonical form with OpenSSL, and xmlsec1.
    /// Throws in every other case, and with no keys; `verifiersDisagree` deserves an alarm.
    package func verified(
        _ part: SignedPart = .root, by keys: [PublicKey],
        allowing algorithms: [SignatureAlgorithm] = SignatureAlgorithm.allCases,
        digests: [DigestAlgorithm] = DigestAlgorithm.allCases
    ) throws(XMLError) -> Element {
        let shape = try SignatureShape(part, in: root)
        guard algorithms.contains(shape.signatureAlgorithm) else {
            throw .algorithmRefused("\(shape.signatureAlgorithm)")
        }
        guard digests.contains(shape.digestAlgorithm) else { throw .algorithmRefused("\(shape.digestAlgorithm)") }
        let signedInfo = try tree.canonical(shape.signedInfoPath, shape.signedInfoC14N)
        let content = try tree.canonical(shape.path, omitting: shape.signatureIndex, shape.contentC14N)
        let digestMatches = Digest.equal(shape.digestAlgorithm.digest(content), shape.digestValue)
        for key in keys where key.kind.fits(shape.signatureAlgorithm) {
            let first = digestMatches && Self.verifies(signedInfo, shape, with: key)
            let second = XMLSec.verifies(
                signature: shape.signaturePath, over: shape.path, id: shape.id, in: tree, with: key)
            guard first == second else {
                throw .verifiersDisagree(first ? "xmlsec1 refuses" : "xmlsec1 accepts")
            }
            if first { return try tree.element(at: shape.path, omitting: shape.signatureIndex) }
        }
        throw .signatureInvalid
    }

    private static func verifies(_ signedInfo: [UInt8], _ shape: SignatureShape, with key: PublicKey) -> Bool {
        do {
            try key.verify(shape.signatureValue, over: signedInfo, with: shape.signatureAlgorithm)
            return true
        } catch {
            return false
        }
    }
}

extension Element {
    /// Whether a ds:Signature is among the children. It says nothing of its worth.
    package var isSigned: Bool { first(.signature("Signature")) != nil }

    fileprivate var holdsSignature: Bool {
        name == .signature("Signature") || elements.contains { $0.holdsSignature }
    }
}
