package import FoundationEssentials
package import IdentityProvider
import Directory
import HTTP
import Pages

// Our own metadata: who this site is for service providers, and the copy of the document in its folder.
extension Site {
    /// Who this site is, with these keys, as the identity provider wants it.
    package func identity(with keys: KeyRing) throws -> IdentityProvider.Identity {
        try IdentityProvider.Identity(
            entityID: try entityID(), keys: keys,
            metadata: MetadataText(
                directory.identity(over: configuration.identity), technicalContact: configuration.technicalContact),
            publication: configuration.publication, algorithms: configuration.algorithms)
    }

    /// Makes our metadata and writes it for those who take it from a file; the same as `/saml/metadata`.
    package func writeMetadata(at now: Date) throws {
        let keys = try SiteKeys(of: self).load().keys
        try writeMetadata(
            try IdentityProvider.metadata(
                of: try identity(with: KeyRing(keys)), with: keys, at: configuration.publicURL, now: now))
    }

    /// Writes a metadata document unless the file holds it already.
    package func writeMetadata(_ document: [UInt8]) throws {
        let path = configuration.metadata + "/idp.xml"
        guard FileManager.default.contents(atPath: path) != Data(document) else { return }
        do {
            try Data(document).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw SiteError("cannot write \(path)")
        }
    }
}
