package import Crypto

/// How an element is encrypted for one receiver: its key, and the algorithms it can decrypt (XML Encryption 1.1).
///
/// What is encrypted is a document of its own: the writer declares every namespace inside it, so that it can be put
/// anywhere, and a signature in it verifies wherever it is put.
package struct ContentEncryption: Hashable, Sendable {
    /// The key of the receiver; RSA.
    package let key: PublicKey
    /// The certificate it came in, by which a receiver with several keys finds the right one.
    package let certificate: Certificate
    /// For the content.
    package let cipher: ContentCipher
    /// For the content's key.
    package let transport: KeyTransport
    /// What EncryptedData says of all that, the same each time.
    private let contentMethod: Element
    private let keyMethod: Element
    private let keyInfo: Element

    /// Throws when the certificate's key cannot be encrypted for: one that is not RSA, or too short.
    package init(certificate: Certificate, cipher: ContentCipher, transport: KeyTransport) throws(XMLError) {
        do throws(CryptoError) {
            key = try certificate.publicKey
            guard case .rsa = key.kind else { throw .algorithmDoesNotFitKey }
        } catch { throw .crypto(error) }
        self.certificate = certificate
        self.cipher = cipher
        self.transport = transport
        contentMethod = Element(.encryption("EncryptionMethod"), [.init("Algorithm", cipher.rawValue)], [])
        keyMethod = Self.method(transport)
        let certificates = [Element(.signature("X509Certificate"), text: certificate.base64)]
        keyInfo = Element(.signature("KeyInfo"), [], [Element(.signature("X509Data"), [], certificates)])
    }

    /// xenc:EncryptedData that holds `content`, under a content key of its own.
    ///
    /// - Parameter recipient: says in EncryptedKey for whom it is.
    package func encrypt(
        _ content: WrittenElement, recipient: String?, randomness: Randomness
    ) throws(XMLError) -> Element {
        let contentKey = randomness.bytes(cipher.keyBytes)
        let octets: [UInt8]
        let wrapped: [UInt8]
        do throws(CryptoError) {
            octets = try cipher.encrypt(content.bytes, key: contentKey, randomness: randomness)
            wrapped = try key.encrypt(contentKey, by: transport)
        } catch { throw .crypto(error) }
        let encryptedKey = Element(
            .encryption("EncryptedKey"), recipient.map { [.init("Recipient", $0)] } ?? [],
            [keyMethod, keyInfo, Self.cipherData(wrapped)])
        return Element(
            .encryption("EncryptedData"), [.init("Type", Namespace.encryptedElement)],
            [contentMethod, Element(.signature("KeyInfo"), [], [encryptedKey]), Self.cipherData(octets)])
    }

    private static func method(_ transport: KeyTransport) -> Element {
        var parameters = [
            Element(.signature("DigestMethod"), [.init("Algorithm", transport.digest.rawValue)], [])
        ]
        if transport.algorithm == .rsaOAEP {
            parameters.append(
                Element(QName(Namespace.encryption11, "MGF"), [.init("Algorithm", transport.mask.maskURI)], []))
        }
        return Element(
            .encryption("EncryptionMethod"), [.init("Algorithm", transport.algorithm.rawValue)], parameters)
    }

    private static func cipherData(_ octets: [UInt8]) -> Element {
        Element(
            .encryption("CipherData"), [], [Element(.encryption("CipherValue"), text: Base64.encode(octets))])
    }
}

extension QName {
    /// A name of XML Encryption.
    static func encryption(_ local: String) -> QName { QName(Namespace.encryption, local) }
}
