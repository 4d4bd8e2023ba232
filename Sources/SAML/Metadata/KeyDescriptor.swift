package import Crypto
package import XML

/// Keys of an entity, and what they are for (SAML Metadata §2.4.1.1).
package struct KeyDescriptor: Hashable, Sendable {
    static let name = QName.md("KeyDescriptor")

    /// What a key is for.
    package enum Use: String, Sendable {
        case signing, encryption
    }

    /// Absent means both (IIP-MD11).
    package let use: Use?
    /// The certificates are containers of keys only: their dates and issuers are no check (IIP-MD12).
    package let certificates: [Certificate]
    /// Keys that come without a certificate around them (ds:KeyValue): as good as the others (MD-IOP §2.5.1).
    package let bareKeys: [PublicKey]
    /// What the entity can decrypt with these keys; none said means any.
    package let encryptionMethods: [EncryptionMethod]

    /// A descriptor to write.
    package init(use: Use?, certificates: [Certificate], encryptionMethods: [EncryptionMethod] = []) {
        self.use = use
        self.certificates = certificates
        bareKeys = []
        self.encryptionMethods = encryptionMethods
    }

    /// Reads md:KeyDescriptor: every X509Certificate of its KeyInfo, or else its RSAKeyValue. Keys given in other ways
    /// are passed over, and so are bare ones of a size that this program refuses.
    package init(_ element: Element) throws(SAMLError) {
        switch element.attribute("use") {
        case nil: use = nil
        case let text?:
            guard let value = Use(rawValue: text) else { throw .invalidValue("use", in: "KeyDescriptor") }
            use = value
        }
        var certificates: [Certificate] = []
        var bareKeys: [PublicKey] = []
        for keyInfo in element.all(.ds("KeyInfo")) {
            let known = certificates.count
            for data in keyInfo.all(.ds("X509Data")) {
                for certificate in data.all(.ds("X509Certificate")) {
                    certificates.append(try Self.certificate(certificate))
                }
            }
            // Beside a certificate a KeyValue is the same key once more.
            guard certificates.count == known else { continue }
            for value in keyInfo.all(.ds("KeyValue")).flatMap({ $0.all(.ds("RSAKeyValue")) }) {
                if let key = try Self.key(value) { bareKeys.append(key) }
            }
        }
        self.certificates = certificates
        self.bareKeys = bareKeys
        encryptionMethods = element.all(EncryptionMethod.name).compactMap(EncryptionMethod.init)
    }

    private static func certificate(_ element: Element) throws(SAMLError) -> Certificate {
        guard let der = Base64.decode(try element.plainText(), allowing: .any) else {
            throw .metadata(.certificateUnreadable)
        }
        do { return try Certificate(der: der) } catch { throw .metadata(.certificateUnreadable) }
    }

    private static func key(_ element: Element) throws(SAMLError) -> PublicKey? {
        var numbers: [[UInt8]] = []
        for name in ["Modulus", "Exponent"] {
            guard let text = element.all(.ds(name)).first,
                let bytes = Base64.decode(try text.plainText(), allowing: .any)
            else { throw .metadata(.keyUnreadable) }
            numbers.append(bytes)
        }
        do {
            return try PublicKey(rsaModulus: numbers[0], exponent: numbers[1])
        } catch .unsupportedKey {
            return nil
        } catch {
            throw .metadata(.keyUnreadable)
        }
    }

    /// md:KeyDescriptor
    package var element: Element {
        let data = certificates.map {
            Element(.ds("X509Data"), having: [], [Element(.ds("X509Certificate"), text: $0.base64)])
        }
        return Element(
            Self.name, having: [("use", use?.rawValue)],
            [Element(.ds("KeyInfo"), having: [], data)] + encryptionMethods.map(\.element))
    }
}
