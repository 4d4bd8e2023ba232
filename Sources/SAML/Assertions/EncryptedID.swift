package import Crypto
package import XML

/// The name of a person that only its receiver can read (SAML Core §2.2.4).
package struct EncryptedID: Hashable, Sendable {
    static let name = QName.saml("EncryptedID")

    /// saml:EncryptedID
    package let element: Element
    private let content: EncryptedContent

    /// Encrypts a name.
    ///
    /// - Parameter recipient: the entityID of who is to read it.
    package init(
        encrypting nameID: NameID, by encryption: ContentEncryption, for recipient: String, randomness: Randomness
    ) throws(SAMLError) {
        try self.init(.encrypted(nameID.element.written(), as: Self.name, by: encryption, for: recipient, randomness))
    }

    /// Reads saml:EncryptedID; nothing is decrypted yet.
    package init(_ element: Element) throws(SAMLError) {
        try element.expect(Self.name)
        self.element = element
        do { content = try EncryptedContent(in: element) } catch { throw .xml(error) }
    }

    /// The algorithm of the content, for those who allow some only.
    package var contentCipher: ContentCipher { content.contentCipher }

    /// The name inside; each of `keys` is tried (IIP-IDP19). Only for a message whose signature has verified. php-saml
    /// writes `saml:NameID` there and declares the prefix nowhere.
    package func nameID(by keys: [PrivateKey]) throws(SAMLError) -> NameID {
        let root: Element
        do {
            root = try content.element(by: keys, knowing: "saml", as: Namespace.saml)
        } catch {
            throw .xml(error)
        }
        return try NameID(root)
    }
}
