import Crypto
package import FoundationEssentials

/// A metadata document that passed every check, with what it says of a service provider.
package struct MetadataDocumentCopy: Hashable, Sendable {
    /// The document as it came.
    package let document: [UInt8]
    /// What it says.
    package let settings: ServiceProviderSettings
    /// From when on it may no longer be used.
    package let validUntil: Date?
    /// When it was made, if it says so.
    package let createdAt: Date?
    /// SHA-256 of the document.
    package let digest: [UInt8]

    /// A document with what was read from it.
    package init(document: [UInt8], settings: ServiceProviderSettings, validUntil: Date?, createdAt: Date?) {
        self.document = document
        self.settings = settings
        self.validUntil = validUntil
        self.createdAt = createdAt
        digest = Digest.sha256(document)
    }
}
