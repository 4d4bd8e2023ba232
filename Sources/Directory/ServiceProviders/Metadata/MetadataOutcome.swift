import Database

/// What became of an attempt to renew a service provider's metadata. The raw values are stored: never change one.
package enum MetadataOutcome: String, Hashable, Sendable, CaseIterable, SQLConvertible {
    /// The source says that the document is the one that we have.
    case notModified
    /// The document came and says nothing new.
    case unchanged
    /// A change was applied.
    case applied
    /// A change waits for an operator.
    case waiting
    /// The document is one that an operator refused.
    case rejectedBefore
    /// No such host, no route, connection refused or broken.
    case unreachable
    /// The source took too long.
    case tooSlow
    /// The source's own certificate is not trusted.
    case certificate
    /// The address is a private one, or a redirect leads to one.
    case privateAddress
    /// Redirects without end, or to an address that may not be asked.
    case redirects
    /// The answer is larger than may be.
    case tooLarge
    /// The source answers with an error of HTTP.
    case status
    /// The document is no metadata of a service provider that can be read.
    case unreadable
    /// The document has no signature, or another key's, or one that does not verify.
    case signature
    /// The document says nothing of its end, where that is demanded.
    case endless
    /// The document has ended.
    case ended
    /// The document's end is further away than is allowed.
    case endTooFar
    /// The document describes another entity.
    case otherEntity
    /// The document names no place where an answer could be sent.
    case noConsumer
    /// The document is older than the last good one.
    case rolledBack

    /// Whether the metadata in use is what the source says, or waits to be.
    package var isGood: Bool {
        switch self {
        case .notModified, .unchanged, .applied, .waiting, .rejectedBefore: true
        default: false
        }
    }
}
