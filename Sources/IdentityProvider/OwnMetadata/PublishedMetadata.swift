import FoundationEssentials
import HTTP
import Pages
import Synchronization

/// How long others may keep our metadata document.
package struct MetadataPublication: Sendable, Hashable {
    /// After so many seconds it is to be fetched anew (`cacheDuration`). A signing key is published for as long before it
    /// signs, and after.
    package let cacheDuration: Int
    /// The document may not be used any more so many seconds after it was made (`validUntil`); nil for no end. Service
    /// providers that were given a copy by hand stop working when it has passed: a site has to want that.
    package let validity: Int?

    /// Times in seconds.
    package init(cacheDuration: Int, validity: Int? = nil) {
        self.cacheDuration = cacheDuration
        self.validity = validity
    }

    /// Six hours, without an end.
    package static let standard = MetadataPublication(cacheDuration: 6 * 3600)
}

/// The metadata document as bytes, made once for each state of the keys, and anew before it gets old where it ends.
final class PublishedMetadata: Sendable {
    private struct Made {
        let revision: Int64
        let at: Date
        let bytes: [UInt8]
    }

    private let identity: IdentityProvider.Identity
    private let publicURL: PublicURL
    private let made = Mutex<Made?>(nil)

    init(of identity: IdentityProvider.Identity, at publicURL: PublicURL) {
        self.identity = identity
        self.publicURL = publicURL
    }

    func bytes(at now: Date) throws -> [UInt8] {
        let keys = try identity.keys.current()
        return try made.withLock { made in
            if let made, made.revision == keys.revision, isFresh(made, at: now) { return made.bytes }
            let bytes = try IdentityProvider.metadata(of: identity, with: keys, at: publicURL, now: now)
            made = Made(revision: keys.revision, at: now, bytes: bytes)
            return bytes
        }
    }

    /// A quarter of its life is the oldest that it gets here, so that whoever fetches it has the rest.
    private func isFresh(_ made: Made, at now: Date) -> Bool {
        guard let validity = identity.publication.validity else { return true }
        return (0..<TimeInterval(validity) / 4).contains(now.timeIntervalSince(made.at))
    }
}
