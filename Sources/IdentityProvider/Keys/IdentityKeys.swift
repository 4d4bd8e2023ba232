package import Crypto
import SAML
package import XML

/// The keys of one moment: what signs, what is published, what decrypts. A value that never changes: whoever took it sees
/// one state, in which the key that signs is one that is published.
package struct IdentityKeys: Sendable {
    /// Which state of the site's keys this is.
    package let revision: Int64
    /// What assertions, responses and logout messages are signed with.
    package let signing: SigningKeys
    /// The signing certificates that the metadata lists, the one in use first: before and after a change there are two.
    package let published: [Certificate]
    /// What the metadata document is signed with; nil leaves it unsigned.
    let metadata: XMLSigner?
    /// What a service provider verifies the metadata document with.
    package let metadataCertificate: Certificate?
    /// What service providers are to encrypt for; nil when they cannot.
    package let encryption: Certificate?
    /// What is tried on what they encrypted: the key in use, and those around it (IIP-IDP19).
    let decrypting: [PrivateKey]

    /// A key with its certificate.
    package typealias Pair = (key: PrivateKey, certificate: Certificate)

    /// - Parameters:
    ///   - others: the certificates that are published beside the signing key's own.
    ///   - encryption: the one that is published, then the others that decrypt.
    /// - Throws: `XMLError` when a certificate is not its key's.
    package init(
        revision: Int64 = 0, signing: SigningKeys, others: [Certificate] = [], metadata: Pair? = nil,
        encryption: [Pair] = []
    ) throws(XMLError) {
        self.revision = revision
        self.signing = signing
        published = [signing.certificate] + others
        metadataCertificate = metadata?.certificate
        if let metadata {
            self.metadata = try XMLSigner(
                key: metadata.key, certificate: metadata.certificate, prefixes: Namespace.prefixes)
        } else {
            self.metadata = nil
        }
        self.encryption = encryption.first?.certificate
        decrypting = encryption.map(\.key)
    }
}
