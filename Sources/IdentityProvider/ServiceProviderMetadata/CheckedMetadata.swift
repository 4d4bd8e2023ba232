import Crypto
package import Directory
package import FoundationEssentials
package import SAML
import XML

/// A metadata document of a service provider that passed every check that was asked for.
package struct CheckedMetadata: Sendable {
    /// What is demanded of a document.
    package struct Demands: Sendable {
        /// Which entity it has to describe; nil: the only service provider in it.
        package var entityID: String?
        /// The key that must have signed it as a whole, DER SubjectPublicKeyInfo; nil: whoever hands it in vouches for it.
        package var signingKey: [UInt8]?
        /// How far ahead its end may lie, in seconds; nil: it need not have one.
        package var longestValidity: TimeInterval?
        /// Which endpoints may stand in it.
        package var policy: EndpointPolicy

        /// Nothing but that it is metadata of a service provider.
        package init(
            entityID: String? = nil, signingKey: [UInt8]? = nil, longestValidity: TimeInterval? = nil,
            policy: EndpointPolicy
        ) {
            self.entityID = entityID
            self.signingKey = signingKey
            self.longestValidity = longestValidity
            self.policy = policy
        }

        init(_ terms: MetadataSource.Terms, entityID: String?, policy: EndpointPolicy) {
            self.init(
                entityID: entityID, signingKey: terms.signingKey, longestValidity: terms.longestValidity,
                policy: policy)
        }
    }

    /// What it says, as an operator looks at it.
    package let found: ServiceProviderImport
    /// The document with what becomes of it.
    package let copy: MetadataDocumentCopy
    /// After how many seconds it wants to be fetched anew.
    let cacheDuration: Int?

    /// Clocks differ: what is 30 days ahead there may be a little more here.
    private static let skew: TimeInterval = 3 * 60

    /// Checks a document: signature over the whole (both verifiers, by the key that was set out of band: R15), its end
    /// (IIP-MD04), the entity, a place to answer at.
    package init(_ bytes: [UInt8], _ demands: Demands, at now: Date) throws(MetadataTrouble) {
        let document: MetadataDocument
        let entity: EntityDescriptor
        do throws(SAMLError) {
            document = try MetadataDocument(
                parsing: bytes, verifiedBy: try Self.keys(demands.signingKey), allowing: demands.policy, at: now)
            entity = try document.entity(demands.entityID, as: .serviceProvider, at: now)
            found = try ServiceProviderImport(entity, allowing: demands.policy, at: now)
        } catch { throw MetadataTrouble(error) }
        if let longest = demands.longestValidity {
            guard let end = document.validUntil else {
                throw MetadataTrouble(.endless, "the root has no validUntil")
            }
            guard end <= now + longest + Self.skew else {
                throw MetadataTrouble(.endTooFar, "validUntil is more than \(Int(longest / 86_400)) days ahead")
            }
        }
        guard RequestedConsumer.unspecified.choose(among: found.settings, allowing: demands.policy) != nil else {
            throw MetadataTrouble(.noConsumer, "no AssertionConsumerService takes HTTP-POST")
        }
        let ends = [document.validUntil, entity.validUntil, entity.spSSODescriptor?.role.validUntil]
        copy = MetadataDocumentCopy(
            document: bytes, settings: found.settings, validUntil: ends.compactMap(\.self).min(),
            createdAt: document.createdAt)
        cacheDuration = [document.cacheDuration, entity.cacheDuration].compactMap(\.self).min()
    }

    private static func keys(_ key: [UInt8]?) throws(SAMLError) -> [PublicKey]? {
        guard let key else { return nil }
        do { return [try PublicKey(subjectPublicKeyInfo: key)] } catch { throw .xml(.crypto(error)) }
    }

    /// An older document than the newest that was good is not taken after it: whoever kept one, with keys that were
    /// removed since, could send it again. Documents that say when they were made are compared by that, others by their
    /// end; where one of the two says nothing there is nothing to compare.
    func refuseOlder(than source: MetadataSource) throws(MetadataTrouble) {
        guard copy.digest != source.digest else { return }
        if let made = copy.createdAt, let last = source.documentCreatedAt {
            guard made >= last else { throw MetadataTrouble(.rolledBack, "creationInstant is before the last one's") }
        } else if let end = copy.validUntil, let last = source.documentValidUntil, end < last {
            throw MetadataTrouble(.rolledBack, "validUntil is before the last one's")
        }
    }
}
