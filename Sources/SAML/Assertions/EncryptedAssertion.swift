package import Crypto
package import XML

/// An assertion that only its receiver can read (SAML Core §2.3.4).
package struct EncryptedAssertion: Hashable, Sendable {
    static let name = QName.saml("EncryptedAssertion")
    /// The child of a Response that may stand in place of an Assertion.
    package static let elementName = name

    /// saml:EncryptedAssertion
    package let element: Element
    private let content: EncryptedContent

    /// saml:EncryptedAssertion, made of saml:Assertion, which is signed already if it is to be.
    ///
    /// - Parameter recipient: the service provider's entityID.
    package static func element(
        encrypting assertion: WrittenElement, by encryption: ContentEncryption, for recipient: String,
        randomness: Randomness
    ) throws(SAMLError) -> Element {
        try .encrypted(assertion, as: Self.name, by: encryption, for: recipient, randomness)
    }

    /// Reads saml:EncryptedAssertion; nothing is decrypted yet.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        self.element = element
        do { content = try EncryptedContent(in: element) } catch { throw .xml(error) }
    }

    /// saml:Assertion as a document of its own, whose signature can be verified in it. Decrypt only what stands in a
    /// message whose signature verified, or what is then believed for its own signature alone.
    package func decrypted(by keys: [PrivateKey]) throws(SAMLError) -> Document {
        do throws(XMLError) {
            let document = try content.decrypted(by: keys)
            guard document.root.name == Assertion.name else { throw .encryptionShape("not an Assertion") }
            return document
        } catch { throw .xml(error) }
    }
}

extension Element {
    /// An element that holds another one encrypted.
    static func encrypted(
        _ content: WrittenElement, as name: QName, by encryption: ContentEncryption, for recipient: String,
        _ randomness: Randomness
    ) throws(SAMLError) -> Element {
        do {
            let data = try encryption.encrypt(content, recipient: recipient, randomness: randomness)
            return Element(name, having: [], [data])
        } catch { throw .xml(error) }
    }
}
