package import Crypto

/// A reference to a message that its receiver fetches from the sender, of type 4 (SAML Bindings §3.6.4).
package struct Artifact: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The index of the ArtifactResolutionService to ask.
    package let endpointIndex: Int
    /// SHA-1 of the issuer's entityID.
    package let sourceID: [UInt8]
    /// 160 random bits that name the message: who knows them can fetch it, so they are kept like a password.
    package let messageHandle: [UInt8]

    private static let typeCode: [UInt8] = [0, 4]

    /// A fresh artifact for a message of `issuer`.
    package init(issuer: String, endpointIndex: Int, randomness: Randomness) {
        self.endpointIndex = endpointIndex
        sourceID = Digest.sourceID(of: Array(issuer.utf8))
        messageHandle = randomness.bytes(20)
    }

    /// Reads 44 bytes in Base64; nil for anything else, other types of artifact included.
    package init?(rawValue: String) {
        guard rawValue.utf8.count <= 64, let bytes = Base64.decode(rawValue), bytes.count == 44,
            Array(bytes[..<2]) == Self.typeCode
        else { return nil }
        endpointIndex = Int(bytes[2]) << 8 | Int(bytes[3])
        sourceID = Array(bytes[4..<24])
        messageHandle = Array(bytes[24...])
    }

    /// The text of SAMLart.
    package var rawValue: String {
        let index = [UInt8(truncatingIfNeeded: endpointIndex >> 8), UInt8(truncatingIfNeeded: endpointIndex)]
        return Base64.encode(Self.typeCode + index + sourceID + messageHandle)
    }

    /// Nothing of the handle: it is a secret.
    package var description: String { "an artifact" }
}
