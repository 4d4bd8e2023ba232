package import Directory
import FoundationEssentials

/// What single sign-on does with the metadata of service providers; the executable passes it, since neither module sees
/// the other.
package struct MetadataDesk: Sendable {
    /// What a document says of a service provider.
    package struct Reading: Sendable {
        let entityID: String
        let displayName: String?
        let copy: MetadataDocumentCopy
        let warnings: [String]

        /// A document that passed every check; warnings are English sentences.
        package init(entityID: String, displayName: String?, copy: MetadataDocumentCopy, warnings: [String]) {
            self.entityID = entityID
            self.displayName = displayName
            self.copy = copy
            self.warnings = warnings
        }
    }

    /// What became of a document.
    package enum Answer: Sendable {
        /// It can be used.
        case good(Reading)
        /// It cannot; the detail is English.
        case bad(MetadataOutcome, detail: String)
    }

    /// What we send, for whoever looks for the reason of a refusal at the application.
    package struct Ours: Sendable {
        let entityID: String
        let metadata: String

        /// Our entityID, and where our metadata is.
        package init(entityID: String, metadata: String) {
            self.entityID = entityID
            self.metadata = metadata
        }
    }

    let read: @Sendable ([UInt8], String?) -> Answer
    let look: @Sendable (MetadataSource.Terms, String?) -> Answer
    let refresh: @Sendable (ID<ServiceProvider>, Actor) throws -> MetadataOutcome?
    let key: @Sendable (String) -> [UInt8]?
    let ours: Ours

    /// - Parameters:
    ///   - read: reads a document that an operator hands in, of that entityID if one is named.
    ///   - look: fetches one under terms.
    ///   - refresh: asks the source of a service provider now; nil when it has none.
    ///   - key: reads a key or certificate in PEM as DER SubjectPublicKeyInfo; nil when it is none.
    ///   - ours: what we send.
    package init(
        read: @escaping @Sendable ([UInt8], String?) -> Answer,
        look: @escaping @Sendable (MetadataSource.Terms, String?) -> Answer,
        refresh: @escaping @Sendable (ID<ServiceProvider>, Actor) throws -> MetadataOutcome?,
        key: @escaping @Sendable (String) -> [UInt8]?, ours: Ours
    ) {
        self.read = read
        self.look = look
        self.refresh = refresh
        self.key = key
        self.ours = ours
    }
}
