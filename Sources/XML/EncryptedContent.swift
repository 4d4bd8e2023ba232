package import Crypto

/// An encrypted element as it was received: xenc:EncryptedData with its keys, in the one shape that is accepted.
///
/// Decrypting proves nothing about the sender: anybody can encrypt for a public key. Decrypt only what a signature that
/// verified covers (R15), so that no stranger can use us to learn what a ciphertext holds.
package struct EncryptedContent: Hashable, Sendable {
    private struct Key: Hashable {
        let transport: KeyTransport
        let octets: [UInt8]
    }

    private let cipher: ContentCipher
    private let keys: [Key]
    private let octets: [UInt8]

    /// More keys than these nobody has a reason to send, and each costs private-key operations.
    private static let mostKeys = 8

    /// Reads the children of an element such as saml:EncryptedID: one EncryptedData, then any EncryptedKeys. The keys
    /// inside the EncryptedData's KeyInfo count too; references to other places are not followed.
    package init(in container: Element) throws(XMLError) {
        let elements = container.elements
        guard let data = elements.first, data.name == .encryption("EncryptedData"),
            elements.dropFirst().allSatisfy({ $0.name == .encryption("EncryptedKey") })
        else { throw .encryptionShape("the content of \(container.name.local)") }
        let type = data.attribute("Type")
        guard type == nil || type == Namespace.encryptedElement else { throw .encryptionShape("not an element") }
        let parts = data.elements
        guard let method = parts.first(where: { $0.name == .encryption("EncryptionMethod") }),
            let uri = method.attribute("Algorithm")
        else { throw .encryptionShape("no EncryptionMethod") }
        guard let cipher = ContentCipher(rawValue: uri) else { throw .algorithmRefused("the content's cipher") }
        self.cipher = cipher
        octets = try Self.cipherValue(data)
        let inside = parts.filter { $0.name == .signature("KeyInfo") }.flatMap { $0.all(.encryption("EncryptedKey")) }
        let all = inside + elements.dropFirst()
        guard (1...Self.mostKeys).contains(all.count) else { throw .encryptionShape("\(all.count) EncryptedKeys") }
        // A key for somebody else may be of a kind that we do not know.
        var keys: [Key] = []
        for element in all {
            guard let transport = Self.transport(element) else { continue }
            keys.append(Key(transport: transport, octets: try Self.cipherValue(element)))
        }
        guard !keys.isEmpty else { throw .algorithmRefused("the key's transport") }
        self.keys = keys
    }

    /// The algorithm of the content, for those who allow some only.
    package var contentCipher: ContentCipher { cipher }

    /// The element inside, as a document of its own that passed the gate of every message. Each of `keys` is tried, and
    /// each as far as the content's cipher, with a stand-in where a content key does not open: how long it takes does not
    /// tell which of them fitted, or how far it came (Manger's attack, and Jager and Somorovsky's, live on that).
    package func decrypted(by keys: [PrivateKey], limits: Limits = .message) throws(XMLError) -> Document {
        try Document(parsing: plain(by: keys), limits: limits)
    }

    /// The same of a short element that may use `prefix` for `namespace` without saying so, as the element around the
    /// ciphertext has said it (XML Encryption §4.3.3, which leaves it to the receiver to read it in that context).
    package func element(
        by keys: [PrivateKey], knowing prefix: String, as namespace: String
    ) throws(XMLError) -> Element {
        let plain = try plain(by: keys)
        do { return try Document(parsing: plain, limits: .message).root } catch {
            let start = Array("<context xmlns:\(prefix)=\"\(namespace)\">".utf8)
            let context = try Document(parsing: start + plain + Array("</context>".utf8), limits: .message).root
            guard context.elements.count == 1 else { throw .encryptionShape("not one element") }
            return context.elements[0]
        }
    }

    private func plain(by keys: [PrivateKey]) throws(XMLError) -> [UInt8] {
        var found: [UInt8]?
        for encrypted in self.keys {
            for key in keys {
                let opened = try? key.decrypt(encrypted.octets, by: encrypted.transport)
                let fits = opened?.count == cipher.keyBytes
                let contentKey = fits ? opened : nil
                let content = try? cipher.decrypt(octets, key: contentKey ?? standIn)
                if contentKey != nil, let content, found == nil { found = content }
            }
        }
        guard let found else { throw .crypto(.undecipherable) }
        return found
    }

    /// A content key that opens nothing.
    private var standIn: [UInt8] { [UInt8](repeating: 0, count: cipher.keyBytes) }

    private static func transport(_ encryptedKey: Element) -> KeyTransport? {
        guard let method = encryptedKey.first(.encryption("EncryptionMethod")),
            let algorithm = method.attribute("Algorithm").flatMap(KeyTransport.Algorithm.init(rawValue:)),
            // A label must be known to both sides; nobody sends one.
            method.first(.encryption("OAEPparams")) == nil
        else { return nil }
        var digest = KeyTransport.Digest.sha1
        if let named = method.first(.signature("DigestMethod")) {
            guard let known = named.attribute("Algorithm").flatMap(KeyTransport.Digest.init(rawValue:)) else {
                return nil
            }
            digest = known
        }
        var mask = KeyTransport.Digest.sha1
        if let named = method.first(QName(Namespace.encryption11, "MGF")) {
            guard let known = named.attribute("Algorithm").flatMap(KeyTransport.Digest.init(maskURI:)) else {
                return nil
            }
            mask = known
        }
        return KeyTransport(algorithm, digest: digest, mask: mask)
    }

    private static func cipherValue(_ element: Element) throws(XMLError) -> [UInt8] {
        let data = element.all(.encryption("CipherData"))
        guard data.count == 1, data[0].elements.count == 1, let value = data[0].first(.encryption("CipherValue")),
            let octets = Base64.decode(try value.text(), allowing: .any), !octets.isEmpty
        else { throw .encryptionShape("the CipherData of \(element.name.local)") }
        return octets
    }
}
